/**
 * Where sums are made in blocks of lines: four at a time, whose places along the line are neighbours and
 * which therefore share most of their values.
 *
 * A row of quads is `span` entries long and goes on by `step`; the next row begins `next` entries on. Lines
 * that are interleaved have one quad for each line in a row. Lines of their own have all their quads in a row.
 */
export interface Quads {
  /** Entries between neighbouring values of a line, among values and among sums. */
  readonly gap: number;
  readonly outGap: number;
  /** Entries of a row of quads, and from quad to quad. */
  readonly span: number;
  readonly step: 1 | 4;
  /** Entries from row to row, among values and among sums. */
  readonly next: number;
  readonly outNext: number;
}

/** About so many sums stay in the first-level cache while taps are added to them. */
const portion = 512;

/** Quads of interleaved lines: `lines` in a block whose values follow each other by `gap`. */
export function interleaved(lines: number, gap: number, outGap: number): Quads {
  return { gap, outGap, span: lines, step: 1, next: 4 * gap, outNext: 4 * outGap };
}

/** Quads of lines of `length` values, a multiple of 4, that begin `next` entries after each other. */
export function successive(length: number, next: number, outNext: number): Quads {
  return { gap: 1, outGap: 1, span: length, step: 4, next, outNext };
}

/** Calls `work` for portions of some rows: with the first one and their number. */
export function inPortions(
  { span, step }: Quads,
  rows: number,
  work: (first: number, count: number) => void,
): void {
  const most = Math.max(1, Math.floor((portion * step) / (4 * span)));
  for (let n = 0; n < rows; n += most) work(n, Math.min(most, rows - n));
}
