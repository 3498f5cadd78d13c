import type { FilterInput } from "../../src/filters/filters.ts";

/** A filter of `docs/filters.md`: what it does, an example, and the phantom that it is shown on. */
export interface PicturedFilter {
  /** Name of the picture. */
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly phantom: string;
  /** null: the phantom itself. */
  readonly filter: FilterInput | null;
}

/** Filters and what they do to a slice of the IBSI 2 phantom of concentric shells. */
export const pictured: readonly PicturedFilter[] = (
  [
    {
      name: "original",
      title: "The phantom",
      text: "Shells of intensity 255 on 0, 64³ voxels of 2 mm. Pictures show the middle slice, from the lowest value in black to the highest in white.",
      filter: null,
    },
    {
      name: "mean",
      title: "Mean (S60F)",
      text: "The mean of a cube of `support` voxels (odd); of a square in 2D.",
      filter: { type: "mean", support: 5 },
    },
    {
      name: "laplacian-of-gaussian",
      title: "Laplacian of Gaussian (L6PA)",
      text: [
        "`sigma` in mm, cut off at `truncate` standard deviations. Bright blobs of that size give a negative response.",
        "The response is in intensities per squared geometric mean of the filtered axes' spacings: per voxel² where voxels are cubic, as in the standard. Divide it by that mean's square ((sx sy sz)^(2/3) in 3D, sx sy in 2D) for intensities per mm².",
        "The standard's kernel is sampled at the voxels, and its coefficients sum to 0 only nearly. `zeroSum: true` takes K - (ΣK / ΣG) G instead of the kernel K, with G the Gaussian exp(-k² / 2 sigma²) at the same voxels, so that a constant image gives 0 on any grid (but at the border with `boundary: zero`). It is the smallest of all such corrections in proportion to the Gaussian, and keeps the kernel's symmetry and its tails; SimpleITK, and with it PyRadiomics, corrects its recursive filter by a multiple of the Gaussian too, while MIRP and SciPy do not correct.",
      ].join("\n\n"),
      filter: { type: "laplacianOfGaussian", sigma: 4 },
    },
    {
      name: "laws",
      title: "Laws kernels (JTXT)",
      text: "One kernel of L, E, S, W, R with 3 or 5 taps an axis. `energy` takes the mean of the absolute response up to a Chebyshev distance (PQSD).",
      filter: { type: "laws", kernels: "L5E5E5", rotationInvariant: true, energy: { distance: 2 } },
    },
    {
      name: "gabor",
      title: "Gabor (Q88H)",
      text: "The modulus of a plane wave under a Gaussian, in the slice plane or averaged over three orthogonal planes; one orientation `theta`, or all in steps of `thetaStep`.",
      filter: { type: "gabor", sigma: 6, lambda: 6, gamma: 1, theta: Math.PI / 4 },
    },
    {
      name: "wavelet",
      title: "Separable wavelets (25BO)",
      text: "Haar, Daubechies, Symlets and Coiflets by their usual names, undecimated; low-pass (L) or high-pass (H) an axis in `subBand`.",
      filter: { type: "wavelet", wavelet: "coif1", subBand: "HHL" },
    },
    {
      name: "simoncelli",
      title: "Simoncelli wavelets",
      text: "A smooth band of frequencies, half as high with every `level`; defined on the periodic image, so `boundary` has no effect.",
      filter: { type: "simoncelli", level: 2 },
    },
    {
      name: "shannon",
      title: "Shannon wavelets",
      text: "The same with sharp limits.",
      filter: { type: "shannon", level: 2 },
    },
    {
      name: "riesz",
      title: "Riesz transforms",
      text: "Derivative-like components, of order `order` along x, y, z, of a Laplacian of Gaussian, a Simoncelli or a Shannon band; not steered.",
      filter: { type: "riesz", of: { type: "laplacianOfGaussian", sigma: 4 }, order: [1, 0, 0] },
    },
    {
      name: "gaussian",
      title: "Gaussian",
      text: "A mean weighted by a Gaussian of `sigma` mm, cut off at `truncate` standard deviations. The weights sum to 1.",
      filter: { type: "gaussian", sigma: 4 },
    },
    {
      name: "gradient",
      title: "Gradient magnitude",
      text: "Intensity per mm, by central differences.",
      filter: { type: "gradient" },
    },
    {
      name: "local-binary-pattern",
      title: "Local binary patterns",
      text: "How many neighbours are at least as bright, where they hang together (doi:10.1109/TPAMI.2002.1017623); 8 neighbours in 2D, 26 in 3D.",
      filter: { type: "localBinaryPattern", dimensions: 2 },
    },
    {
      name: "square",
      title: "Square",
      text: "x² / m, with m the largest absolute intensity of the image; as PyRadiomics has it. Shown on the phantom of rising intensities.",
      phantom: "orientation",
      filter: { type: "square" },
    },
    {
      name: "square-root",
      title: "Square root",
      text: "√(m |x|) with the sign of x.",
      phantom: "orientation",
      filter: { type: "squareRoot" },
    },
    {
      name: "logarithm",
      title: "Logarithm",
      text: "m log(|x| + 1) / log(m + 1) with the sign of x.",
      phantom: "orientation",
      filter: { type: "logarithm" },
    },
    {
      name: "exponential",
      title: "Exponential",
      text: "exp(x log(m) / m).",
      phantom: "orientation",
      filter: { type: "exponential" },
    },
  ] as const
).map((entry) => ({ phantom: "sphere", ...entry }));
