/**
 * Draws the response of each filter on a slice of an IBSI 2 phantom: `npm run pictures`.
 *
 * Needs the IBSI 2 digital phantoms (`npm run phantoms`, or VOXOMICS_IBSI_DATA).
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encode } from "fast-png";
import { applyFilter } from "../src/filters/apply-filter.ts";
import { completeFilter } from "../src/filters/filters.ts";
import { read } from "../src/io.ts";
import type { Volume } from "../src/volume/volume.ts";
import { pictured } from "./docs/pictured-filters.ts";

const folder = "docs/filters";
/** Side of a voxel in a picture, in pixels. */
const scale = 3;

mkdirSync(folder, { recursive: true });
for (const { name, phantom, filter } of pictured) {
  const image = await read(readFileSync(phantomFile(phantom)));
  const volume = filter === null ? image : applyFilter(image, completeFilter(filter));
  const file = join(folder, `${name}.png`);
  writeFileSync(file, drawSlice(volume, Math.floor(volume.size[2] / 2)));
  console.log(file);
}

function phantomFile(phantom: string): string {
  const path = join("ibsi_2_digital_phantom/nifti", phantom, "image", `${phantom}.nii.gz`);
  const folders = [process.env.VOXOMICS_IBSI_DATA, "../shared/ibsi/data", "ibsi-phantoms/data"];
  const found = folders
    .filter((f) => f !== undefined)
    .map((f) => join(f, path))
    .find(existsSync);
  if (found === undefined)
    throw new Error(`${path} is in none of ${folders.filter(Boolean).join(", ")}`);
  return found;
}

/** A slice in grey, from its lowest value (black) to its highest (white). */
function drawSlice({ data, size: [nx, ny] }: Volume, z: number): Uint8Array {
  const slice = Float64Array.from(data.subarray(nx * ny * z, nx * ny * (z + 1)));
  let [low, high] = [Infinity, -Infinity];
  for (const value of slice) [low, high] = [Math.min(low, value), Math.max(high, value)];
  const range = high > low ? high - low : 1;
  const width = nx * scale;
  const height = ny * scale;
  const pixels = new Uint8Array(width * height);
  for (let v = 0; v < pixels.length; v++) {
    const x = Math.floor((v % width) / scale);
    const y = Math.floor(v / width / scale);
    pixels[v] = Math.round((255 * (slice[x + nx * y] - low)) / range);
  }
  return encode({ width, height, data: pixels, channels: 1 });
}
