import { formatNumber } from "../report/format-number.ts";
import type { AgreementTable } from "../reproducibility/agreement-table.ts";
import { checkOption } from "../reproducibility/check-option.ts";
import { correlationMatrix } from "../reproducibility/correlation.ts";
import { layOut, ratingsOf } from "../reproducibility/design.ts";
import type { Estimate } from "../reproducibility/estimate.ts";
import type { Dropped, Selection } from "../reproducibility/feature-selection.ts";
import { subjectMeans } from "../reproducibility/subject-means.ts";
import { version } from "../version.ts";
import {
  correlationFigure,
  groupNames,
  type NamedAgreement,
  named,
  verdictCounts,
  verdictFigure,
} from "./agreement-figures.ts";
import { type Html, html, table } from "./html.ts";
import { blandAltmanFigure, spreadFigure, testRetestFigure } from "./pair-figures.ts";
import { redundancyFigure } from "./redundancy-figure.ts";
import type { ReportContent } from "./reproducibility-report.ts";
import { style } from "./style.ts";
import { whyDropped } from "./why-dropped.ts";

/** The page that `reproducibilityReport` gives. */
export function reportPage(content: ReportContent): string {
  const { title, table: measurements, agreement, selection } = content;
  const features = named(agreement.features);
  const kept = selection.kept.length;
  const body = html`<header>
<h1>${title}</h1>
<p>${designSentence(content)} Measured: ${Object.keys(measurements.features).length} features. Reproducible and not redundant: <strong>${kept}</strong>.</p>
</header>
<nav aria-label="Contents"><ol>
<li><a href="#verdicts">Verdicts by family</a></li>
<li><a href="#kept">Features kept</a></li>
<li><a href="#correlations">Intraclass correlations</a></li>
<li><a href="#feature">One feature</a></li>
<li><a href="#redundancy">Redundancy</a></li>
<li><a href="#all">All features</a></li>
<li><a href="#settings">Settings</a></li>
</ol></nav>
<main>
<section id="verdicts"><h2>Verdicts by family</h2>
${verdictFigure(features)}
${verdictTable(features)}</section>
<section id="kept"><h2>Features kept</h2>
${keptTable(features, selection)}</section>
<section id="correlations"><h2>Intraclass correlations</h2>
${groupNames(features).map(({ label, members }) => html`<h3>${label}</h3>\n${correlationFigure(label, members)}`)}</section>
<section id="feature"><h2>One feature</h2>
${featureFigures(content)}</section>
<section id="redundancy"><h2>Redundancy</h2>
${redundancy(content)}
${droppedTable(selection.dropped)}</section>
<section id="all"><h2>All features</h2>
${allTable(features, content.confidence)}</section>
<section id="settings"><h2>Settings</h2>
<pre>${JSON.stringify(settingsOf(content), null, 2)}</pre></section>
</main>
<footer><p>voxomics ${version}</p></footer>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${html`${title}`.html}</title>
<style>${style}</style>
</head>
<body>
${body.html}
</body>
</html>
`;
}

function designSentence({ agreement, design }: ReportContent): string {
  const { subjects, measurements } = agreement;
  const what = {
    testRetest: "Test and retest",
    raters: "Several raters",
    settings: "Several scanners or settings",
    perturbations: "Perturbations of image and mask",
  }[design.type];
  const by = measurements === null ? "" : `, measured by ${measurements.join(", ")}`;
  return `${what}: ${subjects.length} subjects${by}.`;
}

function verdictTable(features: readonly NamedAgreement[]): Html {
  const number = (
    name: string,
    key: "total" | "excellent" | "good" | "moderate" | "poor" | "none",
  ) => ({
    name,
    numeric: true,
    cell: (row: ReturnType<typeof verdictCounts>[number]) => row[key],
  });
  return table(
    "Features of each family by verdict",
    [
      { name: "Family", cell: ({ label }) => label },
      number("Features", "total"),
      number("Excellent", "excellent"),
      number("Good", "good"),
      number("Moderate", "moderate"),
      number("Poor", "poor"),
      number("No verdict", "none"),
    ],
    verdictCounts(features),
  );
}

function keptTable(features: readonly NamedAgreement[], { kept }: Selection): Html {
  const byName = new Map(features.map((one) => [one.feature, one]));
  const rows = kept.map((feature) => ({ feature, agreement: byName.get(feature) }));
  if (rows.length === 0) return html`<p>None: no feature is reproducible enough.</p>`;
  return table(
    "Features that are reproducible, one of each cluster of redundant ones",
    [
      { name: "Feature", cell: ({ feature }) => feature },
      { name: "ICC", numeric: true, cell: ({ agreement }) => fixed(agreement?.icc[0].value) },
      { name: "Interval", numeric: true, cell: ({ agreement }) => interval(agreement?.icc[0]) },
      { name: "Verdict", cell: ({ agreement }) => agreement?.verdict ?? "none" },
    ],
    rows,
  );
}

function featureFigures({
  feature,
  table: measurements,
  design,
  agreement,
  selection,
}: ReportContent) {
  const chosen = feature ?? mostReproducible(agreement, selection);
  if (chosen === null) return html`<p>No feature has an intraclass correlation.</p>`;
  const one = agreement.features.find((row) => row.feature === chosen);
  checkOption(one !== undefined, "feature", chosen, "a feature of the table");
  const ratings = ratingsOf(measurements.features[chosen], layOut(measurements, design));
  const found = one as (typeof agreement.features)[number];
  const names = agreement.measurements;
  const figures =
    names === null
      ? [spreadFigure(found, ratings)]
      : [blandAltmanFigure(found, ratings, names), testRetestFigure(found, ratings, names)];
  const drawn = figures.filter((one) => one !== null);
  return drawn.length === 0
    ? html`<p>${chosen} cannot be plotted: ${found.reason ?? "no subject has two measurements"}.</p>`
    : html`<h3>${chosen}</h3><div class="pair">${drawn}</div>`;
}

function mostReproducible({ features }: AgreementTable, { kept }: Selection): string | null {
  const correlationOf = (feature: string) =>
    features.find((row) => row.feature === feature)?.icc[0].value ?? Number.NEGATIVE_INFINITY;
  const candidates = kept.length > 0 ? kept : features.map(({ feature }) => feature);
  const best = candidates.reduce<string | null>(
    (a, b) => (a === null || correlationOf(b) > correlationOf(a) ? b : a),
    null,
  );
  return best !== null && Number.isFinite(correlationOf(best)) ? best : null;
}

function redundancy({
  table: measurements,
  design,
  selection,
  selectionOptions,
}: ReportContent): Html {
  const means = subjectMeans(measurements, design);
  const columns = selection.clustered.map((feature) => means.features[feature]);
  const { correlation, threshold } = selectionOptions;
  const correlations = correlationMatrix(columns, correlation);
  return (
    redundancyFigure(selection, correlations, { threshold, method: correlation }) ??
    html`<p>Fewer than two features are reproducible: none can be redundant.</p>`
  );
}

function droppedTable(dropped: readonly Dropped[]): Html {
  return table(
    "Features dropped, why, and in favour of which",
    [
      { name: "Feature", cell: ({ feature }) => feature },
      { name: "Why", cell: whyDropped },
      { name: "In favour of", cell: (row) => (row.why === "redundant" ? row.inFavourOf : "") },
      {
        name: "Correlation",
        numeric: true,
        cell: (row) => (row.why === "redundant" ? fixed(row.correlation) : ""),
      },
    ],
    dropped,
  );
}

function allTable(features: readonly NamedAgreement[], confidence: number): Html {
  const percent = Math.round(100 * confidence);
  return table(
    `Agreement of all features; intervals cover ${percent} %`,
    [
      { name: "Feature", cell: ({ feature }) => feature },
      ...(features[0]?.icc ?? []).flatMap(({ form }, n) => [
        { name: form, numeric: true, cell: (row: NamedAgreement) => fixed(row.icc[n].value) },
        { name: "Interval", numeric: true, cell: (row: NamedAgreement) => interval(row.icc[n]) },
      ]),
      {
        name: "Within-subject SD",
        numeric: true,
        cell: (row) => number(row.withinSubject.sd.value),
      },
      {
        name: "Within-subject CV",
        numeric: true,
        cell: (row) => {
          const { value } = row.withinSubject.cv;
          return value === null ? "" : `${(100 * value).toFixed(1)} %`;
        },
      },
      {
        name: "Repeatability",
        numeric: true,
        cell: (row) => number(row.withinSubject.repeatability.value),
      },
      { name: "Concordance", numeric: true, cell: (row) => fixed(row.concordance?.value) },
      { name: "Verdict", cell: (row) => row.verdict ?? row.reason ?? "none" },
    ],
    features,
  );
}

function settingsOf({ design, selectionOptions, confidence, settings }: ReportContent): object {
  return { design, confidence, selection: selectionOptions, ...settings };
}

function fixed(value: number | null | undefined): string {
  return value == null ? "" : value.toFixed(3);
}

function number(value: number | null): string {
  return value === null ? "" : formatNumber(value);
}

function interval(estimate: Estimate | undefined): string {
  const bounds = estimate?.interval ?? null;
  return bounds === null ? "" : `${fixed(bounds.lower)} to ${fixed(bounds.upper)}`;
}
