import { familyOf } from "../features/catalogue.ts";
import type { ColumnKey } from "../report/csv.ts";
import { parseColumn } from "../report/parse-column.ts";
import type { FeatureAgreement } from "../reproducibility/agreement-table.ts";
import { verdictThresholds } from "../reproducibility/verdict.ts";
import { draw, marginFor, Plot, verdictColours } from "./drawing.ts";
import { figure, type Html } from "./html.ts";

/** A feature's agreement, and what its column's name says. */
export interface NamedAgreement extends FeatureAgreement {
  readonly key: ColumnKey;
}

/** Families in the order of the catalogue; what has no known name is a family of its own. */
export function named(features: readonly FeatureAgreement[]): NamedAgreement[] {
  return features.map((one) => ({
    ...one,
    key: parseColumn(one.feature) ?? {
      image: "original",
      family: "other",
      name: one.feature,
      aggregation: null,
    },
  }));
}

export function familyName(family: string): string {
  return family === "other" ? "Other columns" : familyOf(family as never).name;
}

const verdicts = ["excellent", "good", "moderate", "poor"] as const;

/** How many features of each family have which verdict. */
export function verdictCounts(features: readonly NamedAgreement[]) {
  const groups = groupNames(features);
  return groups.map(({ label, members }) => {
    const count = (verdict: string | null) =>
      members.filter((one) => one.verdict === verdict).length;
    return {
      label,
      total: members.length,
      excellent: count("excellent"),
      good: count("good"),
      moderate: count("moderate"),
      poor: count("poor"),
      none: count(null),
    };
  });
}

/** Families of each image. */
export function groupNames(features: readonly NamedAgreement[]) {
  const groups = new Map<string, NamedAgreement[]>();
  for (const one of features) {
    const { image, family } = one.key;
    const label = image === "original" ? familyName(family) : `${familyName(family)} — ${image}`;
    const members = groups.get(label) ?? [];
    members.push(one);
    groups.set(label, members);
  }
  return [...groups].map(([label, members]) => ({ label, members }));
}

/** Verdicts by family, as bars. */
export function verdictFigure(features: readonly NamedAgreement[]): Html {
  const counts = verdictCounts(features);
  const rows = counts.flatMap((family) =>
    [...verdicts, "none" as const].map((verdict) => ({
      family: family.label,
      verdict: verdict === "none" ? "no verdict" : verdict,
      count: family[verdict],
    })),
  );
  const svg = draw({
    width: 860,
    height: 60 + 24 * counts.length,
    marginLeft: marginFor(counts.map(({ label }) => label)),
    x: { label: "features", grid: true },
    y: { label: null, domain: counts.map(({ label }) => label) },
    color: {
      domain: [...verdicts, "no verdict"],
      range: [...verdicts.map((verdict) => verdictColours[verdict]), "#bbbbbb"],
    },
    marks: [
      Plot.barX(
        rows,
        Plot.stackX({
          y: "family",
          x: "count",
          fill: "verdict",
          order: [...verdicts, "no verdict"],
        }),
      ),
      Plot.text(
        rows.filter(({ count }) => count > 0),
        Plot.stackX({
          y: "family",
          x: "count",
          z: "verdict",
          order: [...verdicts, "no verdict"],
          text: (d: { count: number }) => String(d.count),
          fill: "white",
          fontWeight: "bold",
        }),
      ),
    ],
  });
  return figure(
    svg,
    `Bars of the number of features of each family by verdict; the same numbers are in the table that follows.`,
    "Features of each family by verdict: the lower bound of the confidence interval of the intraclass correlation, below 0.5 poor (red), from 0.5 moderate (orange), from 0.75 good (light green), from 0.9 excellent (dark green); grey: no verdict.",
  );
}

/** Correlations below this are as good as none: they are drawn here, at the edge. */
const lowest = -0.25;

/** The intraclass correlation of every feature of a group with its interval. */
export function correlationFigure(label: string, members: readonly NamedAgreement[]): Html {
  const inside = (value: number | null) => (value === null ? null : Math.max(lowest, value));
  const rows = members.map(({ key, icc: [icc], verdict }) => ({
    name: key.name,
    aggregation: key.aggregation ?? "",
    value: inside(icc.value),
    lower: inside(icc.interval?.lower ?? icc.value),
    upper: inside(icc.interval?.upper ?? icc.value),
    verdict: verdict ?? "no verdict",
  }));
  const names = [...new Set(rows.map(({ name }) => name))];
  const aggregations = [...new Set(rows.map(({ aggregation }) => aggregation))];
  const known = rows.filter(({ value }) => value !== null);
  const y = { y: "name", ...(aggregations.length > 1 ? { fx: "aggregation" } : {}) };
  const svg = draw({
    width: 860,
    height: 70 + 16 * names.length,
    marginLeft: marginFor(names),
    marginRight: 20,
    x: { domain: [lowest, 1], label: members[0].icc[0].form, grid: true },
    fx: { label: null },
    y: { domain: names, label: null },
    color: {
      domain: [...verdicts, "no verdict"],
      range: [...verdicts.map((verdict) => verdictColours[verdict]), "#888888"],
    },
    marks: [
      Plot.ruleX(Object.values(verdictThresholds), { stroke: "#999999", strokeDasharray: "3,3" }),
      Plot.link(known, {
        ...y,
        x1: "lower",
        x2: "upper",
        y1: "name",
        y2: "name",
        stroke: "verdict",
      }),
      Plot.dot(known, { ...y, x: "value", fill: "verdict", r: 3.2 }),
    ],
  });
  return figure(
    svg,
    `Intraclass correlation with confidence interval of the ${members.length} features of ${label}; the same numbers are in the table of all features.`,
    `${label}: ${members[0].icc[0].form} with its confidence interval. Dashed lines are the limits of the verdicts; what lies below −0.25 is drawn there; a feature without a mark has no value (see the table).`,
  );
}
