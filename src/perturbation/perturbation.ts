import { randomStream, uniformAt } from "../math/random.ts";
import { checkValue } from "../schema/check.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptions } from "../schema/check-options.ts";
import type { Vec3 } from "../volume/volume.ts";
import { checkFraction } from "./volume-change.ts";

/**
 * The steps of a perturbation of image and mask, in this order: noise, translation and rotation (together
 * with the interpolation), volume, contour. A step that is left out is not done.
 */
export interface Perturbation {
  /**
   * Standard deviation of Gaussian noise, in the unit of the image; `estimated` takes the image's own
   * noise level.
   */
  readonly noise?: number | "estimated";
  /**
   * Shift of the sampling grid along its own x, y, z axes, in its voxels; a shift by whole voxels
   * changes no value.
   */
  readonly translation?: Vec3;
  /** Rotation of the sampling grid in the slice plane, in degrees from the x towards the y axis. */
  readonly rotation?: number;
  /** Fraction of its volume by which the mask grows; below 0 it shrinks. */
  readonly volume?: number;
  /** Randomises the mask's outline along supervoxels. */
  readonly contour?: boolean;
}

/** A perturbation with every step: null, 0 or false for those that are not done. */
export interface FullPerturbation {
  readonly noise: number | "estimated" | null;
  readonly translation: Vec3;
  readonly rotation: number;
  readonly volume: number;
  readonly contour: boolean;
}

/** The letters of the steps, as in Zwanenburg et al. (2019). */
const letters = { R: "rotation", N: "noise", T: "translation", C: "contour", V: "volume" } as const;

type Letter = keyof typeof letters;

/** The largest extents that `drawPerturbation` draws. */
export const drawnRanges = {
  /** Degrees, in both directions. */
  rotation: 13,
  /** Fraction of the volume, in both directions. */
  volume: 0.2,
} as const;

/**
 * A perturbation from the letters of its steps (`RNCV`), with extents drawn at random: noise of the image's
 * own level, a shift by less than a voxel along each axis, a rotation of up to 13° and a change of the
 * volume by up to a fifth, both in either direction.
 *
 * @param seed an integer from 0 to 2^53 - 1
 *
 * @throws VoxomicsError `invalid-settings`
 *
 * @example
 * ```ts
 * import { drawPerturbation } from "voxomics/reproducibility";
 *
 * const { rotation, volume } = drawPerturbation("RV", 1);
 * console.log(rotation, volume); // degrees; a fraction of the region's volume
 * ```
 */
export function drawPerturbation(chain: string, seed: number): Perturbation {
  checkArgument(chain, "chain", "text");
  checkArgument(seed, "seed", "number");
  const stream = randomStream(seed, "parameters");
  const either = (extent: number, index: number) => extent * (2 * uniformAt(stream, index) - 1);
  const drawn: Required<Perturbation> = {
    noise: "estimated",
    translation: [uniformAt(stream, 0), uniformAt(stream, 1), uniformAt(stream, 2)],
    rotation: either(drawnRanges.rotation, 3),
    volume: either(drawnRanges.volume, 4),
    contour: true,
  };
  return Object.fromEntries(stepsOf(chain).map((step) => [step, drawn[step]]));
}

/** Extents of steps, to be combined. */
export interface PerturbationExtents {
  /** Noise levels; default `["estimated"]`. */
  readonly noise?: readonly (number | "estimated")[];
  /** Shifts in voxels; every combination of three of them, for x, y and z, is used. */
  readonly translation?: readonly number[];
  /** Degrees. */
  readonly rotation?: readonly number[];
  /** Fractions of the volume. */
  readonly volume?: readonly number[];
}

/**
 * Every combination of extents for the steps of a chain: `listPerturbations("RV", { rotation: [-5, 5],
 * volume: [-0.1, 0.1] })` gives four.
 *
 * @throws VoxomicsError `invalid-settings` for a step without extents
 *
 * @example
 * ```ts
 * import { listPerturbations } from "voxomics/reproducibility";
 *
 * listPerturbations("RV", { rotation: [-5, 5], volume: [-0.1, 0, 0.1] }).length; // 6
 * ```
 */
export function listPerturbations(
  chain: string,
  extents: PerturbationExtents = {},
): Perturbation[] {
  const lists = {
    noise: "array",
    translation: "array",
    rotation: "array",
    volume: "array",
  } as const;
  checkOptions(extents, lists, "extents");
  checkArgument(chain, "chain", "text");
  const shifts = extents.translation?.flatMap((x) =>
    (extents.translation ?? []).flatMap((y) =>
      (extents.translation ?? []).map((z): Vec3 => [x, y, z]),
    ),
  );
  const choices = {
    noise: extents.noise ?? ["estimated"],
    translation: shifts ?? [],
    rotation: extents.rotation ?? [],
    volume: extents.volume ?? [],
    contour: [true],
  } as const;
  return stepsOf(chain).reduce<Perturbation[]>(
    (made, step) => {
      const values: readonly unknown[] = choices[step];
      checkValue(values.length > 0, step, undefined, `extents of the chain "${chain}"`);
      return made.flatMap((one) => values.map((value) => ({ ...one, [step]: value })));
    },
    [{}],
  );
}

/** The steps that a chain's letters stand for. */
function stepsOf(chain: string): (keyof Perturbation)[] {
  const steps = [...chain].map((letter) => letters[letter as Letter]);
  const sound = steps.length > 0 && steps.every(Boolean) && new Set(steps).size === steps.length;
  checkValue(sound, "chain", chain, "some of the letters R, N, T, C and V, each once");
  return steps;
}

/** The letters of the steps that a perturbation does; empty if it does none. */
export function chainOf({
  rotation,
  noise,
  translation,
  contour,
  volume,
}: FullPerturbation): string {
  const done: Readonly<Record<Letter, boolean>> = {
    R: rotation !== 0,
    N: noise !== null,
    T: translation.some((t) => t !== 0),
    C: contour,
    V: volume !== 0,
  };
  return Object.entries(done)
    .map(([letter, is]) => (is ? letter : ""))
    .join("");
}

/**
 * Checks a perturbation and fills in the steps that it leaves out.
 *
 * @throws VoxomicsError `invalid-settings`
 */
export function completePerturbation(perturbation: Perturbation): FullPerturbation {
  checkValue(
    typeof perturbation === "object" && perturbation !== null,
    "perturbation",
    perturbation,
    "an object",
  );
  const {
    noise = null,
    translation = [0, 0, 0],
    rotation = 0,
    volume = 0,
    contour = false,
  } = perturbation;
  const steps = Object.values(letters) as readonly string[];
  const unknown = Object.keys(perturbation).find((key) => !steps.includes(key));
  checkValue(unknown === undefined, "perturbation", unknown, steps.join(", "));
  const level = noise === null || noise === "estimated" || (Number.isFinite(noise) && noise >= 0);
  checkValue(level, "noise", noise, 'a number of at least 0 or "estimated"');
  const vector = Array.isArray(translation) && translation.length === 3;
  const near = vector && translation.every((t) => Math.abs(t) <= farthest);
  checkValue(near, "translation", translation, "three numbers of voxels");
  checkValue(Number.isFinite(rotation), "rotation", rotation, "a number of degrees");
  checkFraction(volume);
  checkValue(typeof contour === "boolean", "contour", contour, "true or false");
  return { noise, translation, rotation, volume, contour };
}

/** Largest shift, in voxels: more than any grid has along an axis. */
const farthest = 1e6;
