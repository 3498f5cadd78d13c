import { VoxomicsError } from "../messages/errors.ts";
import { namingMask } from "../messages/naming-mask.ts";
import { quoted } from "../messages/phrases.ts";
import { alignMask } from "../volume/align-mask.ts";
import { asMask, type Mask } from "../volume/mask.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";
import type { NormaliseSettings } from "./normalise-settings.ts";

/**
 * Refuses a mask of white matter that no normalisation asks for, and a white stripe without such a mask.
 *
 * @throws VoxomicsError `invalid-settings`
 */
export function checkWhiteMatter(isGiven: boolean, settings: NormaliseSettings | null): void {
  const isAsked = settings?.method === "whiteStripe";
  if (isGiven === isAsked) return;
  const method = settings === null ? "no normalisation" : `the method ${quoted(settings.method)}`;
  const problem = isAsked
    ? 'normalise: found the method "whiteStripe" without a mask of white matter'
    : `normalise: found ${method} with a mask of white matter, expected the method "whiteStripe"`;
  const advice = isAsked
    ? [
        {
          option: "whiteMatter",
          value: "MASK",
          does: "names a mask of white matter or of the brain",
        },
      ]
    : [];
  throw new VoxomicsError("invalid-settings", problem, { problems: [problem], advice });
}

/**
 * The mask of white matter in the image's order of voxels; null where none is asked for.
 *
 * @throws VoxomicsError `invalid-settings` as `checkWhiteMatter`; `invalid-volume`, `invalid-mask`, `empty-mask` and
 *   `geometry-mismatch`, naming the mask
 */
export function alignWhiteMatter(
  whiteMatter: Volume | null,
  image: Volume,
  settings: NormaliseSettings | null,
): Mask | null {
  checkWhiteMatter(whiteMatter !== null, settings);
  if (whiteMatter === null) return null;
  return namingMask("whiteMatter", () => {
    const { mask } = alignMask(checkVolume(whiteMatter, "mask"), image);
    return asMask(mask).mask;
  });
}
