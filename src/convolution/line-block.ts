/**
 * How a response is combined with the value that the target holds. `maxEither` and `minEither`
 * combine both the response and its negative.
 */
export type Combine = "set" | "add" | "max" | "min" | "maxEither" | "minEither";

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
  if (width === 1) {
    for (let k = 0; k < map.length; k++) {
      extended[k] = map[k] < 0 ? 0 : source[start + map[k] * valueStride];
    }
    return;
  }
  for (let k = 0, v = 0; k < map.length; k++) {
    const end = v + width;
    let from = start + map[k] * valueStride;
    if (map[k] < 0) extended.fill(0, v, end);
    else if (lineStride === 1) for (let i = v; i < end; i++, from++) extended[i] = source[from];
    else for (let i = v; i < end; i++, from += lineStride) extended[i] = source[from];
    v = end;
  }
}

/** Writes `count` rows of `width` interleaved lines to a volume. */
export function writeLines(
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
    const to = start + k * valueStride;
    combineRun(block, v, width, target, to, lineStride, combine);
  }
}

// Math.max and Math.min give NaN if an argument is NaN; comparisons would not
function combineRun(
  block: Float64Array,
  v: number,
  width: number,
  target: Float64Array,
  to: number,
  stride: number,
  combine: Combine,
): void {
  const end = v + width;
  switch (combine) {
    case "set":
      for (; v < end; v++, to += stride) target[to] = block[v];
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
