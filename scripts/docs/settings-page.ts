import { settingsTable } from "../../src/settings/document.ts";
import { presets } from "../../src/settings/presets.ts";
import { schemaAddress } from "../../src/settings/settings.ts";

/** `docs/settings.md`: every setting with its default, and the presets. */
export function settingsPage(): string {
  return `# Settings

Generated from the schema by \`npm run docs\`; do not edit.

Settings are a JSON or YAML file, or the object that \`extract\` takes. Every stage may be left out. An
unknown key is refused, with the nearest known one. \`voxomics settings FILE\` prints a file with every
default spelled out. \`voxomics settings --from-pyradiomics FILE\` prints the nearest settings to a parameter file of
[PyRadiomics](migrate-pyradiomics.md).

Editors complete and check settings by their schema. What \`voxomics settings\` prints names it in its first line:

\`\`\`json
{ "$schema": "${schemaAddress}" }
\`\`\`

In YAML the line is \`# yaml-language-server: $schema=${schemaAddress}\`, or the
same key \`$schema\`. Without a network, or for another version, name the file of an installed package instead:
\`./node_modules/voxomics/dist/settings.schema.json\` (\`voxomics/settings.schema.json\` for programs). \`$schema\` has no
meaning for an extraction, and reports do not hold it.

A settings file has at most 1 MiB, 20,000 keys, values and marks (some 6,000 keys), 64 levels of lists and
objects in each other, and 100 aliases of YAML: more is refused before it is read.

${settingsTable().trimEnd()}

[regions.md](regions.md) says what the settings of \`mask\` make of a region, in which order, and what is recorded.

## Normalisation

\`normalise\` changes the intensities of the whole image before every other step. All that is in units of intensity after it is in
normalised ones, no longer HU or SUV: \`resegment.range\`, the width and minimum of bins, what filters see, and the unit \`intensity\` of
features. Give ranges and widths that fit, or bins by their number. Diagnostics of the initial image stay those of the image as it
was read. A note with the code \`normalised\` tells the mean and standard deviation, the landmarks, or the stripe, that were found.

| method | what becomes of an intensity X | source |
|---|---|---|
| \`zScore\` | (X - mean) / sd, clipped at ± \`removeOutliers\`, times \`scale\`; sd is divided by N - 1 | PyRadiomics' \`normalize\`, \`removeOutliers\` and \`normalizeScale\`, equal in 64 bits over the image |
| \`percentiles\` | the line through (percentile \`lower\`, \`to[0]\`) and (percentile \`upper\`, \`to[1]\`) | |
| \`nyul\` | the lines between the image's landmarks and those of a cohort | Nyúl and Udupa, Magn Reson Med 42 (1999) 1072; Nyúl, Udupa and Zhang, IEEE Trans Med Imaging 19 (2000) 143 |
| \`whiteStripe\` | (X - mean) / sd of a stripe of intensities around the mode of white matter; sd is divided by N - 1 | Shinohara et al., NeuroImage: Clinical 6 (2014) 9 |

Mean and percentiles are those of the finite intensities \`over\` the \`image\`, its \`foreground\` (above the mean of all voxels, as Nyúl and Udupa
have it) or the \`mask\` of the region. Percentiles are interpolated linearly between order statistics (type 7 of Hyndman and Fan). Below
the first landmark and above the last the line of the nearest two goes on. Regions that are normalised over themselves have an image
each, so that filters are applied for each region. A perturbed image is normalised before it is perturbed.

Landmarks are learned once on images of one sequence, by \`voxomics landmarks t1/*.nii.gz --out landmarks.json\` or
\`learnLandmarks(images)\`: each image's percentiles are moved and stretched
to the ends of a standard scale, 0 and 100, and then averaged. The command writes settings that hold them; they are plain JSON, and go into settings of your own as well:

\`\`\`yaml
normalise:
  method: nyul
  landmarks: { percentiles: [1, 25, 50, 75, 99], values: [0, 21.5, 38, 61.25, 100], over: foreground, images: 120 }
discretise: { method: fixedBinNumber, bins: 32 }
\`\`\`

The white stripe takes a second mask, of white matter or of the whole brain, which lies on the image's grid (or is put there with
\`--resample-mask\`):

\`\`\`sh
voxomics extract t1.nii.gz tumour.nii.gz --settings stripe.yaml --white-matter brain.nii.gz --out features.json
\`\`\`

\`\`\`yaml
normalise: { method: whiteStripe, peak: last, width: 0.05 } # peak: largest for T2
discretise: { method: fixedBinSize, width: 0.25 } # in standard deviations of white matter
\`\`\`

| where | the mask of white matter |
|---|---|
| command line (\`extract\`, \`map\`, \`filter\`) | \`--white-matter FILE\`, \`--white-matter-region NAME\` |
| [explorer](explorer.md) | *Mask of white matter* in the panel *Settings* |
| manifest of a cohort | columns \`white-matter\` and \`white-matter-region\` |
| \`openCase\` | options \`whiteMatter\` and \`whiteMatterRegion\`; hand \`whiteMatter\` of the opened case to \`extract\` |
| \`extract\`, \`extractRegions\`, a pool | \`extract(image, mask, settings, { whiteMatter })\`: a \`Volume\` |
| \`featureMap\`, \`perturb\` | option \`whiteMatter\` |
| \`normalise\`, \`prepareRegion\` | the last argument |

1. The finite intensities in that mask are counted in bins and smoothed by a Gaussian kernel. Its bandwidth is Silverman's rule of
   thumb, 0.9 min(sd, interquartile range / 1.34) N^(-1/5); bins are a sixteenth of it wide, and the kernel ends after four of it.
2. A peak is a local maximum of at least a fifth of the highest one. \`peak: last\` takes the brightest, which is white matter in
   T1-weighted images; \`largest\` the highest, for T2-weighted images or where the mask holds white matter alone; \`first\` the darkest.
3. With q, the share of voxels below the peak (half of those in its bin count), the stripe runs from the quantile q - \`width\` to the
   quantile q + \`width\`, within 0 and 1, both ends included. \`width\` is the paper's τ.
4. Mean and standard deviation are those of the voxels of the mask in the stripe.

The R package WhiteStripe differs: its histogram is of all voxels above the mean of the image (or above 0, where the skull was stripped), has
2000 bins, of which those below a fifth of the highest are left out before a penalised spline smooths them; q is the share of voxels
below the peak alone; the stripe has all voxels of the image whose intensities lie between its ends, also outside of the mask; and an empty stripe
is replaced by the whole brain.

A stripe without two different intensities is refused, and so are
settings with \`whiteStripe\` without such a mask, and a mask that the settings do not ask for; in a cohort, a mask in the manifest counts for those of
its settings that ask for it.

Intensities that are all equal, and percentiles or landmarks of which one is not above the one before, are refused (\`normalisation\`).
Correction of the bias field (N4) is left to its own tools, such as ANTs or SimpleITK: run it before.

## Voxels without a finite intensity

Parametric maps often are NaN where there is no value. A region with a voxel that is NaN or infinite is
refused. With \`nonFinite: exclude\` such voxels leave the intensity mask; the morphological mask keeps them,
as it keeps what re-segmentation leaves out, so that the shape stays what was drawn. What is made of them
leaves too: an interpolated sample that one has a weight in, and a filter's response whose kernel meets
one ([filters.md](filters.md#voxels-without-a-finite-intensity)). Local intensities and diagnostics are means of the
finite voxels. Cubic splines have no end, as some filters: where they meet such a voxel they are refused, so
interpolate by \`linear\` or \`nearest\`.

A range (\`resegment.range\`), also one with an open end, leaves such voxels out in either case: they do not lie in
it. \`resegment.outlierSigma\` takes mean and standard deviation of the others. A note with the code
\`non-finite-excluded\` tells how many voxels of how many were left out, in the image and in each response map.
On the command line the setting is \`--non-finite exclude\`, in the manifest of a cohort a column \`non-finite\`.

In code, \`resample\`, \`interpolate\` and \`perturb\` make the samples NaN that such a voxel has a weight in (by
\`cubic\` its row, column and stack); \`prepareRegion\` follows the setting; \`resegment(image, mask, settings, nonFinite)\`,
\`applyFilter(image, filter, watch, nonFinite)\` and \`perturb\` (an option) are told; \`discretise\` refuses them inside the mask.

## Presets

\`voxomics settings PRESET\` prints one. They are starting points; for a study, write down your own.

${Object.keys(presets)
  .map((name) => `- \`${name}\``)
  .join("\n")}
`;
}
