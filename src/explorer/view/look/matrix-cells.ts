import type { ShownMatrix } from "../../work/matrices.ts";

/** The most rows or columns of a picture. */
const most = 128;

/** A matrix of grey levels against grey levels as a picture: rows from level 1 up. */
export interface LevelPicture {
  /** Rows and columns. */
  readonly size: number;
  /** Levels that a row or column stands for. */
  readonly step: number;
  /** Counts, row by row; NaN where there is none. */
  readonly counts: Float64Array;
}

/** Counts of pairs of grey levels; neighbouring levels are put together where there are many. */
export function levelPicture({ levels, i, j, n }: ShownMatrix): LevelPicture {
  const step = Math.max(1, Math.ceil(levels / most));
  const size = Math.ceil(levels / step);
  const counts = new Float64Array(size * size);
  for (let e = 0; e < n.length; e++) {
    counts[size * Math.floor((i[e] - 1) / step) + Math.floor((j[e] - 1) / step)] += n[e];
  }
  return { size, step, counts: counts.map((count) => (count === 0 ? Number.NaN : count)) };
}

/** A cell of a matrix of grey levels against sizes. */
export interface SizeCell {
  readonly levelFrom: number;
  readonly levelTo: number;
  /** Sizes from one up to another, that one left out. */
  readonly sizeFrom: number;
  readonly sizeTo: number;
  readonly count: number;
}

/**
 * Counts of grey levels and sizes. Sizes up to 8 have a column each; larger ones share columns, each about a quarter
 * wider than the one before.
 */
export function sizeCells({ levels, i, j, n }: ShownMatrix): readonly SizeCell[] {
  const step = Math.max(1, Math.ceil(levels / 64));
  const edges = sizeEdges(j.reduce((largest, size) => Math.max(largest, size), 1));
  const cells = new Map<number, SizeCell>();
  for (let e = 0; e < n.length; e++) {
    const row = Math.floor((i[e] - 1) / step);
    const column = columnOf(edges, j[e]);
    const key = row * edges.length + column;
    const before = cells.get(key);
    cells.set(key, {
      levelFrom: row * step + 1,
      levelTo: (row + 1) * step + 1,
      sizeFrom: edges[column],
      sizeTo: edges[column + 1],
      count: (before?.count ?? 0) + n[e],
    });
  }
  return [...cells.values()];
}

/** Where columns begin, up to beyond the largest size. */
export function sizeEdges(largest: number): readonly number[] {
  const edges = [1];
  for (let edge = 1; edge <= largest; ) {
    edge = edge < 8 ? edge + 1 : Math.ceil(edge * 1.25);
    edges.push(edge);
  }
  return edges;
}

function columnOf(edges: readonly number[], size: number): number {
  let column = 0;
  while (edges[column + 1] <= size) column++;
  return column;
}
