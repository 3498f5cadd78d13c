import { asFloat64 } from "../../convolution/allocate.ts";
import { type Note, noteOf } from "../../messages/note.ts";
import { orDefault } from "../../schema/defaults.ts";
import { list } from "../../schema/list.ts";
import { type Box, boxSize, countBoxVoxels } from "../../volume/box.ts";
import { type Axis, mapVec3 } from "../../volume/vec3.ts";
import type { Volume } from "../../volume/volume.ts";
import { type DerivedImage, imageType } from "./image-type.ts";
import { filterRecursively, recursiveGaussian } from "./recursive-gaussian.ts";
import { placePart, seenBox } from "./region-part.ts";
import { type Sigma, sigmaSchema, sigmaText } from "./sigma.ts";

/** Voxels along each axis that ITK's recursive filters need. */
const fewest = 4;

/**
 * σ² times the Laplacian of a Gaussian of each `sigma` (mm), as ITK's LaplacianRecursiveGaussianImageFilter
 * gives it with normalisation across scale. Every pass over an axis is rounded to 32 bits.
 */
export const laplacianOfGaussian = imageType({
  name: "LoG",
  settings: {
    sigma: orDefault(list(sigmaSchema, { description: "Widths of the Gaussians, in mm." }), []),
  },
  reads: [],
  derive: (image, mask, { sigma }, margin = 0) => ({
    images: responses(
      image,
      seenBox(mask, margin),
      sigma.filter((one) => tooSmall(image, one) === null),
    ),
    notes: sigma.length === 0 ? [withoutSigma] : sigma.flatMap((one) => tooSmall(image, one) ?? []),
  }),
});

const axes: readonly Axis[] = [0, 1, 2];

function* responses(image: Volume, box: Box, sigmas: readonly Sigma[]): Generator<DerivedImage> {
  const source = asFloat64(image.data);
  for (const sigma of sigmas) {
    const data = new Float32Array(source.length);
    const part = respond({ ...image, data: source }, box, Number(sigma));
    placePart(part, boxSize(box), [0, 0, 0], data, image.size, box);
    yield { name: `log-sigma-${sigmaText(sigma)}-mm-3D`, volume: { ...image, data } };
  }
}

/** The response in a box. Each pass over an axis is made only where later passes, or the box, need it. */
function respond(
  { data, size, spacing }: Volume<Float64Array>,
  box: Box,
  sigma: number,
): Float32Array {
  const passes = spacing.map((side) => ({
    smooth: recursiveGaussian(sigma / side, "zero"),
    bend: recursiveGaussian(sigma / side, "second", sigma * sigma),
  }));
  const out = new Float32Array(countBoxVoxels(box));
  for (const axis of axes) {
    let part = { data, size };
    for (const along of [axis, ...axes.filter((other) => other !== axis)]) {
      const filter = along === axis ? passes[along].bend : passes[along].smooth;
      const range = [box.min[along], box.max[along]] as const;
      const filtered = filterRecursively(part.data, part.size, along, filter, range);
      const length = range[1] - range[0] + 1;
      part = { data: filtered, size: mapVec3(part.size, (n, a) => (a === along ? length : n)) };
    }
    // the second derivative is one in voxels
    const perSquare = 1 / (spacing[axis] * spacing[axis]);
    for (let v = 0; v < out.length; v++) out[v] += part.data[v] * perSquare;
  }
  return out;
}

/** Why there is no image of a sigma; null if there is one. */
function tooSmall({ size, spacing }: Volume, sigma: Sigma): Note | null {
  const needed = spacing.map((side) => Math.max(fewest, Math.ceil(Number(sigma) / side) + 1));
  if (size.every((n, axis) => n >= needed[axis])) return null;
  return noteOf(
    "image-type-skipped",
    `LoG with sigma ${sigma}: the image has ${size.join(" × ")} voxels and would need ${needed.join(" × ")}, so there are no features of it`,
    { imageType: "LoG", sigma, found: size, expected: needed },
  );
}

const withoutSigma = noteOf(
  "image-type-skipped",
  "LoG: no sigma is given, so there are no features of it",
  { imageType: "LoG" },
);
