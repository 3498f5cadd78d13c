import { checkValue } from "../schema/check.ts";
import { checkArgument } from "../schema/check-argument.ts";
import type { Vec3 } from "../volume/volume.ts";
import { randomStream, uniformAt } from "./random.ts";
import { checkFraction } from "./volume-change.ts";

/**
 * What is done to an image and its mask, in this order: noise, translation and rotation (with the
 * interpolation), volume, contour. What is left out is not done.
 */
export interface Perturbation {
  /** Standard deviation of Gaussian noise, in intensities; `estimated` takes that of the image. */
  readonly noise?: number | "estimated";
  /** Shift of the sampled grid along its own axes, in its voxels; whole ones change nothing. */
  readonly translation?: Vec3;
  /** Rotation of the sampled grid in the slice plane, in degrees from the x towards the y axis. */
  readonly rotation?: number;
  /** Part of the volume by which the mask grows, or shrinks if below 0. */
  readonly volume?: number;
  /** Draws the mask's outline anew along supervoxels. */
  readonly contour?: boolean;
}

/** A perturbation in which what is not done says so. */
export interface FullPerturbation {
  readonly noise: number | "estimated" | null;
  readonly translation: Vec3;
  readonly rotation: number;
  readonly volume: number;
  readonly contour: boolean;
}

/** Letters of the steps, as Zwanenburg et al. 2019 name their chains. */
const letters = { R: "rotation", N: "noise", T: "translation", C: "contour", V: "volume" } as const;

type Letter = keyof typeof letters;

/** What is drawn where a chain names a step without its extent. */
export const drawnRanges = {
  /** Degrees either way. */
  rotation: 13,
  /** Part of the volume either way. */
  volume: 0.2,
} as const;

/**
 * A perturbation by its letters, `RNCV`, its extents drawn by seed: estimated noise, a shift by
 * parts of a voxel, a rotation by up to 13° and a volume change by up to a fifth either way.
 *
 * @throws VoxomicsError `invalid-settings`
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

/** Extents to combine. */
export interface PerturbationExtents {
  readonly noise?: readonly (number | "estimated")[];
  /** Parts of a voxel, combined over the three axes. */
  readonly translation?: readonly number[];
  readonly rotation?: readonly number[];
  readonly volume?: readonly number[];
}

/**
 * Every combination of extents for the steps of a chain: `listPerturbations("RV", { rotation: [-5, 5],
 * volume: [-0.1, 0.1] })` are four. Noise is estimated unless levels are given.
 *
 * @throws VoxomicsError `invalid-settings` for a step without extents
 */
export function listPerturbations(
  chain: string,
  extents: PerturbationExtents = {},
): Perturbation[] {
  checkArgument(chain, "chain", "text");
  checkArgument(extents, "extents", "object");
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

/** The letters of what a perturbation does; empty if it does nothing. */
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
 * A perturbation with everything spelled out.
 *
 * @throws VoxomicsError `invalid-settings`
 */
export function completePerturbation(input: Perturbation): FullPerturbation {
  checkValue(typeof input === "object" && input !== null, "perturbation", input, "an object");
  const {
    noise = null,
    translation = [0, 0, 0],
    rotation = 0,
    volume = 0,
    contour = false,
  } = input;
  const steps = Object.values(letters) as readonly string[];
  const unknown = Object.keys(input).find((key) => !steps.includes(key));
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

/** A shift by more voxels than a grid has along an axis leaves nothing to look at. */
const farthest = 1e6;
