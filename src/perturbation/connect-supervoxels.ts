import type { Vec3 } from "../volume/volume.ts";

/**
 * Makes supervoxels connected: every piece of a supervoxel (voxels joined by faces) becomes a supervoxel
 * of its own. A piece of fewer than `fewest` voxels joins the neighbour with which it shares most faces.
 *
 * @param labels the supervoxel of each voxel, x fastest
 * @param size voxels along x, y, z
 * @returns new labels 0 … count - 1, x fastest
 */
export function connectSupervoxels(
  labels: Int32Array,
  size: Vec3,
  fewest: number,
): { labels: Int32Array; count: number } {
  const { pieces, counts } = findPieces(labels, size);
  const parent = Int32Array.from(counts, (_, piece) => piece);
  const rootOf = (piece: number) => {
    while (parent[piece] !== piece) piece = parent[piece];
    return piece;
  };
  const faces = countFaces(pieces, size, counts.length);
  // pieces are numbered in scan order, so this order does not depend on the labels
  for (let piece = 0; piece < counts.length; piece++) {
    if (counts[piece] >= fewest) continue;
    const shared = new Map<number, number>();
    for (const [other, n] of faces[piece]) {
      const root = rootOf(other);
      if (root !== rootOf(piece)) shared.set(root, (shared.get(root) ?? 0) + n);
    }
    const best = [...shared].sort(([a, m], [b, n]) => n - m || a - b)[0];
    if (best !== undefined) parent[rootOf(piece)] = best[0];
  }
  const names = new Map<number, number>();
  const nameOf = counts.map((_, piece) => {
    const root = rootOf(piece);
    const name = names.get(root) ?? names.size;
    names.set(root, name);
    return name;
  });
  for (let v = 0; v < pieces.length; v++) pieces[v] = nameOf[pieces[v]];
  return { labels: pieces, count: names.size };
}

/**
 * The connected pieces of equal labels, numbered in scan order: the piece of each voxel, and the size
 * of each piece.
 */
function findPieces(
  labels: Int32Array,
  [nx, ny, nz]: Vec3,
): { pieces: Int32Array; counts: number[] } {
  const pieces = new Int32Array(labels.length).fill(-1);
  const counts: number[] = [];
  const waiting = new Int32Array(labels.length);
  for (let start = 0; start < labels.length; start++) {
    if (pieces[start] >= 0) continue;
    const piece = counts.length;
    const label = labels[start];
    let end = 0;
    const visit = (v: number) => {
      if (pieces[v] >= 0 || labels[v] !== label) return;
      pieces[v] = piece;
      waiting[end++] = v;
    };
    visit(start);
    for (let next = 0; next < end; next++) {
      const v = waiting[next];
      const x = v % nx;
      const row = Math.floor(v / nx);
      const y = row % ny;
      const z = Math.floor(row / ny);
      if (x > 0) visit(v - 1);
      if (x < nx - 1) visit(v + 1);
      if (y > 0) visit(v - nx);
      if (y < ny - 1) visit(v + nx);
      if (z > 0) visit(v - nx * ny);
      if (z < nz - 1) visit(v + nx * ny);
    }
    counts.push(end);
  }
  return { pieces, counts };
}

/** For each piece the neighbouring pieces, with the number of voxel faces that they share. */
function countFaces(pieces: Int32Array, [nx, ny, nz]: Vec3, count: number): Map<number, number>[] {
  const faces = Array.from({ length: count }, () => new Map<number, number>());
  const add = (a: number, b: number) => {
    faces[a].set(b, (faces[a].get(b) ?? 0) + 1);
    faces[b].set(a, (faces[b].get(a) ?? 0) + 1);
  };
  for (let z = 0, v = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, v++) {
        const piece = pieces[v];
        if (x > 0 && pieces[v - 1] !== piece) add(piece, pieces[v - 1]);
        if (y > 0 && pieces[v - nx] !== piece) add(piece, pieces[v - nx]);
        if (z > 0 && pieces[v - nx * ny] !== piece) add(piece, pieces[v - nx * ny]);
      }
    }
  }
  return faces;
}
