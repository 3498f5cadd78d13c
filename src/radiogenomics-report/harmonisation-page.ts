import { version } from "../base/version.ts";
import { reportDocument, section } from "../html-report/document.ts";
import { loadDrawing } from "../html-report/drawing.ts";
import { breakable, type Html, html, table } from "../html-report/html.ts";
import { selectQuantiles } from "../math/quantile.ts";
import { counted } from "../messages/phrases.ts";
import { type Covariate, hasCovariates } from "../radiogenomics/covariates.ts";
import { enoughCases, type HarmonisationModel } from "../radiogenomics/harmonisation-model.ts";
import { batchParts } from "./batch-part.ts";
import {
  effectsFigure,
  type FeatureParts,
  featureFigure,
  partsFigure,
} from "./harmonisation-figures.ts";
import { short } from "./short-number.ts";

/** What a report of harmonisation shows. */
export interface HarmonisationContent {
  readonly title: string;
  /** The features before, one value a case, and after; features that the model does not know are not shown. */
  readonly features: Readonly<Record<string, Float64Array>>;
  readonly after: Readonly<Record<string, Float64Array>>;
  /** The batch of each case. */
  readonly batch: readonly string[];
  readonly keep: readonly Covariate[];
  readonly model: HarmonisationModel;
  /** Whether the model was learned on other cases. */
  readonly applied: boolean;
  /** What a reader is to know of how cases were chosen, a sentence each, without ids. */
  readonly notes: readonly string[];
}

/** Features that are drawn, and rows of the table. */
const most = { drawn: 4, rows: 60 } as const;

/** The report of a harmonisation as one HTML file, and its figures as SVG files by name. It shows no id. */
export async function harmonisationPage(
  content: HarmonisationContent,
): Promise<{ readonly page: string; readonly figures: ReadonlyMap<string, string> }> {
  const drawing = await loadDrawing();
  const { title, features, after, batch, keep, model } = content;
  const [parts, left] = [batchParts(features, batch, keep), batchParts(after, batch, keep)];
  const names = Object.keys(model.features);
  const all = names.map(
    (feature): FeatureParts => ({
      feature,
      before: parts.get(feature) ?? Number.NaN,
      after: left.get(feature) ?? Number.NaN,
    }),
  );
  const known = all.filter((one) => Number.isFinite(one.before) && Number.isFinite(one.after));
  const strongest = known.toSorted((a, b) => b.before - a.before);
  const drawn = strongest
    .filter(({ feature }) => model.features[feature] !== null)
    .slice(0, most.drawn)
    .map((one) =>
      featureFigure(
        drawing,
        one,
        { before: features[one.feature], after: after[one.feature] },
        batch,
      ),
    );
  const nothing = html`<p>Nothing to compare: fewer than two batches have values here.</p>`;
  const learned = Object.values(model.features).some((one) => one !== null);
  const sections = [
    section("batches", "Batches", batchTable(content)),
    section(
      "parts",
      "What batches explain",
      known.length === 0 ? nothing : partsFigure(drawing, known),
    ),
    section(
      "effects",
      "What is taken out",
      learned
        ? effectsFigure(drawing, model)
        : html`<p>Nothing: all features stay as they are.</p>`,
    ),
    section(
      "features",
      "The features that batches explained most",
      drawn.length === 0 ? nothing : html`<div class="pair">${drawn}</div>`,
    ),
    section("table", "Features", featureTable(strongest)),
    section("unchanged", "Features that stay as they are", unchanged(model)),
    section("methods", "Methods and references", methods(content)),
  ];
  const page = reportDocument(title, summary(content, known), sections);
  return { page, figures: drawing.files };
}

function summary(
  { notes, batch, keep, model, applied }: HarmonisationContent,
  known: readonly FeatureParts[],
): Html {
  const median = (values: readonly number[]) =>
    values.length === 0 ? null : selectQuantiles(Float64Array.from(values), [0.5])[0];
  const [before, after] = [
    median(known.map((one) => one.before)),
    median(known.map((one) => one.after)),
  ];
  const cases = [...batch.keys()].filter((row) => hasCovariates(keep, row)).length;
  const without = batch.length - cases;
  const small = model.batches.filter((one) => one.cases < enoughCases);
  const harmonised = Object.values(model.features).filter((one) => one !== null).length;
  return html`<p>${counted(harmonised, "feature")} of ${counted(cases, "case")}: ${applied ? `what was learned on ${counted(sumOf(model.batches), "other case")} was taken out of them.` : `batch effects were learned on these cases and taken out of them.`}
${before === null ? "" : html`Batches explained <strong>${percent(before)}</strong> of the median feature's spread before, <strong>${percent(after ?? 0)}</strong> after.`}</p>
${without === 0 ? null : html`<p>${counted(without, "case")} without a value of what is kept, and so without features after.</p>`}
${notes.map((note) => html`<p>${note}</p>`)}
${small.length === 0 ? null : html`<p class="caution">${counted(small.length, "batch", "batches")} of fewer than ${enoughCases} cases: ${small.map(({ name, cases: its }) => `${name} (${its})`).join(", ")}. Shifts and spreads of few cases are mostly noise.</p>`}
<p class="caution">${applied ? "What batches still explain here says how well the estimates hold for new cases." : "That batches explain little of the cases on which their effects were learned is no proof that they are gone. A model that is tested later learns on its training set alone, and its estimates are applied to the test set (--apply)."}</p>
`;
}

function batchTable({ model, batch }: HarmonisationContent): Html {
  const estimates = Object.values(model.features).filter((one) => one !== null);
  const median = (of: (estimate: (typeof estimates)[number]) => number) =>
    estimates.length === 0 ? null : selectQuantiles(Float64Array.from(estimates, of), [0.5])[0];
  return table(
    "Batches; shift and spread are medians over features",
    [
      { name: "batch", cell: ({ name }) => breakable(name) },
      {
        name: "cases here",
        numeric: true,
        cell: ({ name }) => batch.filter((its) => its === name).length,
      },
      { name: "cases learned on", numeric: true, cell: ({ cases }) => cases },
      {
        name: "shift, absolute (SD)",
        numeric: true,
        cell: ({ place }) => short(median(({ shifts }) => Math.abs(shifts[place]))),
      },
      {
        name: "spread",
        numeric: true,
        cell: ({ place }) => short(median(({ spreads }) => spreads[place])),
      },
      { name: "", cell: ({ name }) => (name === model.reference ? "reference" : "") },
    ],
    model.batches.map((one, place) => ({ ...one, place })),
  );
}

function featureTable(strongest: readonly FeatureParts[]): Html {
  if (strongest.length === 0) return html`<p>None can be compared.</p>`;
  const some =
    strongest.length > most.rows ? `the ${most.rows} first of ${strongest.length}` : "all";
  return table(
    `What batches explain of features: ${some}`,
    [
      { name: "feature", cell: ({ feature }) => breakable(feature) },
      { name: "before", numeric: true, cell: ({ before }) => percent(before) },
      { name: "after", numeric: true, cell: ({ after }) => percent(after) },
    ],
    strongest.slice(0, most.rows),
  );
}

function unchanged({ features }: HarmonisationModel): Html {
  const names = Object.keys(features).filter((name) => features[name] === null);
  if (names.length === 0) return html`<p>None.</p>`;
  return html`<p>${counted(names.length, "feature")} without two different values in every batch, or whose values leave what is kept dependent:</p>
<ul>${names.map((name) => html`<li>${breakable(name)}</li>\n`)}</ul>
`;
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)}\u00a0%`;
}

function sumOf(batches: HarmonisationModel["batches"]): number {
  return batches.reduce((sum, { cases }) => sum + cases, 0);
}

function methods({ model, applied }: HarmonisationContent): Html {
  const kept = model.keep.map(({ name }) => name).join(", ");
  const { reference, meanOnly } = model;
  return html`<p>To paste into a paper, and to complete: what the batches are, and how features were computed.</p>
<blockquote><p>Batch effects (${counted(model.batches.length, "batch", "batches")}) were taken out of features by ComBat with parametric empirical Bayes${kept === "" ? "" : `, keeping what goes with ${kept}`}${reference === null ? "" : `, with ${reference} as the reference`}${meanOnly ? ", of means alone" : ""}.${applied ? " The estimates were made on other cases, and applied to these." : ""} Computed by voxomics ${version}.</p></blockquote>
<ol class="references">
<li>Johnson WE, Li C, Rabinovic A. Adjusting batch effects in microarray expression data using empirical Bayes methods. Biostatistics 2007; 8: 118.</li>
<li>Fortin J-P, Parker D, Tunç B, et al. Harmonization of multi-site diffusion tensor imaging data. NeuroImage 2017; 161: 149.</li>
</ol>
`;
}
