import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measuredRegion } from "../../src/extraction/measured-region.ts";
import { writeVolume } from "../../src/node/write-volume.ts";
import { cutRegion } from "../../src/processing/cut-region.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import type { PeerRow } from "../results.ts";
import { makeMaterial, type Workload } from "../workload.ts";

/** Another program that python can import. */
export interface InstalledPeer {
  readonly peer: string;
  readonly version: string;
}

const script = fileURLToPath(new URL("time-peers.py", import.meta.url));

/** Those of PyRadiomics, Nyxus and MIRP that are installed; null without python. */
export function installedPeers(): InstalledPeer[] | null {
  const { status, stdout } = runPython();
  return status === 0 ? objects<InstalledPeer>(stdout) : null;
}

/** Times the installed programs on the image and mask of a workload, after its processing steps. */
export async function timePeers(workload: Workload, tasks: readonly string[]): Promise<PeerRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "voxomics-peers-"));
  try {
    await writeArrays(folder, workload, tasks);
    const { status, stdout } = runPython(folder);
    if (status !== 0) throw new Error(`${script} ended with status ${status}`);
    return objects<Answer>(stdout).map(({ peer, version, task, ms, error }) => ({
      peer,
      version,
      task: task ?? "all",
      workload,
      min: ms,
      error,
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A line that the script prints; `task` is null where the program could not be started. */
interface Answer extends InstalledPeer {
  readonly task: string | null;
  readonly ms: number | null;
  readonly error: string | null;
}

async function writeArrays(
  folder: string,
  workload: Workload,
  tasks: readonly string[],
): Promise<void> {
  const { image, mask, settings: input } = await makeMaterial(workload);
  const settings = resolveSettings(input);
  const region = cutRegion(image, mask, settings, 0);
  const { levels } = measuredRegion(region, settings).levels();
  const { size, spacing, data } = region.image;
  writeFileSync(
    join(folder, "image.raw"),
    new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  );
  writeFileSync(join(folder, "mask.raw"), region.morphologicalMask.data);
  await writeVolume(join(folder, "image.nii"), region.image);
  await writeVolume(join(folder, "mask.nii"), region.morphologicalMask);
  const request = { size, spacing, discretise: settings.discretise, levels, tasks };
  writeFileSync(join(folder, "request.json"), JSON.stringify(request));
}

/** Runs the script by `python3`, or by the program that `PYTHON` in the environment names. */
function runPython(...args: string[]) {
  return spawnSync(process.env.PYTHON ?? "python3", [script, ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** The JSON objects in the script's output, one a line; other lines are printed by the programs. */
function objects<T>(output: string): T[] {
  return output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as T);
}
