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
    "The setting `features` (`voxomics extract --features glcm.contrast,morph_volume`) names what is measured, and",
    "nothing that only other features need is computed: no Fourier transform unless Moran's I or Geary's C are named,",
    "no mesh without a feature of it, no matrix of a dimension that is not asked for. `filterFeatures.features` does",
    "the same for response maps. A word is",
    "",
    "- a family and a name as in the tables below (`glcm.contrast`), or a tag without an aggregation (`cm_contrast`,",
    "  `morph_volume`): the feature under every one of the settings' `aggregations`;",
    "- the same with an aggregation, as the tag of a value (`cm_contrast_3D_avg`) or a column of a wide table",
    "  (`glcm.contrast.3D:avg`) has it: the feature under that alone, whatever `aggregations` are;",
    "- a family (`glcm`): all its features.",
    "",
    "The families follow: `families` may be left out, and is otherwise to be those that the features are of. Values come",
    "by family in the order in which families are first named, within a family in the order of its table. On the command",
    "line `--features`, or `--families` for whole families, take the place of what the settings name, for the image and",
    "for response maps as far as the family is measured there; filters for which nothing is left are left out.",
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

function familySection({ name, code, id, features, aggregation }: CatalogueFamily): string[] {
  return [
    "",
    `## ${name}${code ? ` (${code})` : ""}`,
    "",
    `Family \`${id}\` in settings and reports. ${
      aggregation === null ? "Measured in 3D (DHQ4)." : `Matrices ${aggregation}.`
    }`,
    "",
    markdownTable(
      ["feature", "code", "name in reports", "tag", "definition", "unit", "undefined"],
      Object.entries(features).map(([featureId, feature]) => [
        feature.name,
        feature.code ?? "–",
        `\`${featureId}\``,
        `\`${feature.tag}\``,
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
