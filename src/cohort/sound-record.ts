import { isCount, isListOf, isNumber, isRecord, isText } from "./sound-value.ts";

/** Whether a value is a sound `CaseInputs`. */
export function isInputs(found: unknown, isNote: (one: unknown) => boolean): boolean {
  if (!isRecord(found)) return false;
  const { image, mask, notes } = found;
  return (
    isSum(image) &&
    isListOf(image.size, (n) => isCount(n) && n > 0) &&
    image.size.length === 3 &&
    isSpacing(image.spacing) &&
    isSum(mask) &&
    isCount(mask.voxels) &&
    (mask.placed === undefined || isCounts(mask.placed, ["before", "after", "outside"])) &&
    (found.within === undefined || isSum(found.within)) &&
    (found.whiteMatter === undefined || isSum(found.whiteMatter)) &&
    isListOf(notes, isNote)
  );
}

/** Whether a value is a sound `RoiSummary`. */
export function isRegion(found: unknown): boolean {
  if (!isCounts(found, ["morphologicalVoxels", "intensityVoxels"])) return false;
  const { spacing, greyLevels, derivation } = found;
  return (
    isSpacing(spacing) &&
    (greyLevels === null || isCount(greyLevels)) &&
    (derivation === undefined || isDerivation(derivation))
  );
}

/** Whether a value is a sound `Derivation`. */
function isDerivation(found: unknown): boolean {
  return isRecord(found) && isListOf(found.steps, isStep) && found.steps.length > 0;
}

function isStep(found: unknown): boolean {
  return isRecord(found) && isText(found.step) && isCount(found.voxels) && isNumber(found.volume);
}

/** Whether a value is a sound `PerturbationRecord`. */
export function isPerturbation(found: unknown): boolean {
  if (!isRecord(found) || !isRecord(found.perturbation)) return false;
  const { chain, seed, perturbation, noiseLevel, resample, centre, margin } = found;
  const { noise, translation, rotation, volume, contour } = perturbation;
  return (
    isText(chain) &&
    [seed, rotation, volume].every(isNumber) &&
    [noiseLevel, margin].every((value) => value === null || isNumber(value)) &&
    (noise === null || noise === "estimated" || isNumber(noise)) &&
    isListOf(translation, isNumber) &&
    translation.length === 3 &&
    typeof contour === "boolean" &&
    isRecord(resample) &&
    (centre === "image" || centre === "region") &&
    isCounts(found.voxels, ["moved", "resized", "final"]) &&
    (found.supervoxels === null || isCounts(found.supervoxels, ["overlapping", "included"]))
  );
}

/** Whether a value is a sound `InputSum`. */
function isSum(found: unknown): found is Readonly<Record<string, unknown>> {
  if (!isCounts(found, ["files", "bytes"])) return false;
  return isText(found.path) && isText(found.sha256) && /^[0-9a-f]{64}$/.test(found.sha256);
}

function isSpacing(found: unknown): boolean {
  return isListOf(found, (step) => isNumber(step) && step > 0) && found.length === 3;
}

function isCounts(
  found: unknown,
  names: readonly string[],
): found is Readonly<Record<string, unknown>> {
  return isRecord(found) && names.every((name) => isCount(found[name]));
}
