export interface Fixture {
  readonly size?: readonly number[];
  readonly frames?: number;
  readonly type?: number;
  readonly placed?: number;
  /** Spacing, the axes, the centre. */
  readonly geometry?: readonly number[];
  readonly voxels?: Uint8Array;
}

/** An MGH file put together byte by byte: 24 bytes on a grid of 2 × 3 × 4 voxels. */
export function mghFile(fixture: Fixture = {}): Uint8Array<ArrayBuffer> {
  const { size = [2, 3, 4], frames = 1, type = 0, placed = 1 } = fixture;
  const { geometry = [1, 2, 3, 1, 0, 0, 0, 1, 0, 0, 0, 1, 10, 20, 30] } = fixture;
  const { voxels = Uint8Array.from({ length: 24 }, (_, n) => n) } = fixture;
  const file = new Uint8Array(284 + voxels.length);
  const view = new DataView(file.buffer);
  for (const [n, value] of [1, ...size, frames, type, 0].entries()) view.setInt32(4 * n, value);
  view.setInt16(28, placed);
  for (const [n, value] of geometry.entries()) view.setFloat32(30 + 4 * n, value);
  file.set(voxels, 284);
  return file;
}
