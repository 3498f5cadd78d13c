import { breakable, type Html, html, type TableColumn, table } from "../html-report/html.ts";
import { formatNumber } from "../report/format-number.ts";
import type { Estimate, Interval } from "../reproducibility/estimate.ts";
import {
  type DroppedFeature,
  type FeatureSelection,
  othersStoodFor,
  whyDropped,
} from "../reproducibility/feature-selection.ts";
import type { SelectionUncertainty } from "../reproducibility/selection-uncertainty.ts";
import { type FamilySummary, familySummaries } from "./family-summary.ts";
import { type ImageGroup, imageTitle, type NamedAgreement } from "./named-agreement.ts";
import type { VolumeSummary } from "./reproducibility-report.ts";
import { verdictWords } from "./verdict-colours.ts";

/**
 * A row for each family: how many features have each verdict, their median correlation, and how many
 * are kept.
 */
export function verdictTable(group: ImageGroup, { kept }: FeatureSelection): Html {
  const [{ form }] = group.families[0].members[0].icc;
  const rows = familySummaries(group, new Set(kept));
  return table(
    `${imageTitle(group.image)}: features of each family by verdict`,
    [
      { name: "family", cell: ({ family }) => family },
      { name: "features", numeric: true, cell: ({ features }) => features },
      ...verdictWords.map(
        (word): TableColumn<FamilySummary> => ({
          name: word,
          numeric: true,
          cell: ({ verdicts }) => verdicts.get(word) ?? 0,
        }),
      ),
      { name: `median ${form}`, numeric: true, cell: ({ median }) => fixed(median) },
      { name: "kept", numeric: true, cell: ({ kept }) => kept },
    ],
    rows,
  );
}

/** A table of the features that are kept. */
export function keptTable(
  features: readonly NamedAgreement[],
  selection: FeatureSelection,
  uncertainty: SelectionUncertainty | null,
): Html {
  const { kept } = selection;
  const byName = new Map(features.map((one) => [one.feature, one]));
  const standsFor = othersStoodFor(selection);
  const rows = kept.map((feature) => byName.get(feature) as NamedAgreement);
  if (rows.length === 0) {
    return html`<p>None: no feature is reproducible enough. The table of features that were dropped says why.</p>`;
  }
  return table(
    "Features that are reproducible, one of each cluster of redundant ones",
    [
      { name: "column", cell: ({ feature }) => breakable(feature) },
      { name: "feature", cell: ({ name }) => name },
      { name: "code", cell: ({ code }) => code ?? "" },
      ...correlationColumns(rows),
      { name: "verdict", cell: ({ verdict }) => verdict ?? "" },
      {
        name: "stands for others",
        numeric: true,
        cell: ({ feature }) => standsFor.get(feature) ?? 0,
      },
      keptInSamples(uncertainty),
    ],
    rows,
  );
}

/** A table of the features that are not kept, with the reasons. */
export function droppedTable(
  dropped: readonly DroppedFeature[],
  uncertainty: SelectionUncertainty | null,
): Html {
  if (dropped.length === 0) return html`<p>No feature was dropped.</p>`;
  return table(
    "Features dropped, why, and in favour of which",
    [
      { name: "column", cell: ({ feature }) => breakable(feature) },
      { name: "why", cell: whyDropped },
      {
        name: "in favour of",
        cell: (row) => (row.why === "redundant" ? breakable(row.inFavourOf) : ""),
      },
      {
        name: "correlation",
        numeric: true,
        cell: (row) => (row.why === "redundant" ? row.correlation.toFixed(3) : ""),
      },
      {
        name: "interval",
        numeric: true,
        cell: ({ feature }) => boundsOf(uncertainty?.correlations[feature]?.interval ?? null),
      },
      {
        name: "n",
        numeric: true,
        cell: ({ feature }) => uncertainty?.correlations[feature]?.subjects ?? "",
      },
      keptInSamples(uncertainty),
    ],
    dropped,
  );
}

/** A column of how often each feature is kept in bootstrap samples. */
function keptInSamples(
  uncertainty: SelectionUncertainty | null,
): TableColumn<{ readonly feature: string }> {
  return {
    name: "kept in samples",
    numeric: true,
    cell: ({ feature }) => {
      const part = uncertainty?.kept[feature] ?? null;
      return part === null ? "" : percent(part);
    },
  };
}

/** A table of the agreement of all features. */
export function allTable(
  features: readonly NamedAgreement[],
  confidence: number,
  volume: VolumeSummary | null,
): Html {
  const ordered = features.some(({ concordance }) => concordance !== null);
  return table(
    `Agreement of all features; intervals are those of ${percent(confidence)}`,
    [
      { name: "column", cell: ({ feature }) => breakable(feature) },
      ...correlationColumns(features),
      { name: "within-subject SD", numeric: true, cell: (row) => number(row.withinSubject.sd) },
      {
        name: "within-subject CV",
        numeric: true,
        cell: ({ withinSubject: { cv } }) => cvOf(cv.value),
      },
      {
        name: "repeatability",
        numeric: true,
        cell: (row) => number(row.withinSubject.repeatability),
      },
      ...(ordered
        ? [
            {
              name: "concordance",
              numeric: true,
              cell: ({ concordance }: NamedAgreement) => fixed(concordance?.value ?? null),
            },
          ]
        : []),
      ...(volume === null
        ? []
        : [
            {
              name: "correlation with volume",
              numeric: true,
              cell: ({ feature }: NamedAgreement) => fixed(volume.correlations[feature].value),
            },
          ]),
      ...(features.some(({ leftOut }) => leftOut.length > 0)
        ? [
            {
              name: "left out",
              cell: ({ leftOut }: NamedAgreement) => leftOut.join(", "),
            },
          ]
        : []),
      { name: "verdict", cell: ({ verdict, reason }) => verdict ?? reason ?? "" },
    ],
    features,
  );
}

/** For each form of the intraclass correlation a column of values and one of intervals. */
function correlationColumns(features: readonly NamedAgreement[]): TableColumn<NamedAgreement>[] {
  return features[0].icc.flatMap(({ form }, n) => [
    { name: form, numeric: true, cell: ({ icc }) => fixed(icc[n].value) },
    { name: "interval", numeric: true, cell: ({ icc }) => interval(icc[n]) },
  ]);
}

export function percent(fraction: number): string {
  return `${Number((100 * fraction).toFixed(3))} %`;
}

function cvOf(value: number | null): string {
  return value === null ? "" : `${(100 * value).toFixed(1)} %`;
}

function fixed(value: number | null): string {
  return value === null ? "" : value.toFixed(3);
}

function number({ value }: Pick<Estimate, "value">): string {
  return value === null ? "" : formatNumber(value);
}

function interval({ interval: bounds }: Estimate): string {
  return boundsOf(bounds);
}

function boundsOf(bounds: Interval | null): string {
  return bounds === null ? "" : `${fixed(bounds.lower)} to ${fixed(bounds.upper)}`;
}
