import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { sealedLine } from "../../src/cohort/journal-line.ts";
import { type CohortOptions, runCohort } from "../../src/cohort/run-cohort.ts";
import type { RunRecord } from "../../src/cohort/run-record.ts";
import type { CohortEntry } from "../../src/cohort/unit.ts";
import { writeVolume } from "../../src/node/write-volume.ts";
import { toCsv } from "../../src/report/csv.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import type { Mask } from "../../src/volume/mask.ts";
import { identityDirection, type Volume } from "../../src/volume/volume.ts";
import { temporaryFolder } from "../node/temporary-folder.ts";

/** Few features, so that runs are quick; a region of one grey level has undefined ones. */
export const quick: SettingsInput = {
  families: ["statistics", "glcm", "ngtdm"],
  aggregations: ["3D:mrg"],
  discretise: { method: "fixedBinNumber", bins: 8 },
};

const grid = {
  size: [16, 14, 12],
  spacing: [1, 1, 2],
  origin: [-8, 3, 10],
  direction: identityDirection,
} as const;

/** An ellipsoid in an image that differs by `seed`: smooth, with noise; all the same for seed 0. */
export function smallCase(seed: number): { image: Volume; mask: Mask } {
  const image = new Int16Array(16 * 14 * 12);
  const mask = new Uint8Array(image.length);
  let state = seed * 7919 + 1;
  for (let z = 0, v = 0; z < 12; z++) {
    for (let y = 0; y < 14; y++) {
      for (let x = 0; x < 16; x++, v++) {
        state = (state * 48271) % 0x7fffffff;
        const smooth = 200 * Math.sin((x + seed) / 3) * Math.cos(y / (3 + (seed % 4)));
        image[v] = seed === 0 ? 5 : 300 + smooth + 20 * z + (state % 61);
        const [a, b, c] = [(x - 7.4) / 5.5, (y - 6.3) / (4 + (seed % 3)), (z - 5.6) / 4];
        mask[v] = a * a + b * b + c * c <= 1 ? 1 : 0;
      }
    }
  }
  return { image: { ...grid, data: image }, mask: { ...grid, data: mask } };
}

/** A row of a manifest; missing files are not written. */
export type Row = Readonly<Record<string, string | number>>;

/** A cohort in a folder of its own, with cases 0 … n - 1. */
export async function cohortFolder(n: number) {
  const folder = await temporaryFolder();
  const path = (...names: string[]) => join(folder, ...names);
  await mkdir(path("images"));
  const rows: Row[] = [];
  for (let seed = 0; seed < n; seed++) {
    const { image, mask } = smallCase(seed);
    await writeVolume(path("images", `i${seed}.nii`), image);
    await writeVolume(path("images", `m${seed}.nii.gz`), mask);
    rows.push({
      id: `c${seed}`,
      patient: `p${seed >> 1}`,
      image: `images/i${seed}.nii`,
      mask: `images/m${seed}.nii.gz`,
    });
  }
  const writeManifest = async (all: readonly Row[], name = "manifest.csv") => {
    const columns = [...new Set(all.flatMap((row) => Object.keys(row)))];
    const lines = all.map((row) => columns.map((column) => row[column] ?? null));
    await writeFile(path(name), toCsv([columns, ...lines]));
    return path(name);
  };
  const manifest = await writeManifest(rows);
  return {
    path,
    rows,
    manifest,
    writeManifest,
    /** Runs the cohort in this process, by two workers. */
    run: (out: string, options: Partial<CohortOptions> = {}) =>
      runCohort({
        manifest,
        settings: [{ name: "quick", settings: quick }],
        workers: 2,
        ...options,
        out: path(out),
      }),
    text: (...names: string[]) => readFile(path(...names), "utf8"),
    /** The records of a table. */
    table: async (...names: string[]): Promise<Record<string, string>[]> =>
      parse(await readFile(path(...names)), { columns: true, bom: true }),
    /** The entries of a journal. */
    entries: async (out: string): Promise<CohortEntry[]> =>
      (await journalLines(path(out))).map(entryOf),
    /** Copies a journal into another folder, with its entries changed, or left out for null. */
    async changeJournal(
      out: string,
      to: string,
      change: (entry: CohortEntry) => CohortEntry | null,
    ): Promise<void> {
      const entries = (await journalLines(path(out))).map(entryOf).map(change);
      const lines = entries.flatMap((entry) => (entry === null ? [] : [`${sealedLine(entry)}\n`]));
      await mkdir(path(to), { recursive: true });
      await writeFile(path(to, "journal.jsonl"), lines.join(""));
    },
    record: async (out: string) =>
      JSON.parse(await readFile(path(out, "run.json"), "utf8")) as RunRecord,
  };
}

const journalLines = async (folder: string) =>
  (await readFile(join(folder, "journal.jsonl"), "utf8")).trim().split("\n");

function entryOf(line: string): CohortEntry {
  const { sum: _, ...entry } = JSON.parse(line);
  return entry;
}
