import { VoxomicsError } from "../messages/errors.ts";
import { type Note, noteOf } from "../messages/note.ts";
import { found, quoted } from "../messages/phrases.ts";
import { regionIn } from "../regions/region-in.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { Settings, SettingsInput } from "../settings/settings.ts";
import { alignMask } from "../volume/align-mask.ts";
import { compareGrids } from "../volume/geometry.ts";
import type { Mask } from "../volume/mask.ts";
import { checkVolume, gridOf, type Volume } from "../volume/volume.ts";
import { resampleOnto } from "./resample-onto.ts";

/** An image of a case. */
export interface HabitatImage {
  /** Its name in front of its maps: `PET`. May be absent where it is the only image. */
  readonly name?: string | undefined;
  readonly image: Volume;
  /** Processing, filters and features, as for `extract`. Default: the defaults. */
  readonly settings?: SettingsInput | undefined;
}

/** An image of a case, checked; all images of a case lie on one grid. */
export interface CaseImage {
  /** "" for an only image without a name. */
  readonly name: string;
  readonly image: Volume;
  readonly settings: Settings;
}

/** The images of a case and the region in them. */
export interface CaseRegion {
  readonly images: readonly CaseImage[];
  /** On the grid of the images. */
  readonly mask: Mask;
  readonly notes: readonly Note[];
}

/**
 * Checks the images of a case, brings them to the grid of the first, and finds the region in the mask by the settings of
 * the first.
 *
 * @param options `within`: a mask that the region is cut to; `resampleImages`: whether images on other grids are
 *   resampled
 * @throws VoxomicsError `invalid-argument`, `invalid-volume`, `invalid-settings`, `invalid-mask`, `empty-mask`;
 *   `geometry-mismatch` for images on different grids
 */
export function caseRegion(
  given: readonly HabitatImage[],
  mask: Volume,
  options: { readonly within?: Volume | undefined; readonly resampleImages?: boolean | undefined },
): CaseRegion {
  checkArgument(given, "images", "array");
  if (given.length === 0) throw invalid("images", "none", "at least one");
  const names = given.map((one, n) => {
    checkArgument(one, `images[${n}]`, "object");
    return nameOf(one, n, given.length);
  });
  const twice = names.findIndex((name, n) => names.indexOf(name) !== n);
  if (twice >= 0) {
    throw invalid(`images[${twice}].name`, quoted(names[twice]), "a name that no other image has");
  }
  const volumes = given.map(({ image }, n) => checkVolume(image, `images[${n}].image`));
  const settings = given.map((one) => resolveSettings(one.settings ?? {}));
  const aligned = alignMask(checkVolume(mask, "mask"), volumes[0]);
  const region = regionIn(aligned.mask, volumes[0], settings[0], options.within ?? null);
  const notes: Note[] = [...aligned.notes, ...region.notes];
  const images = volumes.map((image, n): CaseImage => {
    const name = names[n];
    checkFrame(image, volumes[0], name);
    const onGrid = n === 0 || compareGrids(image, volumes[0]).length === 0;
    if (onGrid) return { name, image, settings: settings[n] };
    // where the image does not reach, its maps have no value
    const around = { ...settings[n], nonFinite: "exclude" } as const;
    return { name, image: resampled(image, volumes[0], name, options), settings: around };
  });
  const moved = names.filter((_, n) => images[n].image !== volumes[n]);
  if (moved.length > 0) {
    notes.push(
      noteOf(
        "image-resampled",
        `${moved.join(", ")}: put on the grid of ${names[0]} by linear interpolation`,
        { images: moved, grid: gridOf(volumes[0]) },
      ),
    );
  }
  return { images, mask: region.mask, notes };
}

/** Refuses an image whose positions say nothing of those of the first. */
function checkFrame(image: Volume, first: Volume, name: string): void {
  const [seen, expected] = [image.frameOfReference, first.frameOfReference];
  if (seen === undefined || expected === undefined || seen === expected) return;
  throw new VoxomicsError(
    "geometry-mismatch",
    `image ${quoted(name)} lies in another frame of reference than the first image: found ${seen}, expected ${expected}; register it first`,
    { found: seen, expected, image: name },
  );
}

/**
 * The result of `work` on one of several images; an error has the image's name in front.
 *
 * @param name "" for an only image
 */
export function ofImage<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof VoxomicsError) || name === "" || !ofValues.has(error.code)) throw error;
    const { code, message, details } = error;
    throw new VoxomicsError(code, `image ${name}: ${message}`, { ...details, image: name }, { cause: error }); // biome-ignore format: one line
  }
}

/** Errors that the intensities of an image are to blame for. */
const ofValues: ReadonlySet<string> = new Set(["invalid-intensity", "normalisation"]);

function resampled(
  image: Volume,
  first: Volume,
  name: string,
  { resampleImages = false }: { readonly resampleImages?: boolean | undefined },
): Volume {
  if (resampleImages) return resampleOnto(image, first);
  const differences = compareGrids(image, first);
  const text = differences.map(
    (one) =>
      `${one.field} [${one.found.join(", ")}], the first image has [${one.expected.join(", ")}]`,
  );
  throw new VoxomicsError(
    "geometry-mismatch",
    `image ${quoted(name)} is on another grid than the first image: ${text.join("; ")}`,
    {
      differences,
      image: name,
      advice: [
        {
          option: "resampleImages",
          value: null,
          does: "puts it on that grid by linear interpolation",
        },
      ],
    },
  );
}

function nameOf({ name }: HabitatImage, n: number, images: number): string {
  if (name === undefined && images === 1) return "";
  if (typeof name === "string" && /^[\p{L}\p{N}_.+-]+$/u.test(name) && name !== "original")
    return name;
  throw invalid(
    `images[${n}].name`,
    found(name),
    'letters, digits and _ . + - (but not "original"), with which names of maps begin',
  );
}

function invalid(what: string, seen: string, expected: string): VoxomicsError {
  return new VoxomicsError("invalid-argument", `${what}: found ${seen}, expected ${expected}`, {
    what,
    found: seen,
    expected,
  });
}
