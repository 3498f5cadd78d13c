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
import type { DerivedRegion } from "../regions/derive-region.ts";
import { type CohortImages, columnOf } from "./read-case.ts";
import {
  type ColumnsEntry,
  columnsKey,
  type Measured,
  placeOf,
  type Unit,
  type UnitEntry,
  type UnitFailure,
} from "./unit.ts";

/** What is written to the journal for a unit: its entry, and the columns that its values belong to. */
export interface UnitResult {
  readonly entry: Omit<UnitEntry, "run" | "engine">;
  /** null for a unit that failed. */
  readonly columns: ColumnsEntry | null;
}

/**
 * Measures a unit. An error becomes the unit's failure; only after the signal has stopped the run is it
 * thrown.
 *
 * @param images image and mask of the unit's case, or why they could not be read
 * @param stamps of the files of image and mask (`inputStamp`)
 */
export async function measureUnit(
  pool: Pool,
  { key, settings, perturbation, case: one }: Unit,
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
    const { within } = images;
    // a mask of white matter says nothing to settings that do not ask for it
    const isStriped = settings.settings.normalise?.method === "whiteStripe";
    const whiteMatter = isStriped ? images.whiteMatter : undefined;
    let derived: DerivedRegion | null = null;
    let record: PerturbationRecord | null = null;
    let whole = settings.settings;
    if (perturbation !== null) {
      const { steps, seed } = perturbation;
      const { normalise, resample } = whole;
      const options = {
        normalise,
        whiteMatter,
        resample,
        margin: planMargin(planOf(whole)),
        nonFinite: nonFiniteRule(whole),
      };
      // the region is made of the given mask and then perturbed, not made of a perturbed mask
      if (whole.mask !== null || within !== undefined) {
        const { mask: asked, nonFinite } = { ...whole, nonFinite: options.nonFinite };
        const task = { image, mask, settings: asked ?? {}, within, nonFinite };
        derived = await pool.deriveRegion(task, watch);
        stop();
        mask = derived.mask;
        whole = { ...whole, mask: null };
      }
      const task = { image, mask, perturbation: steps, seed, options };
      ({ image, mask, record } = await pool.perturb(task, watch));
      stop();
      // perturbing has normalised the image already, and resampled image and mask
      whole = { ...whole, normalise: null, resample: null };
    }
    const second = perturbation === null ? { within, whiteMatter } : {};
    const extraction = await pool.extract(image, mask, whole, { ...watch, ...second });
    const columns = columnsOf(extraction);
    const ofSettings = settingsNotes(images.files.image, settings.settings);
    const notes = distinctNotes([...ofSettings, ...(derived?.notes ?? []), ...extraction.notes]);
    const made = derived === null ? {} : { derivation: derived.derivation };
    const roi = { ...extraction.roi, ...made };
    const measured = measuredOf({ ...extraction, roi, notes }, record, columns.key);
    const milliseconds = stop();
    const { inputs } = images;
    return { entry: { key, inputs, stamps, milliseconds, measured, failure: null }, columns };
  } catch (error) {
    if (signal?.aborted) throw error;
    const failure = failureOf(error, false);
    return failed({ ...failure, message: `${placeOf(one)}: ${failure.message}` }, stop());
  }
}

/**
 * An error as the failure of a unit.
 *
 * @param ofCase whether the case could not be read, so that all its units fail
 */
export function failureOf(error: unknown, ofCase: boolean): UnitFailure {
  if (error instanceof VoxomicsError) {
    return { code: error.code, message: messageNaming(error, columnOf), ofCase };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: "internal", message, ofCase };
}

/** Measures the time that calls take in workers; the time that a call waits for a free worker is left out. */
function stopwatch(signal: AbortSignal | undefined) {
  let begun: number | null = null;
  let total = 0;
  const onProgress = () => {
    begun ??= performance.now();
  };
  const watch: Watch = { onProgress, signal };
  /** Ends the timing of a call. Gives the time of all calls so far, in ms. */
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
