import { performance } from "node:perf_hooks";
import type { Watch } from "../base/watch.ts";
import { settingsNotes } from "../case/case-notes.ts";
import type { Extraction } from "../extraction/extraction.ts";
import { planOf } from "../extraction/plan.ts";
import { planMargin } from "../extraction/surroundings.ts";
import { messageNaming, VoxomicsError } from "../messages/errors.ts";
import { distinctNotes } from "../messages/note.ts";
import type { PerturbationRecord } from "../perturbation/perturb.ts";
import type { Pool } from "../pool/pool.ts";
import { nonFiniteRule } from "../processing/finite-mask.ts";
import { columnsKey } from "./columns-key.ts";
import { type CohortImages, columnOf } from "./read-case.ts";
import type { ColumnsEntry, Measured, Unit, UnitEntry, UnitFailure } from "./unit.ts";

/** What the journal gets of a unit: what its values are, and the values. */
export interface UnitResult {
  readonly entry: Omit<UnitEntry, "run" | "engine">;
  readonly columns: ColumnsEntry | null;
}

/**
 * Measures a unit; an error becomes its failure, unless it is that of the signal.
 *
 * @param images or why they could not be read
 * @param stamps of image and mask
 */
export async function measureUnit(
  pool: Pool,
  { key, settings, perturbation, case: { row } }: Unit,
  images: CohortImages | UnitFailure,
  stamps: UnitEntry["stamps"],
  signal: AbortSignal | undefined,
): Promise<UnitResult> {
  const failed = (failure: UnitFailure, milliseconds: number): UnitResult => {
    const inputs = "code" in images ? null : images.inputs;
    return {
      entry: { key, inputs, stamps, milliseconds, measured: null, failure },
      columns: null,
    };
  };
  if ("code" in images) return failed(images, 0);
  const { watch, stop } = stopwatch(signal);
  try {
    let { image, mask } = images;
    let record: PerturbationRecord | null = null;
    let whole = settings.settings;
    if (perturbation !== null) {
      const { steps, seed } = perturbation;
      const { resample } = whole;
      const options = {
        resample,
        margin: planMargin(planOf(whole)),
        nonFinite: nonFiniteRule(whole),
      };
      const task = { image, mask, perturbation: steps, seed, options };
      ({ image, mask, record } = await pool.perturb(task, watch));
      stop();
      whole = { ...whole, resample: null }; // it was done in the same step
    }
    const extraction = await pool.extract(image, mask, whole, watch);
    const columns = columnsOf(extraction);
    const ofSettings = settingsNotes(images.files.image, settings.settings);
    const notes = distinctNotes([...ofSettings, ...extraction.notes]);
    const measured = measuredOf({ ...extraction, notes }, record, columns.key);
    const milliseconds = stop();
    const { inputs } = images;
    return { entry: { key, inputs, stamps, milliseconds, measured, failure: null }, columns };
  } catch (error) {
    if (signal?.aborted) throw error;
    const failure = failureOf(error, false);
    return failed({ ...failure, message: `row ${row}: ${failure.message}` }, stop());
  }
}

/** Why something failed. */
export function failureOf(error: unknown, ofCase: boolean): UnitFailure {
  if (error instanceof VoxomicsError) {
    return { code: error.code, message: messageNaming(error, columnOf), ofCase };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: "internal", message, ofCase };
}

/** The time that workers take: from a call's begin in one to its end. What waits for one costs nothing. */
function stopwatch(signal: AbortSignal | undefined) {
  let begun: number | null = null;
  let total = 0;
  const onProgress = () => {
    begun ??= performance.now();
  };
  const watch: Watch = { onProgress, signal };
  /** Ends the measurement of a call, and gives the milliseconds of all so far. */
  const stop = () => {
    if (begun !== null) total += performance.now() - begun;
    begun = null;
    return Math.round(total);
  };
  return { watch, stop };
}

function measuredOf(
  { roi, features, notes }: Extraction,
  perturbation: PerturbationRecord | null,
  columns: string,
): Measured {
  const reasons = features.flatMap(({ reason }, n) => (reason === null ? [] : [[n, reason]]));
  return {
    roi,
    perturbation,
    columns,
    values: features.map(({ value }) => value),
    reasons: Object.fromEntries(reasons),
    notes,
  };
}

function columnsOf({ features }: Extraction): ColumnsEntry {
  const columns = features.map(({ value: _value, reason: _reason, ...column }) => column);
  return { key: columnsKey(columns), columns };
}
