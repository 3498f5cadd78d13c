import { groupBy } from "../base/group-by.ts";
import { type Drawing, fitted, fullWidth, marginFor } from "../html-report/drawing.ts";
import type { Html } from "../html-report/html.ts";
import { verdictThresholds } from "../reproducibility/verdict.ts";
import { type FamilyGroup, imageTitle, type NamedAgreement } from "./named-agreement.ts";
import { verdictScale, verdictWord } from "./verdict-colours.ts";
import { verdictLegend } from "./verdict-legend.ts";

/**
 * The lowest correlation that is drawn: lower ones mean no reliability either, and are drawn at this
 * value.
 */
const edge = -0.25;

/** What the figures of all families share, so that their axes lie below each other. */
export interface CorrelationAxis {
  /** Where the axis starts: 0 or below. */
  readonly lowest: number;
  /** Room for the names of features, in pixels. */
  readonly marginLeft: number;
  /** Aggregations of all families, in the order of the table; "" for features without one. */
  readonly aggregations: readonly string[];
  /** The most panels that one figure has, one for each aggregation of a family. */
  readonly panels: number;
}

/** The axis that the figures of these features share. */
export function correlationAxis(features: readonly NamedAgreement[]): CorrelationAxis {
  const byFamily = groupBy(features, ({ image, family }) => JSON.stringify([image, family]));
  const panels = [...byFamily.values()].map(
    (own) => new Set(own.map((one) => one.aggregation)).size,
  );
  return {
    panels: Math.max(...panels),
    lowest: lowestDrawn(features),
    marginLeft: marginFor([...new Set(features.map(({ name }) => fitted(name)))]),
    aggregations: [...new Set(features.map(({ aggregation }) => aggregation ?? ""))],
  };
}

const marginRight = 16;

/** The part of a panel's step that is left free. */
const padding = 0.1;

/** Width of so many panels, where `most` panels take the whole line. The first lies at the same place in all. */
function panelsWidth(panels: number, most: number, marginLeft: number): number {
  const whole = fullWidth - marginLeft - marginRight;
  return (whole * (panels - padding)) / (most - padding);
}

function lowestDrawn(features: readonly NamedAgreement[]): number {
  const below = features.some(({ icc: [{ value, interval }] }) => {
    return (interval?.lower ?? value ?? 0) < 0;
  });
  return below ? edge : 0;
}

/**
 * A dot plot of the intraclass correlation of every feature of a family with its interval: a panel for each
 * aggregation, a line for each feature.
 *
 */
export function correlationFigure(
  drawing: Drawing,
  image: string,
  { family, members }: FamilyGroup,
  { lowest, marginLeft, aggregations: all, panels }: CorrelationAxis,
): Html {
  const { Plot, draw } = drawing;
  const marks = members.flatMap((one) => markOf(one, lowest));
  const names = [...new Set(members.map(({ name }) => fitted(name)))];
  const own = new Set(members.map(({ aggregation }) => aggregation ?? ""));
  const aggregations = all.filter((one) => own.has(one));
  const several = aggregations.length > 1;
  const place = { y: "name", ...(several ? { fx: "aggregation" } : {}) };
  const [{ form }] = members[0].icc;
  const svg = draw({
    width: marginLeft + marginRight + panelsWidth(aggregations.length, panels, marginLeft),
    height: 62 + (several ? 20 : 0) + 16 * names.length,
    marginTop: several ? 24 : 6,
    marginBottom: 40, // room for the label below the numbers
    marginLeft,
    marginRight,
    x: {
      domain: [lowest, 1],
      label: form,
      ticks: ticksFor(panels),
      tickFormat: String,
      grid: true,
    },
    fx: { label: null, domain: aggregations, padding: 0, paddingInner: padding, round: false },
    y: { domain: names, label: null },
    color: verdictScale,
    marks: [
      Plot.ruleX(Object.values(verdictThresholds), {
        stroke: "currentColor",
        strokeOpacity: 0.6,
        strokeDasharray: "3,3",
      }),
      Plot.link(marks, {
        ...place,
        x1: "lower",
        x2: "upper",
        y1: "name",
        y2: "name",
        strokeWidth: 1.2,
      }),
      Plot.dot(marks, {
        ...place,
        x: "value",
        fill: "verdict",
        stroke: "currentColor",
        strokeWidth: 0.8,
      }),
    ],
  });
  const missing = members.length - marks.length;
  const note = missing === 0 ? "" : ` ${missing} without a value have no mark.`;
  return drawing.figure(
    `correlations-${image}-${family}`,
    [verdictLegend(), svg],
    `${imageTitle(image)}, ${family}: dot plot of the intraclass correlations of ${members.length} features with their intervals. The numbers are in the table of all features.`,
    `${family}: ${form} and its interval${several ? `, ${aggregations.join(" and ")}` : ""}. Dashed lines are the limits of the verdicts, which are those of the interval's lower bound.${note}`,
  );
}

/** Numbers at the axis; fewer where many panels share the width. */
function ticksFor(panels: number): number[] {
  return panels > 3 ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1];
}

function markOf({ name, aggregation, icc: [icc], verdict }: NamedAgreement, lowest: number) {
  const inside = (value: number) => Math.max(lowest, value);
  if (icc.value === null) return [];
  return [
    {
      name: fitted(name),
      aggregation: aggregation ?? "",
      value: inside(icc.value),
      lower: inside(icc.interval?.lower ?? icc.value),
      upper: inside(icc.interval?.upper ?? icc.value),
      verdict: verdictWord(verdict),
    },
  ];
}
