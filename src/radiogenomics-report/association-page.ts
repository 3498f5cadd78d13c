import { version } from "../base/version.ts";
import { reportDocument, section } from "../html-report/document.ts";
import { loadDrawing } from "../html-report/drawing.ts";
import { breakable, type Html, html, type TableColumn, table } from "../html-report/html.ts";
import { counted } from "../messages/phrases.ts";
import { type AssociationCounts, foundBelow } from "../radiogenomics/association-counts.ts";
import type { Association } from "../radiogenomics/association-row.ts";
import { type AssociationTest, testOf } from "../radiogenomics/association-test.ts";
import type { Outcome } from "../radiogenomics/outcome.ts";
import { associationReasons } from "../radiogenomics/test-result.ts";
import { associationMap, volcanoFigure } from "./association-figures.ts";
import { pairFigure } from "./pair-figures.ts";
import { short } from "./short-number.ts";

/** What a report of associations shows. */
export interface AssociationContent {
  readonly title: string;
  /** The features, one value a case. */
  readonly features: Readonly<Record<string, Float64Array>>;
  readonly outcomes: readonly Outcome[];
  /** All, or those with `q` or `qAll` below `qBelow`. */
  readonly associations: readonly Association[];
  readonly qBelow: number | null;
  /** Of all tests. */
  readonly counts: AssociationCounts;
  /** Names of what associations were adjusted for. */
  readonly adjusted: readonly string[];
  readonly permutations: number;
  readonly confidence: number;
  /** The feature of the volume that others are correlated with; null where none is known. */
  readonly volumeColumn: string | null;
  /** What a reader is to know of how cases were matched, a sentence each, without ids. */
  readonly notes: readonly string[];
}

/** Pairs that are drawn, rows of the table, and outcomes that are listed. */
const most = { pairs: 4, rows: 60, outcomes: 60 } as const;

/** The report of associations as one HTML file, and its figures as SVG files by name. It shows no id. */
export async function associationPage(
  content: AssociationContent,
): Promise<{ readonly page: string; readonly figures: ReadonlyMap<string, string> }> {
  const drawing = await loadDrawing();
  const { title, features, outcomes, associations, counts, qBelow } = content;
  const tested = associations.filter(({ p }) => p !== null);
  const strongest = tested.toSorted((a, b) => (a.p ?? 1) - (b.p ?? 1));
  const pairs = strongest.slice(0, most.pairs).map((row) => {
    const outcome = outcomes.find(({ name }) => name === row.outcome) as Outcome;
    return pairFigure(drawing, row, features[row.feature], outcome);
  });
  const nothing =
    counts.tests === 0
      ? html`<p>Nothing was tested: see what was not.</p>`
      : html`<p>No association has q below ${String(qBelow)}.</p>`;
  const sections = [
    section("outcomes", "Outcomes", outcomeTable(content)),
    section(
      "map",
      "Map",
      tested.length === 0 ? nothing : associationMap(drawing, features, associations, qBelow),
    ),
    section(
      "volcano",
      "Effects and p",
      tested.length === 0 ? nothing : volcanoFigure(drawing, associations, qBelow),
    ),
    section("pairs", "The strongest associations", html`<div class="pair">${pairs}</div>`),
    section("table", "Associations", strongestTable(strongest, content)),
    section("untested", "What was not tested", untestedTable(content)),
    section("methods", "Methods and references", methods(content)),
  ];
  const page = reportDocument(title, summary(content), sections);
  return { page, figures: drawing.files };
}

function summary({ notes, features, associations, qBelow, counts }: AssociationContent): Html {
  const { tests, small, byOutcome } = counts;
  const found = byOutcome.reduce((sum, its) => sum + its.found, 0);
  const chance = Math.round(foundBelow * tests);
  const kept =
    qBelow === null
      ? null
      : html`<p>Rows are written of ${counted(associations.length, "association")} with q below ${qBelow}, within the outcome or over all; ${tests - associations.length} are left out.</p>`;
  return html`<p>${counted(Object.keys(features).length, "feature")} against ${counted(byOutcome.length, "outcome")}: ${counted(tests, "test")}, of which <strong>${found}</strong> have a false discovery rate below ${foundBelow} within their outcome.
${small} ${small === 1 ? "has" : "have"} p below ${foundBelow}; if nothing were associated, about ${chance} would.</p>
${kept}
${notes.map((note) => html`<p>${note}</p>`)}
<p class="caution">An association is no cause, and one that was found in these cases needs others to be believed. Features that go with the volume of the region may say no more than how large it is.</p>
`;
}

function outcomeTable({ outcomes, counts, adjusted }: AssociationContent): Html {
  const all = outcomes.map((outcome, k) => ({ ...counts.byOutcome[k], of: outcome }));
  const listed =
    all.length <= most.outcomes
      ? all
      : all.toSorted((a, b) => b.found - a.found).slice(0, most.outcomes);
  const some =
    listed.length < all.length ? `: the ${listed.length} of ${all.length} with the most` : "";
  return table(
    `Outcomes, and how many features go with them${some}`,
    [
      { name: "outcome", cell: ({ of }) => breakable(of.name) },
      { name: "type", cell: ({ of }) => of.type },
      { name: "what it is", cell: ({ of }) => described(of) },
      { name: "test", cell: ({ of }) => testOf(of, adjusted.length > 0) },
      { name: "tests", numeric: true, cell: ({ tests }) => tests },
      { name: `q < ${foundBelow}`, numeric: true, cell: ({ found }) => found },
    ],
    listed,
  );
}

function described(outcome: Outcome): string {
  if (outcome.type === "survival") {
    const known = [...outcome.time.keys()].filter(
      (row) => Number.isFinite(outcome.time[row]) && Number.isFinite(outcome.event[row]),
    );
    const events = known.filter((row) => outcome.event[row] === 1).length;
    return `${counted(events, "event")} of ${counted(known.length, "case")}`;
  }
  if ("values" in outcome) {
    return counted(outcome.values.filter(Number.isFinite).length, "value");
  }
  const sizes = outcome.groups.map((name, k) => {
    const size = outcome.group.filter((its) => its === k).length;
    return `${name}: ${size}`;
  });
  const shown = sizes.length > 8 ? `${sizes.slice(0, 8).join(", ")} …` : sizes.join(", ");
  return outcome.type === "twoGroups" ? `${shown}; effects are of ${outcome.groups[1]}` : shown;
}

function strongestTable(strongest: readonly Association[], content: AssociationContent): Html {
  const { permutations, volumeColumn, confidence } = content;
  const columns: (TableColumn<Association> | null)[] = [
    { name: "feature", cell: ({ feature }) => breakable(feature) },
    { name: "outcome", cell: ({ outcome }) => breakable(outcome) },
    { name: "n", numeric: true, cell: ({ n }) => n },
    {
      name: "effect",
      cell: ({ test, fit }) => `${shortNames[test]}${fit === "firth" ? ", Firth" : ""}`,
    },
    { name: "", numeric: true, cell: ({ effect }) => short(effect) },
    { name: `${Math.round(confidence * 100)} % interval`, numeric: true, cell: interval },
    { name: "p", numeric: true, cell: ({ p }) => short(p) },
    { name: "q", numeric: true, cell: ({ q }) => short(q) },
    { name: "q, all", numeric: true, cell: ({ qAll }) => short(qAll) },
    permutations === 0
      ? null
      : { name: "p max-T", numeric: true, cell: ({ pMaxT }) => short(pMaxT) },
    volumeColumn === null
      ? null
      : {
          name: "with volume",
          numeric: true,
          cell: ({ volumeCorrelation }) => short(volumeCorrelation),
        },
  ];
  const some =
    strongest.length > most.rows ? `the ${most.rows} strongest of ${strongest.length}` : "all";
  return html`${table(
    `Associations by p: ${some}; all are in associations.csv`,
    columns.filter((column) => column !== null),
    strongest.slice(0, most.rows),
  )}${volumeColumn === null ? html`<p>No column of the region's volume is known, so it is not said how features go with it.</p>` : html`<p>With volume: Spearman's correlation of the feature with ${volumeColumn}.</p>`}`;
}

function interval({ lower, upper }: Association): string {
  return lower === null || upper === null ? "" : `${short(lower)} – ${short(upper)}`;
}

function untestedTable({ counts }: AssociationContent): Html {
  const reasons = Object.entries(counts.untested);
  if (reasons.length === 0) return html`<p>All features were tested against all outcomes.</p>`;
  return table(
    "Pairs of feature and outcome without a test",
    [
      { name: "reason", cell: ([reason]) => reason },
      { name: "pairs", numeric: true, cell: ([, count]) => count },
      {
        name: "what it means",
        cell: ([reason]) => associationReasons[reason as keyof typeof associationReasons],
      },
    ],
    reasons,
  );
}

/** What effects are called where there is little room. */
const shortNames = {
  spearman: "rho",
  "partial-spearman": "rho",
  wilcoxon: "AUC",
  logistic: "OR per SD",
  "kruskal-wallis": "ε²",
  linear: "partial η²",
  cox: "HR per SD",
} as const satisfies Record<AssociationTest, string>;

/** What each test is called in a paragraph of methods. */
const testNames = {
  spearman: "Spearman's rank correlation",
  "partial-spearman": "partial Spearman correlation",
  wilcoxon: "Wilcoxon's rank sum test (AUC with DeLong's interval)",
  logistic: "logistic regression (Firth's penalty where groups separate)",
  "kruskal-wallis": "Kruskal and Wallis' test (epsilon squared with a bootstrap interval)",
  linear: "the F test of groups in a linear model (partial eta squared with a bootstrap interval)",
  cox: "Cox' proportional hazards regression (Efron's ties)",
} as const;

function methods({ outcomes, adjusted, permutations, qBelow, counts }: AssociationContent): Html {
  const used = new Set(outcomes.map((outcome) => testOf(outcome, adjusted.length > 0)));
  const tests = [...used].map((test) => testNames[test]).join("; ");
  const by = adjusted.length === 0 ? "" : `, adjusted for ${adjusted.join(", ")}`;
  const maxT =
    permutations === 0
      ? ""
      : ` Familywise p are Westfall and Young's (step-down max-T, ${permutations} permutations of the cases' features).`;
  const shown =
    qBelow === null ? "" : ` Of ${counts.tests} tests those with q below ${qBelow} are reported.`;
  return html`<p>To paste into a paper, and to complete: how patients were chosen, and how features were computed.</p>
<blockquote><p>Associations of features with outcomes were tested by ${tests}${by}. False discovery rates (q) are Benjamini and Hochberg's, over the features of each outcome and over all tests.${maxT}${shown} Computed by voxomics ${version}.</p></blockquote>
<ol class="references">
<li>Benjamini Y, Hochberg Y. Controlling the false discovery rate. J R Stat Soc B 1995; 57: 289.</li>
${used.has("wilcoxon") ? html`<li>DeLong ER, DeLong DM, Clarke-Pearson DL. Comparing the areas under two or more correlated receiver operating characteristic curves. Biometrics 1988; 44: 837.</li>` : null}
${used.has("logistic") ? html`<li>Firth D. Bias reduction of maximum likelihood estimates. Biometrika 1993; 80: 27.</li>` : null}
${used.has("cox") ? html`<li>Efron B. The efficiency of Cox's likelihood function for censored data. J Am Stat Assoc 1977; 72: 557.</li>` : null}
${permutations > 0 ? html`<li>Westfall PH, Young SS. Resampling-based multiple testing. Wiley 1993.</li>` : null}
</ol>
`;
}
