/**
 * How a response is combined with the value that the target holds. `maxEither` and `minEither`
 * combine both the response and its negative.
 */
export type Combine = "set" | "add" | "max" | "min" | "maxEither" | "minEither";

/**
 * Copies a line and extends it past its ends.
 *
 * @param map index in the line of each value of the extended line; -1 for 0
 * @param reach number of values before the line's first, and after its last
 */
function extendLine(
  source: Float64Array,
  start: number,
  valueStride: number,
  map: Int32Array,
  reach: number,
  extended: Float64Array,
): void {
  const end = map.length - reach;
  const valueAt = (k: number) => (map[k] < 0 ? 0 : source[start + map[k] * valueStride]);
  for (let k = 0; k < reach; k++) extended[k] = valueAt(k);
  if (valueStride === 1) copyRun(source, start, end - reach, extended, reach);
  else for (let k = reach; k < end; k++) extended[k] = valueAt(k);
  for (let k = end; k < map.length; k++) extended[k] = valueAt(k);
}

/**
 * Copies lines and extends them past their ends, interleaved: value k of line i is written to
 * extended[k * width + i].
 *
 * @param map index in the line of each value of the extended line; -1 for 0
 * @param width number of lines
 */
export function extendLines(
  source: Float64Array,
  start: number,
  lineStride: number,
  valueStride: number,
  map: Int32Array,
  width: number,
  extended: Float64Array,
): void {
  for (let k = 0, v = 0; k < map.length; k++) {
    const end = v + width;
    let from = start + map[k] * valueStride;
    if (map[k] < 0) extended.fill(0, v, end);
    else if (lineStride === 1) copyRun(source, from, width, extended, v);
    else for (let i = v; i < end; i++, from += lineStride) extended[i] = source[from];
    v = end;
  }
}

/** Copies a line as `extendLine` does, or several as `extendLines`. */
export function loadLines(
  source: Float64Array,
  start: number,
  lineStride: number,
  valueStride: number,
  map: Int32Array,
  reach: number,
  width: number,
  extended: Float64Array,
): void {
  if (width === 1) extendLine(source, start, valueStride, map, reach, extended);
  else extendLines(source, start, lineStride, valueStride, map, width, extended);
}

/** Combines a block of `count` rows of `width` interleaved lines with those of a volume. */
export function combineLines(
  block: Float64Array,
  target: Float64Array,
  start: number,
  lineStride: number,
  valueStride: number,
  width: number,
  count: number,
  combine: Combine,
): void {
  if (width === 1) {
    combineRun(block, 0, count, target, start, valueStride, combine);
    return;
  }
  for (let k = 0, v = 0; k < count; k++, v += width) {
    combineRun(block, v, width, target, start + k * valueStride, lineStride, combine);
  }
}

/** Combines `length` values of a block, from entry `v` on. */
function combineRun(
  block: Float64Array,
  v: number,
  length: number,
  target: Float64Array,
  to: number,
  stride: number,
  combine: Combine,
): void {
  const end = v + length;
  // Math.max and Math.min give NaN if an argument is NaN; comparisons would not
  switch (combine) {
    case "set":
      if (stride === 1) copyRun(block, v, length, target, to);
      else for (; v < end; v++, to += stride) target[to] = block[v];
      break;
    case "add":
      for (; v < end; v++, to += stride) target[to] += block[v];
      break;
    case "max":
      for (; v < end; v++, to += stride) target[to] = Math.max(target[to], block[v]);
      break;
    case "min":
      for (; v < end; v++, to += stride) target[to] = Math.min(target[to], block[v]);
      break;
    case "maxEither":
      for (; v < end; v++, to += stride) target[to] = Math.max(target[to], Math.abs(block[v]));
      break;
    case "minEither":
      for (; v < end; v++, to += stride) target[to] = Math.min(target[to], -Math.abs(block[v]));
      break;
  }
}

/** Shorter runs are copied faster one by one. */
const shortRun = 24;

function copyRun(
  from: Float64Array,
  at: number,
  length: number,
  target: Float64Array,
  to: number,
): void {
  if (length > shortRun) target.set(from.subarray(at, at + length), to);
  else for (let v = 0; v < length; v++) target[to + v] = from[at + v];
}
