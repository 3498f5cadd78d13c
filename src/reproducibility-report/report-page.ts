import { reportDocument, section } from "../html-report/document.ts";
import { type Drawing, loadDrawing } from "../html-report/drawing.ts";
import { breakable, type Html, html } from "../html-report/html.ts";
import { correlationMatrix } from "../reproducibility/correlation.ts";
import { layOut, ratingsOf } from "../reproducibility/design.ts";
import type { FeatureSelection } from "../reproducibility/feature-selection.ts";
import { fewSubjects, leastSubjects } from "../reproducibility/few-subjects.ts";
import { subjectMeans } from "../reproducibility/subject-means.ts";
import { severalVolumes } from "../reproducibility/volume-correlation.ts";
import { type CorrelationAxis, correlationAxis, correlationFigure } from "./correlation-figure.ts";
import { differencesSection } from "./differences-section.ts";
import { featureFigures } from "./feature-figures.ts";
import { methodsSection } from "./methods-section.ts";
import {
  groupFeatures,
  type ImageGroup,
  imageTitle,
  type NamedAgreement,
  nameFeatures,
} from "./named-agreement.ts";
import { redundancyFigure } from "./redundancy-figure.ts";
import { allTable, droppedTable, keptTable, verdictTable } from "./report-tables.ts";
import type { ReportContent } from "./reproducibility-report.ts";
import { settingsSection } from "./settings-section.ts";
import { verdictFigure } from "./verdict-figure.ts";
import { volumeFigure } from "./volume-figure.ts";

/** The HTML page of `toReproducibilityReport`, and its figures as SVG files by name. */
export async function reportPage(
  content: ReportContent,
): Promise<{ readonly page: string; readonly figures: ReadonlyMap<string, string> }> {
  const drawing = await loadDrawing();
  const { title, agreement, selection, confidence } = content;
  const features = nameFeatures(agreement.features);
  const images = groupFeatures(features);
  const sections = [
    section(
      "verdicts",
      "Verdicts",
      html`${images.map((one) => verdicts(drawing, one, selection))}`,
    ),
    ...(content.differences === null
      ? []
      : [
          section(
            "differences",
            "Differences of the programs",
            differencesSection(features, content.differences, agreement.measurements ?? []),
          ),
        ]),
    section("kept", "Features kept", keptTable(features, selection, content.uncertainty)),
    section(
      "correlations",
      "Intraclass correlations",
      html`${images.map((one) => correlations(drawing, one, correlationAxis(features)))}`,
    ),
    section("features", "Measurements", measurements(drawing, content, features)),
    section(
      "redundancy",
      "Redundancy",
      html`${redundancy(drawing, content)}${droppedTable(selection.dropped, content.uncertainty)}`,
    ),
    section("volume", "Correlation with volume", volumeSection(drawing, content, features)),
    section("all", "All features", allTable(features, confidence, content.volume)),
    section("methods", "Methods and references", methodsSection(content)),
    section("settings", "Settings", settingsSection(content)),
  ];
  const header = html`<p>${summary(content)}</p>
${caution(content)}`;
  const page = reportDocument(title, header, sections);
  return { page, figures: drawing.files };
}

function summary({ agreement, design, selection, selectionOptions, table }: ReportContent): Html {
  const { subjects, measurements } = agreement;
  const designs = {
    testRetest: "Test and retest",
    raters: "Several raters",
    settings: "Several scanners or settings",
    programs: "Two programs",
    perturbations: "Perturbations of image and mask",
  };
  const by = measurements === null ? "" : `, by ${measurements.join(", ")}`;
  const total = agreement.features.length;
  const reproducible = selection.clustered.length;
  return html`${designs[design.type]}: ${table.rows} measurements of ${subjects.length} ${subjects.length === 1 ? "subject" : "subjects"}${by}.
Of ${total} features <strong>${reproducible}</strong> are reproducible (lower bound of the intraclass correlation at least ${selectionOptions.reliability});
without those that say the same as another (absolute correlation at least ${selectionOptions.threshold}), <strong>${selection.kept.length}</strong> are kept.`;
}

/** What a reader of few subjects should know. */
function caution({ agreement: { subjects } }: ReportContent): Html {
  if (subjects.length >= fewSubjects) return html``;
  if (subjects.length < leastSubjects) {
    return html`<p class="caution"><strong>Too few subjects.</strong> With fewer than ${leastSubjects} subjects it cannot be judged which features are redundant, so that none is kept: found ${subjects.length}. An intraclass correlation of ${subjects.length === 1 ? "one subject is not defined" : "two subjects says next to nothing"}.</p>
`;
  }
  return html`<p class="caution"><strong>Few subjects.</strong> ${subjects.length} ${subjects.length === 1 ? "subject says" : "subjects say"} little of which features are redundant: with fewer than ${fewSubjects}, features correlate by chance, and another group of subjects may keep others. Look at the intervals of correlations, and at how often a feature is kept in samples.</p>
`;
}

function verdicts(drawing: Drawing, group: ImageGroup, selection: FeatureSelection): Html {
  return html`<div class="together"><h3>${breakable(imageTitle(group.image))}</h3>
${verdictFigure(drawing, group)}</div>
${verdictTable(group, selection)}`;
}

function correlations(
  drawing: Drawing,
  { image, families }: ImageGroup,
  axis: CorrelationAxis,
): Html {
  return html`<h3>${breakable(imageTitle(image))}</h3>
${families.map((one) => html`<div class="together"><h4>${one.family}</h4>\n${correlationFigure(drawing, image, one, axis)}</div>\n`)}`;
}

function measurements(
  drawing: Drawing,
  { plotted, table, design, agreement }: ReportContent,
  features: readonly NamedAgreement[],
): Html {
  if (plotted.length === 0) return html`<p>No feature has an intraclass correlation.</p>`;
  const layout = layOut(table, design);
  return html`${plotted.map((chosen) => {
    const one = features.find(({ feature }) => feature === chosen) as NamedAgreement;
    const ratings = ratingsOf(table.features[chosen], layout);
    const figures = featureFigures(drawing, one, ratings, agreement);
    return html`<div class="together"><h3>${breakable(chosen)}</h3>
${figures.length === 0 ? html`<p>It cannot be plotted: ${one.reason ?? "no subject has two measurements"}.</p>` : html`<div class="pair">${figures}</div>`}</div>
`;
  })}`;
}

function volumeSection(
  drawing: Drawing,
  { volume, table: measured, selectionOptions: { threshold } }: ReportContent,
  features: readonly NamedAgreement[],
): Html {
  if (volume === null) {
    const several = severalVolumes(measured);
    const why =
      several === null
        ? "The table has no column of the region's volume that is known here; another can be named"
        : `Of the region's volume: ${several}`;
    return html`<p>${why} (--volume-column).</p>`;
  }
  return (
    volumeFigure(drawing, features, volume, threshold) ??
    html`<p>No feature has a correlation with ${volume.column}: it takes three subjects whose values differ.</p>`
  );
}

function redundancy(
  drawing: Drawing,
  { table, design, selection, selectionOptions, uncertainty }: ReportContent,
): Html {
  const means = subjectMeans(table, design);
  const columns = selection.clustered.map((feature) => means.features[feature]);
  const { correlation: method, threshold } = selectionOptions;
  const matrix = correlationMatrix(columns, method);
  const figure = redundancyFigure(drawing, selection, matrix, { threshold, method });
  if (figure === null) {
    return html`<p>Fewer than two features are reproducible: none can be redundant.</p>`;
  }
  const samples = uncertainty?.samples ?? 0;
  return html`<div class="together"><p>Correlations are those of the means of ${means.rows} subjects.${
    samples === 0
      ? ""
      : ` The subjects were drawn anew ${samples} times, with replacement (bootstrap); the tables say in which part of these samples a feature is kept.`
  }</p>
${figure}</div>`;
}
