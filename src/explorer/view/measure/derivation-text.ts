import type { Derivation, DerivationStep } from "../../../regions/derivation.ts";

/** How numbers are written: whole ones, and others. */
interface NumberWriting {
  readonly shownCount: (value: number) => string;
  readonly shownNumber: (value: number) => string;
}

/** How a region was made of a mask, in one line: `mask 27 voxels → ring 98 voxels → within 81 voxels`. */
export function derivationText({ steps }: Derivation, writing: NumberWriting): string {
  return steps.map((step) => stepText(step, writing)).join(" → ");
}

function stepText(
  { step, voxels, threshold, removed, sides }: DerivationStep,
  { shownCount, shownNumber }: NumberWriting,
): string {
  const found = [
    threshold === undefined ? null : `from ${shownNumber(threshold)}`,
    removed === undefined || removed.components === 0
      ? null
      : `${shownCount(removed.components)} components left out`,
    sides === undefined ? null : `cut by the image at ${sides.join(", ")}`,
  ].filter((one) => one !== null);
  const also = found.length === 0 ? "" : ` (${found.join(", ")})`;
  return `${names[step] ?? step} ${shownCount(voxels)} voxels${also}`;
}

/** What steps are called here, where their names are not words. */
const names: Readonly<Partial<Record<DerivationStep["step"], string>>> = {
  minimumVolume: "smallest volume",
};
