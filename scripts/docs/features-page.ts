import type { CatalogueFamily, CatalogueFeature } from "../../src/families/catalogue.ts";
import { catalogue } from "../../src/families/catalogue.ts";
import { directional, directionless } from "../../src/features/aggregation.ts";
import { markdownTable } from "./markdown-table.ts";

/** `docs/features.md`: every feature with its code, formula, unit and where it is undefined. */
export function featuresPage(): string {
  const ibsi = catalogue.filter(({ code }) => code !== null);
  const count = ibsi.reduce((sum, { features }) => sum + Object.keys(features).length, 0);
  return `${[
    "# Features",
    "",
    "Generated from the catalogue by `npm run docs`; do not edit.",
    "",
    `${count} features of IBSI 1 in ${ibsi.length} families. Names and codes are those of the reference manual`,
    "([arXiv:1612.07003](https://arxiv.org/abs/1612.07003)), tags those of its compliance table. A texture",
    "feature has a value for each aggregation, whose ending its tag takes. Where a formula is undefined",
    "the value is `null`, or the number given here, with the reason beside it; in a mean over slices or",
    "directions of which only some are special, the reason starts with `partly:`.",
    "",
    "With no voxel left in the intensity mask, every feature that needs intensities is `null`",
    "(`empty-intensity-mask`); where a region has no two neighbouring voxels, so is every feature of",
    "their matrix (`no-voxel-pairs`). 3D texture of an image of one slice whose thickness was assumed is `null`",
    "(`thickness-assumed`: see [formats](formats.md#a-slice-alone)).",
    "",
    "## Some features only",
    "",
    "The setting `features` lists the features to measure; no others are measured. On the command line:",
    "`voxomics extract --features glcm.contrast,morph_volume`. It saves time: what only other features need is not computed, such as",
    "the Fourier transforms of Moran's I and Geary's C, the mesh, or matrices of other dimensions. `filterFeatures.features` lists",
    "those of response maps. `voxomics settings --list-features` prints all names. Each word of the list is",
    "",
    "- a family and a name as in the tables below (`glcm.contrast`), or a tag without an aggregation (`cm_contrast`,",
    "  `morph_volume`): the feature under every one of the settings' `aggregations`;",
    "- the same with an aggregation, as the tag of a value (`cm_contrast_3D_avg`) or a column of a wide table",
    "  (`glcm.contrast.3D:avg`) has it: the feature under that alone, whatever `aggregations` are;",
    "- a family (`glcm`): all its features.",
    "",
    "Beside `features`, leave `families` out; if it is given, it must list exactly the families of the named features. In the",
    "result, families stand in the order in which they are first named, and the features of a family in the order of its table.",
    "",
    "The options `--features` and `--families` (whole families) of the command line replace `features` and `families` of the",
    "settings, for the image and for response maps. A family that is not measured on response maps, such as morphology, is",
    "measured on the image only. If nothing is left to measure on response maps, the filters are not applied.",
    "",
    "## Aggregations",
    "",
    markdownTable(
      ["setting", "code", "tag ending", "matrices"],
      [...Object.values(directional), ...Object.values(directionless)].map((aggregation) => [
        aggregation.name,
        aggregation.code,
        `\`_${aggregation.tag}\``,
        aggregation.averageOver.length === 0
          ? "all merged"
          : `features averaged over ${aggregation.averageOver.map((axis) => `${axis}s`).join(" and ")}`,
      ]),
    ),
    "",
    "Where the setting `distance` is a list (`[1, 2]`), the features of co-occurrence, grey tone differences and dependences (`glcm`,",
    "`ngtdm`, `ngldm`) are measured at each distance, from matrices of its own, and have the values of a run with that distance",
    "alone. Aggregations and tags then end in the distance: `3D:avg:d2`, `cm_contrast_3D_avg_d2`; columns are",
    "`glcm.contrast.3D:avg:d1` and `glcm.contrast.3D:avg:d2`. A list of one distance is named so too. A single number (`2`) leaves",
    "the names as in the table. All other families are measured once: their neighbours touch. `features` names a feature without",
    "a distance, and it is measured at each. Of PyRadiomics, `distances: [1, 2]` means something else: one value of all distances together.",
    "",
    "## Matrices",
    "",
    "In code, `countMatrices(region, family, settings)` gives the matrices that texture features are read from: one for",
    "each slice and direction that features are averaged over. They are sparse: count `n[e]` is in row `i[e]`, a grey",
    "level from 1 to `levels`, and column `j[e]`. `voxels` is the number of voxels that a matrix is of, once for each",
    "direction that was merged.",
    "",
    markdownTable(
      ["family", "column j", "symmetric"],
      [
        ["`glcm`", "grey level of a neighbour", "yes: each pair counts in both orders"],
        ["`glrlm`", "length of a run, in voxels", "no"],
        ["`glszm`", "size of a zone, in voxels", "no"],
        ["`gldzm`", "distance of a zone from the border, 1 at the border", "no"],
        ["`ngldm`", "1 + number of dependent neighbours", "no"],
        ["`ngtdm`", "none: `n` and `s` hold n_i and s_i of each level that occurs", "no"],
      ],
    ),
    ...catalogue.flatMap(familySection),
  ].join("\n")}\n`;
}

/** What is to be said of families that the standard has not. */
const beyond: Readonly<Record<string, string>> = {
  doseVolume:
    " In tags, x is what a feature is at. [What the metrics are, and of which images](dose.md).",
  planarMorphology:
    " [Which slice is measured, and what the outline is](planar.md). All are `null` where the region lies in several slices and its only one is asked for (`several-slices`), and across a slice whose thickness was assumed (`thickness-assumed`).",
};

function familySection({ name, code, id, features, aggregation }: CatalogueFamily): string[] {
  const measured =
    code === null
      ? "The standard has no family for it: it is measured where `families` or `features` name it."
      : aggregation === null
        ? "Measured in 3D (DHQ4)."
        : `Matrices ${aggregation}.`;
  const about = beyond[id] ?? "";
  return [
    "",
    `## ${name}${code ? ` (${code})` : ""}`,
    "",
    `Family \`${id}\` in settings and reports. ${measured}${about}`,
    "",
    markdownTable(
      ["feature", "code", "name in reports", "tag", "definition", "unit", "undefined"],
      Object.entries(features).map(([featureId, feature]) => [
        feature.name,
        feature.code ?? "–",
        `\`${featureId}\``,
        `\`${feature.tag}${feature.at === undefined ? "" : "_x"}\``,
        feature.definition,
        feature.unit ?? "–",
        undefinedCases(feature),
      ]),
    ),
  ];
}

function undefinedCases({ undefinedWhen = [] }: CatalogueFeature): string {
  return (
    undefinedWhen.map(({ reason, value = null }) => `\`${reason}\`: ${value}`).join("; ") || "–"
  );
}
