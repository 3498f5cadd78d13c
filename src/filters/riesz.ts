import { extendAxis } from "../convolution/boundary.ts";
import type { Dimensions } from "../convolution/filter-axis.ts";
import { filterByTransfer, type TransferRow } from "../convolution/fourier-filter.ts";
import type { Cascade } from "../convolution/kernel.ts";
import { smoothSize } from "../math/fft.ts";
import { wholePower } from "../math/power.ts";
import type { Extension } from "../math/volume-fft.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { tuple } from "../schema/list.ts";
import { union } from "../schema/union.ts";
import { integer } from "../schema/values.ts";
import { mapVec3 } from "../volume/vec3.ts";
import type { Vec3, Volume } from "../volume/volume.ts";
import { filter, type SettingsOf } from "./filter.ts";
import { checkGaussian, gaussianNotes } from "./gaussian-sampling.ts";
import { laplacianOfGaussian, laplacianOfGaussianKernels } from "./laplacian-of-gaussian.ts";
import { bandTransfer, shannon, simoncelli } from "./radial-wavelet.ts";

/**
 * Voxels by which an image is extended for a Riesz transform of a wavelet, whose kernel has no end.
 */
const waveletMargin = 24;

/** The most voxels of an extended image: its spectrum then takes 1 GiB. */
const largestExtension = 2 ** 27;

/**
 * Riesz transform of order l of another filter's response (arXiv:2006.05470, section 3.7), not
 * steered: the spectrum times the filter times
 * (-i)^|l| √(|l|! / (lx! ly! lz!)) nx^lx ny^ly nz^lz, n the direction of the frequency (in mm⁻¹).
 *
 * The image is extended by the boundary condition: by the kernel's reach for a Laplacian of
 * Gaussian, by 24 voxels (at most its size) for a wavelet. A periodic image is not extended.
 *
 * Throws VoxomicsError `too-large` if the extended image has more than 2^27 voxels.
 */
export const riesz = filter({
  type: "riesz",
  title: "Riesz transform of another filter.",
  settings: {
    of: union("type", [laplacianOfGaussian.partSchema, simoncelli.partSchema, shannon.partSchema], {
      description: "The filter that is transformed.",
    }),
    order: tuple(integer({ minimum: 0, maximum: 50 }), 3, {
      description: "Orders along x, y and z, not all 0; 0 along z in 2 dimensions.",
    }),
  },
  rule: ({ order, dimensions }) => {
    const found = `order: found [${order.join(", ")}]`;
    if (order.every((l) => l === 0)) return `${found}, expected one of them above 0`;
    return dimensions === 2 && order[2] !== 0
      ? `${found} with dimensions 2, expected 0 along z`
      : null;
  },
  respond: (image, settings, watch) => {
    const { order, dimensions } = settings;
    const extension = extensionFor(image, settings);
    const size = mapVec3(extension.maps, (map) => map.length);
    const filtered = transferOf(image, settings, size);
    const direction = directionTransfer(order, size, image.spacing, dimensions);
    const factor = new Float64Array(size[0]);
    const turns = order[0] + order[1] + order[2];
    const transfer: TransferRow = (k, y, z, out) => {
      filtered(k, y, z, out);
      direction(k, y, z, factor);
      for (let n = 0; n < k.length; n++) out[n] *= factor[n];
    };
    return filterByTransfer(image, extension, dimensions, transfer, watch, turns);
  },
  reach: () => null,
  checkGrid: ({ of, dimensions }, grid, identity) => {
    if (of.type !== "laplacianOfGaussian") return;
    checkGaussian({ ...of, dimensions }, grid, { ...named, identity });
  },
  notes: ({ of, dimensions }, grid, identity) =>
    of.type === "laplacianOfGaussian"
      ? gaussianNotes({ ...of, dimensions }, grid, { ...named, identity })
      : [],
  // a slice surrounded by zeros has frequencies across it, some of them at the end of the Shannon
  // band
  needsThickness: ({ of, dimensions, boundary }) =>
    dimensions === 3 &&
    (of.type === "laplacianOfGaussian" || (of.type === "shannon" && boundary === "zero")),
});

const named = { field: "riesz.of.sigma", name: "Laplacian of Gaussian" };

export type RieszFilter = SettingsOf<typeof riesz>;

function extensionFor(
  { size, spacing }: Volume,
  { of, boundary, dimensions }: RieszFilter,
): Extension {
  const reach =
    of.type === "laplacianOfGaussian"
      ? laplacianOfGaussianKernels(of, spacing, dimensions).map(({ gaussian }) => gaussian[0].reach)
      : size.map((n) => Math.min(waveletMargin, n));
  const before = mapVec3(size, (_, axis) =>
    axis < dimensions && boundary !== "periodic" ? reach[axis] : 0,
  );
  const voxels = size.reduce((product, n, axis) => product * (n + 2 * before[axis]), 1);
  if (voxels > largestExtension) {
    throw new VoxomicsError(
      "too-large",
      `riesz: the image of ${size.join(" × ")} voxels, extended by ${before.join(", ")} voxels on each side, would have ${voxels}; at most ${largestExtension} are possible: choose a smaller sigma or truncate, or the boundary "periodic"`,
      { found: voxels, size, before },
    );
  }
  const maps = mapVec3(size, (n, axis) => {
    if (before[axis] === 0) return extendAxis(n, 0, 0, boundary);
    const room = smoothSize(n + 2 * before[axis]) - n - before[axis];
    return extendAxis(n, before[axis], room, boundary);
  });
  return { maps, before };
}

function transferOf({ spacing }: Volume, { of, dimensions }: RieszFilter, size: Vec3): TransferRow {
  if (of.type !== "laplacianOfGaussian") return bandTransfer(of, size, dimensions);
  const spectra = laplacianOfGaussianKernels(of, spacing, dimensions).map((kernels, axis) => ({
    gaussian: evenSpectrum(kernels.gaussian, size[axis]),
    derivative: evenSpectrum(kernels.derivative, size[axis]),
  }));
  const [x, y, z] = spectra;
  return (k, ky, kz, out) => {
    const gy = y.gaussian[ky];
    const dy = y.derivative[ky];
    const gz = z === undefined ? 1 : z.gaussian[kz];
    const dz = z === undefined ? 0 : z.derivative[kz];
    const smooth = gy * gz;
    const curved = dy * gz + gy * dz;
    for (let n = 0; n < k.length; n++) {
      out[n] = x.derivative[k[n]] * smooth + x.gaussian[k[n]] * curved;
    }
  };
}

/** The spectrum of a symmetric kernel. */
function evenSpectrum([{ offsets, weights }]: Cascade, n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, k) =>
    weights.reduce(
      (sum, weight, t) => sum + weight * Math.cos((2 * Math.PI * ((k * offsets[t]) % n)) / n),
      0,
    ),
  );
}

/** √(|l|! / (lx! ly! lz!)) times the powers of the direction; 0 at frequency 0. */
function directionTransfer(
  [lx, ly, lz]: Vec3,
  size: Vec3,
  spacing: Vec3,
  dimensions: Dimensions,
): TransferRow {
  const total = lx + ly + lz;
  const weight = Math.sqrt(factorial(total) / (factorial(lx) * factorial(ly) * factorial(lz)));
  const [fx, fy, fz] = size.map((n, axis) =>
    Float64Array.from({ length: n }, (_, k) => (2 * k <= n ? k : k - n) / (n * spacing[axis])),
  );
  const powers = fx.map((vx) => wholePower(vx, lx));
  return (k, y, z, out) => {
    const vy = fy[y];
    const vz = dimensions === 3 ? fz[z] : 0;
    const across = vy * vy + vz * vz;
    const scale = weight * wholePower(vy, ly) * wholePower(vz, lz);
    for (let n = 0; n < k.length; n++) {
      const vx = fx[k[n]];
      const length = Math.sqrt(vx * vx + across);
      out[n] = length === 0 ? 0 : (scale * powers[k[n]]) / wholePower(length, total);
    }
  };
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}
