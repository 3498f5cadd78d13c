import { inOrder } from "../../base/in-order.ts";
import type { Watch } from "../../base/watch.ts";
import type { CaseReading } from "../../case/case-reading.ts";
import { VoxomicsError } from "../../messages/errors.ts";
import type { Note } from "../../messages/note.ts";
import { createPool } from "../../node/pool.ts";
import type { Pool } from "../../pool/pool.ts";
import type { PyradiomicsExtraction } from "../../pyradiomics/extract-pyradiomics.ts";
import type { PyradiomicsParams } from "../../pyradiomics/params/params.ts";
import type { PyradiomicsMaps } from "../../pyradiomics/voxels/map-pyradiomics.ts";
import type { BatchCase } from "./batch-cases.ts";
import { readCase } from "./read-case.ts";
import { writeMaps } from "./write-maps.ts";

/** The result of a case, or the error for which it was refused. */
export interface CaseOutcome {
  readonly task: BatchCase;
  /** In voxel mode with the paths of maps in place of features. */
  readonly extraction: PyradiomicsExtraction | null;
  readonly error: VoxomicsError | null;
}

/** How cases are measured. */
export interface Measuring {
  /** Cases at a time; with more than one, in worker threads. */
  readonly jobs: number;
  /** The label that the command line states; null for the parameters' label. */
  readonly label: number | null;
  readonly reading: CaseReading;
  readonly watch: Watch;
  /** The folder that maps are written to; null to measure whole regions. */
  readonly mapsTo: string | null;
  readonly onNote: (path: string, note: Note) => void;
}

/** Measures cases one by one, or several at a time. A case that is refused does not stop the others. */
export async function measureCases(
  cases: readonly BatchCase[],
  params: PyradiomicsParams,
  measuring: Measuring,
): Promise<CaseOutcome[]> {
  const workers = Math.min(measuring.jobs, cases.length);
  const pool = workers > 1 ? createPool({ workers }) : null;
  const outcomes: CaseOutcome[] = [];
  const { onProgress } = measuring.watch;
  try {
    const measured = inOrder(cases.entries(), Math.max(1, 2 * workers - 1), ([place, task]) => {
      const watch = cases.length === 1 ? measuring.watch : {};
      return measureCase(task, place + 1, params, measuring, pool, watch);
    });
    for await (const outcome of measured) {
      outcomes.push(outcome);
      if (cases.length > 1) {
        onProgress?.({ done: outcomes.length, total: cases.length, stage: outcome.task.image });
      }
    }
    return outcomes;
  } finally {
    await pool?.close();
  }
}

async function measureCase(
  task: BatchCase,
  number: number,
  params: PyradiomicsParams,
  { label: stated, reading, mapsTo, onNote }: Measuring,
  pool: Pool | null,
  watch: Watch,
): Promise<CaseOutcome> {
  try {
    if (task.refusal !== null) throw task.refusal;
    const { image, mask, label, notes } = await readCase(task, params, stated, reading);
    for (const { path, note } of notes) onNote(path, note);
    const asked = [image, mask, params, { label, ...watch }] as const;
    const extraction =
      mapsTo === null
        ? await (pool?.extractPyradiomics(...asked) ?? extractHere(...asked))
        : await writeMaps(
            await (pool?.mapPyradiomics(...asked) ?? mapHere(...asked)),
            mapsTo,
            number,
          );
    const told = params.notes.map(({ message }) => message);
    for (const note of extraction.notes) {
      if (!told.includes(note.message)) onNote(task.mask, note);
    }
    return { task, extraction, error: null };
  } catch (error) {
    if (!(error instanceof VoxomicsError)) throw error;
    return { task, extraction: null, error };
  }
}

type ExtractHere = typeof import("../../pyradiomics/extract-pyradiomics.ts").extractPyradiomics;

async function extractHere(...given: Parameters<ExtractHere>): Promise<PyradiomicsExtraction> {
  const { extractPyradiomics } = await import("../../pyradiomics/extract-pyradiomics.ts");
  return extractPyradiomics(...given);
}

type MapHere = typeof import("../../pyradiomics/voxels/map-pyradiomics.ts").mapPyradiomics;

async function mapHere(...given: Parameters<MapHere>): Promise<PyradiomicsMaps> {
  const { mapPyradiomics } = await import("../../pyradiomics/voxels/map-pyradiomics.ts");
  return mapPyradiomics(...given);
}
