import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../../src/cli/run.ts";
import { writeVolume } from "../../src/node/write-volume.ts";
import { identityDirection, type Volume } from "../../src/volume/volume.ts";
import { temporaryFolder } from "../node/temporary-folder.ts";

/** What a command printed, and its exit status. */
export interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process. */
export async function voxomics(...argv: string[]): Promise<Outcome> {
  const text = { out: "", err: "" };
  const status = await run(argv, {
    out: (part) => {
      text.out += part;
    },
    err: (part) => {
      text.err += part;
    },
    columns: 100,
    debug: false,
    // no line that is due after a minute is printed, however long a command takes
    clock: { now: () => 0, every: () => () => {} },
  });
  return { status, ...text };
}

/** A 4 × 3 × 2 volume of 1 × 1 × 2 mm voxels; the value is made from the voxel's number. */
export function volumeOf(value: (v: number) => number, fields: Partial<Volume> = {}): Volume {
  return {
    data: Int16Array.from({ length: 24 }, (_, v) => value(v)),
    size: [4, 3, 2],
    spacing: [1, 1, 2],
    origin: [0, 0, 0],
    direction: identityDirection,
    ...fields,
  };
}

/** A folder that is removed after the tests, with the files that commands are tried on. */
export async function workspace() {
  const folder = await temporaryFolder();
  const path = (name: string): string => join(folder, name);
  await writeVolume(
    path("image.nii.gz"),
    volumeOf((v) => (v * 7) % 11),
  );
  await writeVolume(
    path("mask.nii.gz"),
    volumeOf((v) => (v % 5 === 0 ? 0 : 1)),
  );
  return {
    path,
    image: path("image.nii.gz"),
    mask: path("mask.nii.gz"),
    volume: async (name: string, volume: Volume): Promise<string> => {
      await writeVolume(path(name), volume);
      return path(name);
    },
    file: async (name: string, content: string | Uint8Array): Promise<string> => {
      await writeFile(path(name), content);
      return path(name);
    },
  };
}
