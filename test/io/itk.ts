import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readImageNode, writeImageNode } from "@itk-wasm/image-io";
import type { Image } from "itk-wasm";
import type { Volume } from "../../src/volume/volume.ts";

/** A volume as ITK has it: both are LPS, with the columns of the direction along the axes. */
export function toItk(volume: Volume): Image {
  const componentType = volume.data[Symbol.toStringTag].replace("Array", "").toLowerCase();
  return {
    imageType: {
      dimension: 3,
      componentType: componentType as Image["imageType"]["componentType"],
      pixelType: "Scalar",
      components: 1,
    },
    name: "volume",
    origin: [...volume.origin],
    spacing: [...volume.spacing],
    direction: Float64Array.from(volume.direction),
    size: [...volume.size],
    metadata: new Map(),
    data: volume.data as Image["data"],
  };
}

/** An ITK image as a volume. */
export function fromItk({ data, size, spacing, origin, direction }: Image): Volume {
  return {
    data: data as Volume["data"],
    size: size as unknown as Volume["size"],
    spacing: spacing as unknown as Volume["spacing"],
    origin: origin as unknown as Volume["origin"],
    direction: Array.from(direction as Float64Array) as unknown as Volume["direction"],
  };
}

/** Writes a volume by ITK, in the format of the path's ending. */
export async function writeByItk(
  path: string,
  volume: Volume,
  options: { useCompression?: boolean } = {},
): Promise<void> {
  await writeImageNode(toItk(volume), path, options);
}

/** What ITK reads from the bytes of a file. */
export async function readByItk(name: string, bytes: Uint8Array): Promise<Volume> {
  const folder = await mkdtemp(join(tmpdir(), "voxomics-"));
  try {
    await writeFile(join(folder, name), bytes);
    return fromItk(await readImageNode(join(folder, name)));
  } finally {
    await rm(folder, { recursive: true });
  }
}
