import { verdictThresholds } from "../reproducibility/verdict.ts";
import { type Drawing, fitted, fullWidth, marginFor } from "./drawing.ts";
import { figure, type Html } from "./html.ts";
import { type FamilyGroup, imageTitle, type NamedAgreement } from "./named-agreement.ts";
import { verdictScale, verdictWord } from "./verdict-colours.ts";

/**
 * The lowest correlation that is drawn: lower ones mean no reliability either, and are drawn at this
 * value.
 */
const edge = -0.25;

/** Where the correlation axis starts, the same in all figures of a report. */
export function lowestDrawn(features: readonly NamedAgreement[]): number {
  const below = features.some(({ icc: [{ value, interval }] }) => {
    return (interval?.lower ?? value ?? 0) < 0;
  });
  return below ? edge : 0;
}

/**
 * A dot plot of the intraclass correlation of every feature of a family with its interval: a panel for each
 * aggregation, a line for each feature.
 *
 * @param lowest where the axis starts: 0 or below
 */
export function correlationFigure(
  { Plot, draw }: Drawing,
  image: string,
  { family, members }: FamilyGroup,
  lowest: number,
): Html {
  const marks = members.flatMap((one) => markOf(one, lowest));
  const names = [...new Set(members.map(({ name }) => fitted(name)))];
  const aggregations = [...new Set(members.map(({ aggregation }) => aggregation ?? ""))];
  const several = aggregations.length > 1;
  const place = { y: "name", ...(several ? { fx: "aggregation" } : {}) };
  const [{ form }] = members[0].icc;
  const svg = draw({
    width: fullWidth,
    height: 62 + (several ? 20 : 0) + 16 * names.length,
    marginTop: several ? 24 : 6,
    marginBottom: 40, // room for the label below the numbers
    marginLeft: marginFor(names),
    marginRight: 16,
    x: {
      domain: [lowest, 1],
      label: form,
      ticks: ticksFor(aggregations.length),
      tickFormat: String,
      grid: true,
    },
    fx: { label: null, domain: aggregations },
    y: { domain: names, label: null },
    color: verdictScale,
    marks: [
      Plot.ruleX(Object.values(verdictThresholds), { stroke: "#767676", strokeDasharray: "3,3" }),
      Plot.link(marks, {
        ...place,
        x1: "lower",
        x2: "upper",
        y1: "name",
        y2: "name",
        strokeWidth: 1.2,
      }),
      Plot.dot(marks, { ...place, x: "value", fill: "verdict", stroke: "black", strokeWidth: 0.8 }),
    ],
  });
  const missing = members.length - marks.length;
  const note = missing === 0 ? "" : ` ${missing} without a value have no mark.`;
  return figure(
    svg,
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
