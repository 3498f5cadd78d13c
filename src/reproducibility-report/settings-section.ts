import { type Html, html, table } from "../html-report/html.ts";
import { toJson } from "../report/json.ts";
import { percent } from "./report-tables.ts";
import type {
  MeasurementRun,
  MeasurementSettings,
  ReportContent,
} from "./reproducibility-report.ts";

/** The settings of the analysis and, if they are known, those of the features' extraction. */
export function settingsSection(content: ReportContent): Html {
  const { run } = content;
  return html`${analysisTable(content)}
${run === null ? html`<p>How the features were measured is not known here: the table came without the record of its run.</p>` : runSection(run)}`;
}

function analysisTable(content: ReportContent): Html {
  const { design, selectionOptions, confidence, source, table: measured, uncertainty } = content;
  const { type, ...columns } = design;
  const { reliability, threshold, correlation, linkage, undefinedCases } = selectionOptions;
  const rows = [
    ["table", source],
    ["design", type],
    ...Object.entries(columns).map(([name, column]) => [name, [column].flat().join(", ")]),
    ["columns that are no features", Object.keys(measured.labels).join(", ")],
    ["confidence of intervals", percent(confidence)],
    ["reproducible from a lower bound of", String(reliability)],
    ["redundant from an absolute correlation of", String(threshold)],
    ["correlation", correlation],
    ["linkage", linkage],
    ["cases in which a feature may be undefined", String(undefinedCases)],
    ...(uncertainty === null
      ? []
      : [["bootstrap samples", `${uncertainty.samples}, seed ${uncertainty.seed}`]]),
  ];
  return factTable("Analysis", rows);
}

function runSection(run: MeasurementRun): Html {
  const { machine, manifest, perturbations: plan } = run;
  const perturbations = plan?.perturbations.map((one) =>
    typeof one === "string" ? one : JSON.stringify(one),
  );
  const rows = [
    ["software", `${run.software} ${run.version}`],
    ["manifest", `${manifest.path}, ${manifest.cases} cases, SHA-256 ${manifest.sha256}`],
    ["measured", `${run.measured} rows; ${run.failed} failed`],
    ["finished", run.finished],
    ["machine", `${machine.processor}, ${machine.system}, Node ${machine.node}`],
    ...(plan === null
      ? []
      : [
          ["perturbations", (perturbations ?? []).join(", ")],
          ["repeats of each", String(plan.repeats)],
          ["seed", String(plan.seed)],
        ]),
    ...Object.entries(run.images).map(([name, value]) => [`images: ${name}`, String(value)]),
  ];
  const ofImages = Object.entries(run.settingsFor ?? {});
  return html`${factTable("Extraction", rows)}
${run.settings.map(({ name, ...its }) => settingsPart(`Settings: ${name}`, its, run))}
${ofImages.map(([image, its]) => settingsPart(`Settings of the image ${image}`, its, run))}`;
}

/** Settings, with what they say for the reporting guideline. */
function settingsPart(
  title: string,
  { settings, reporting }: MeasurementSettings,
  run: MeasurementRun,
): Html {
  return html`<h3>${title}</h3>
${table(
  `Items of the IBSI's reporting guideline (${run.reportingGuideline}) that the software states`,
  [
    { name: "item", cell: ({ item }) => item },
    { name: "topic", cell: ({ topic }) => topic },
    { name: "statement", cell: ({ statement }) => statement },
  ],
  reporting.filter(({ statement }) => statement !== null),
)}
${openItems(reporting.filter(({ statement }) => statement === null))}
<h4>With every default spelled out</h4>
<pre>${toJson(settings)}</pre>
`;
}

/** The items of the guideline that the software cannot know, with a line each to fill. */
function openItems(items: MeasurementSettings["reporting"]): Html {
  if (items.length === 0) return html``;
  return table(
    "Items for the study to state: fill in",
    [
      { name: "item", cell: ({ item }) => item },
      { name: "topic", cell: ({ topic }) => topic },
      { name: "statement", cell: () => html`<span class="blank"></span>` },
    ],
    items,
  );
}

function factTable(caption: string, rows: readonly (readonly string[])[]): Html {
  return table(
    caption,
    [
      { name: "what", cell: ([name]) => name },
      { name: "value", cell: ([, value]) => value },
    ],
    rows,
  );
}
