import { version } from "../base/version.ts";
import type { CaseHabitats } from "../habitats/find-habitats.ts";
import type { HabitatStability } from "../habitats/stability.ts";
import { reportDocument, section } from "../html-report/document.ts";
import { loadDrawing } from "../html-report/drawing.ts";
import { breakable, type Html, html, table } from "../html-report/html.ts";
import { counted } from "../messages/phrases.ts";
import { formatNumber } from "../report/format-number.ts";
import { toJson } from "../report/json.ts";
import { orientationOf } from "../report/orientation.ts";
import { criterionTitles } from "./criterion-titles.ts";
import {
  criterionFigure,
  legend,
  profileFigure,
  scatterFigure,
  stabilityFigure,
} from "./habitat-figures.ts";
import { cropToHabitats, slicePictures } from "./slice-pictures.ts";

/** What a page of habitats shows. */
export interface HabitatPageContent {
  readonly title: string;
  readonly found: CaseHabitats;
  readonly stability: HabitatStability | null;
}

/** How much around the habitats slices show, in mm. */
const roomMm = 10;

/** The page of habitats as one HTML file, and its figures as SVG files by name. */
export async function habitatPage({ title, found, stability }: HabitatPageContent) {
  const drawing = await loadDrawing();
  const { picture, shown, all } = await slicePictures(cropToHabitats(found, roomMm));
  const slices = drawing.figure(
    "slices",
    [picture],
    `Slices through the region with ${counted(found.habitats.length, "habitat")} in colours. Their sizes are in the table of habitats.`,
    `${shown} of ${counted(all, "slice")} with habitats, spread evenly. Grey levels reach from percentile 1 to 99 of what is shown. ${sides(found)}`,
  );
  const sections = [
    section("slices", "Label map", html`${legend(found)}${slices}`),
    section(
      "habitats",
      "Habitats",
      html`${habitatTable(found)}${profileFigure(drawing, found)}${scatterFigure(drawing, found)}`,
    ),
    section("number", "Number of habitats", numberPart(found, criterionFigure(drawing, found))),
    ...(stability === null
      ? []
      : [
          section(
            "stability",
            "Stability",
            stabilityPart(stability, found, stabilityFigure(drawing, stability, found)),
          ),
        ]),
    section("methods", "Methods and references", methods(found, stability)),
  ];
  return {
    page: reportDocument(title, summary(found, stability), sections),
    figures: drawing.files,
  };
}

/** Where the right and the lower side of a slice lie in the patient. */
function sides({ labels }: CaseHabitats): string {
  const [right, down] = orientationOf(labels.direction).names.map(
    (name) => ({ right: "left", anterior: "posterior", inferior: "superior" })[name] ?? name,
  );
  return `To the right of a slice is ${right}, downwards ${down}.`;
}

function summary(
  { habitats, model, settings, notes }: CaseHabitats,
  stability: HabitatStability | null,
): Html {
  const voxels = habitats.reduce((sum, one) => sum + one.voxels, 0);
  const rand = stability?.adjustedRand;
  const how =
    settings === null
      ? `by centres that ${counted(model.cases, "other case")} gave`
      : typeof settings.clusters === "number"
        ? "a number that was given"
        : `a number that the ${criterionTitles[settings.criterion]} chose`;
  return html`<p>${counted(voxels, "voxel")} in <strong>${counted(habitats.length, "habitat")}</strong> (${how}), by ${counted(model.maps.length, "map")}.${
    rand == null
      ? ""
      : html` Under perturbations the adjusted Rand index is <strong>${formatNumber(round(rand.median))}</strong> (median; ${formatNumber(round(rand.lowest))} to ${formatNumber(round(rand.highest))}).`
  }</p>
${notes.map(({ message }) => html`<p class="caution">${message}</p>`)}
`;
}

function habitatTable({ habitats, model }: CaseHabitats): Html {
  return table(
    "Habitats; of each map mean ± standard deviation",
    [
      { name: "habitat", cell: ({ label }) => label },
      { name: "voxels", numeric: true, cell: ({ voxels }) => voxels },
      { name: "mm³", numeric: true, cell: ({ volume }) => formatNumber(volume) },
      { name: "part", numeric: true, cell: ({ fraction }) => `${(100 * fraction).toFixed(1)} %` },
      { name: "components", numeric: true, cell: ({ components }) => components },
      {
        name: "largest",
        numeric: true,
        cell: ({ largestComponent: part }) =>
          part === null ? "–" : `${(100 * part).toFixed(1)} %`,
      },
      ...model.maps.map(({ name, unit }) => ({
        name: unit === null ? name : `${name} (${unit})`,
        numeric: true,
        cell: ({ maps }: (typeof habitats)[number]) => {
          const one = maps[name];
          return one == null ? "–" : `${short(one.mean)} ± ${short(one.sd)}`;
        },
      })),
    ],
    habitats,
  );
}

function numberPart({ tried, settings, habitats }: CaseHabitats, figure: Html | null): Html {
  if (settings === null)
    return html`<p>Centres of other cases were applied; nothing was clustered here.</p>`;
  return html`${figure}${table(
    "Criteria of the numbers that were tried",
    [
      {
        name: "habitats",
        cell: ({ number }) => `${number}${number === habitats.length ? " (taken)" : ""}`,
      },
      { name: "mean silhouette", numeric: true, cell: (one) => orNone(one.silhouette) },
      { name: "Calinski and Harabasz", numeric: true, cell: (one) => orNone(one.calinskiHarabasz) },
      { name: "Davies and Bouldin", numeric: true, cell: (one) => orNone(one.daviesBouldin) },
      {
        name: "explained",
        numeric: true,
        cell: ({ explained }) => `${(100 * explained).toFixed(1)} %`,
      },
    ],
    tried,
  )}`;
}

function stabilityPart(
  { rows }: HabitatStability,
  { habitats }: CaseHabitats,
  figure: Html | null,
): Html {
  const refused = rows.filter((one) => one.refused !== null);
  return html`${figure}${table(
    "Perturbed copies; Dice by habitat",
    [
      { name: "copy", cell: ({ name }) => name },
      { name: "voxels", numeric: true, cell: ({ voxels }) => voxels },
      { name: "in both", numeric: true, cell: ({ common }) => common },
      { name: "adjusted Rand", numeric: true, cell: ({ adjustedRand }) => orNone(adjustedRand) },
      ...habitats.map(({ label }, n) => ({
        name: String(label),
        numeric: true,
        cell: ({ dice }: (typeof rows)[number]) => orNone(dice[n]),
      })),
      { name: "number chosen", numeric: true, cell: ({ number }) => number ?? "–" },
    ],
    rows,
  )}${refused.map(({ name, refused: why }) => html`<p class="caution">${name}: ${why}</p>`)}`;
}

function methods(
  { model, settings, images, tried }: CaseHabitats,
  stability: HabitatStability | null,
): Html {
  const scaled = {
    zScore: "scaled to mean 0 and standard deviation 1",
    robust: "scaled to median 0 and interquartile range 1",
    none: "not scaled",
  }[model.scaling];
  const clustered =
    settings === null
      ? `Each voxel was assigned to the nearest of ${model.centres.length} centres that were found on ${counted(model.cases, "other case")} (${counted(model.voxels, "voxel")}).`
      : `Voxels were clustered by k-means (squared Euclidean distance, ${counted(settings.restarts, "start")} by k-means++, seed ${settings.seed})${tried.length > 1 ? `; of ${tried[0].number} to ${tried[tried.length - 1].number} habitats the ${criterionTitles[settings.criterion]} chose the number` : ""}.`;
  const perturbed =
    stability === null
      ? ""
      : ` Stability was measured over ${counted(stability.rows.length, "perturbed copy", "perturbed copies")} of image and region: maps were made and voxels clustered again, habitats matched by the assignment of the largest overlap, and compared by the adjusted Rand index and the Dice coefficient.`;
  return html`<p>To paste into a paper, and to complete: why these maps.</p>
<blockquote><p>Habitats were found by ${counted(model.maps.length, "map")} (${model.maps.map(({ name }) => name).join(", ")}), ${scaled}. ${clustered}${perturbed} Computed by voxomics ${version}.</p></blockquote>
<ol class="references">
<li>Gatenby RA, Grove O, Gillies RJ. Quantitative imaging in cancer evolution and ecology. Radiology 2013; 269: 8.</li>
<li>Arthur D, Vassilvitskii S. k-means++: the advantages of careful seeding. Proceedings of SODA 2007: 1027.</li>
<li>Rousseeuw PJ. Silhouettes: a graphical aid to the interpretation and validation of cluster analysis. Journal of Computational and Applied Mathematics 1987; 20: 53.</li>
<li>Caliński T, Harabasz J. A dendrite method for cluster analysis. Communications in Statistics 1974; 3: 1.</li>
<li>Davies DL, Bouldin DW. A cluster separation measure. IEEE Transactions on Pattern Analysis and Machine Intelligence 1979; 1: 224.</li>
<li>Hubert L, Arabie P. Comparing partitions. Journal of Classification 1985; 2: 193.</li>
<li>Zwanenburg A, Leger S, Agolli L, et al. Assessing robustness of radiomic features by image perturbation. Scientific Reports 2019; 9: 614.</li>
</ol>
<details><summary>Settings, centres and scales</summary>
${images.map(({ name, settings: own }) => html`<h4>${breakable(name === "" ? "image" : name)}: after normalisation and resampling</h4><pre>${toJson(own)}</pre>`)}
<h4>Clustering and centres</h4><pre>${toJson({ clustering: settings, model })}</pre>
</details>
`;
}

function orNone(value: number | null | undefined): string {
  return value == null ? "–" : short(value);
}

/** Four significant digits. */
function short(value: number): string {
  return formatNumber(Number(value.toPrecision(4)));
}

function round(value: number): number {
  return Math.round(1000 * value) / 1000;
}
