import { type Drawing, fitted } from "../html-report/drawing.ts";
import type { Html } from "../html-report/html.ts";
import type { Association } from "../radiogenomics/association-row.ts";
import type {
  GroupOutcome,
  NumberOutcome,
  Outcome,
  SurvivalOutcome,
} from "../radiogenomics/outcome.ts";

const frame = { width: 410, height: 300, marginLeft: 60, marginBottom: 42, marginTop: 14 };
/** An axis whose label stands beside it. */
const upright = { labelAnchor: "center", labelArrow: "none", grid: true } as const;

/** A feature against an outcome: boxes of groups, points of numbers, survival of the halves at the median. */
export function pairFigure(
  drawing: Drawing,
  { feature, outcome: name, n }: Association,
  values: Float64Array,
  outcome: Outcome,
): Html {
  const label = fitted(feature, 52);
  const file = `pair-${feature}-${name}`;
  if (outcome.type === "survival") return survival(drawing, label, file, values, outcome);
  const [picture, what] =
    "values" in outcome
      ? [scatter(drawing, label, values, outcome), "points"]
      : [boxes(drawing, label, values, outcome), "boxes"];
  return drawing.figure(
    file,
    [picture],
    `${feature} against ${name}, ${what} of ${n} cases.`,
    what === "boxes"
      ? `${feature} by ${name}: ${n} cases; boxes are quartiles, whiskers reach to 1.5 times their distance.`
      : `${feature} against ${name}: ${n} cases.`,
  );
}

function scatter({ Plot, draw }: Drawing, label: string, x: Float64Array, outcome: NumberOutcome) {
  const points = pointsOf(x, (row) => outcome.values[row]).filter(({ y }) => Number.isFinite(y));
  return draw({
    ...frame,
    x: { label, grid: true },
    y: { ...upright, label: fitted(outcome.name, 40) },
    marks: [Plot.dot(points, { x: "x", y: "y", r: 2.8, fill: "#2c7fb8", fillOpacity: 0.7 })],
  });
}

function boxes({ Plot, draw }: Drawing, label: string, x: Float64Array, outcome: GroupOutcome) {
  const points = pointsOf(x, (row) => outcome.group[row])
    .filter(({ y }) => y >= 0)
    .map(({ x: value, y }) => ({ value, group: fitted(outcome.groups[y], 16) }));
  return draw({
    ...frame,
    fx: {
      label: fitted(outcome.name, 40),
      domain: outcome.groups.map((one) => fitted(one, 16)),
      axis: "bottom",
    },
    y: { ...upright, label },
    marks: [
      Plot.boxY(points, {
        fx: "group",
        y: "value",
        fill: "#9ecae1",
        fillOpacity: 0.55,
        stroke: "currentColor",
        r: 0,
      }),
      Plot.dot(
        points,
        Plot.dodgeX("middle", {
          fx: "group",
          y: "value",
          r: 2,
          fill: "#c46210",
          fillOpacity: 0.8,
        }),
      ),
    ],
  });
}

function survival(
  drawing: Drawing,
  label: string,
  file: string,
  x: Float64Array,
  outcome: SurvivalOutcome,
): Html {
  const { Plot, draw } = drawing;
  const rows = [...x.keys()].filter((row) =>
    [x[row], outcome.time[row], outcome.event[row]].every(Number.isFinite),
  );
  const sorted = Float64Array.from(rows, (row) => x[row]).sort();
  const median = sorted[Math.floor(sorted.length / 2)];
  // where half of the cases or more have the smallest value, that is the lower half
  const isLower = (row: number) => (median > sorted[0] ? x[row] < median : x[row] <= median);
  const halves = [
    { half: "lower values", its: rows.filter(isLower) },
    { half: "higher values", its: rows.filter((row) => !isLower(row)) },
  ];
  const curves = halves.flatMap(({ half, its }) =>
    kaplanMeier(its, outcome).map((step) => ({ half, ...step })),
  );
  const picture = draw({
    ...frame,
    x: { label: fitted(outcome.name, 40), grid: true },
    y: { ...upright, label: "without the event", domain: [0, 1] },
    color: { domain: halves.map(({ half }) => half), range: ["#2c7fb8", "#b35806"], legend: false },
    marks: [
      Plot.line(curves, {
        x: "time",
        y: "part",
        stroke: "half",
        curve: "step-after",
        strokeWidth: 1.8,
      }),
      // cases that were last seen without the event
      Plot.ruleX(
        curves.filter(({ censored }) => censored),
        {
          x: "time",
          y1: ({ part }: Step) => part - 0.02,
          y2: ({ part }: Step) => part + 0.02,
          stroke: "half",
        },
      ),
      ...halves.map((half, n) =>
        Plot.text([half], { frameAnchor: "top-right", text: "half", fill: "half", dy: 2 + 14 * n }),
      ),
    ],
  });
  return drawing.figure(
    file,
    [picture],
    `Kaplan-Meier curves of ${rows.length} cases, divided at the median of ${label}.`,
    `Kaplan-Meier curves of ${rows.length} cases divided at the median of ${label}. For illustration: the test took the feature as a number, and the median was not chosen by outcome.`,
  );
}

/** A step of a Kaplan-Meier curve. */
interface Step {
  readonly time: number;
  readonly part: number;
  /** Whether a case was last seen here without the event. */
  readonly censored: boolean;
}

function kaplanMeier(rows: readonly number[], { time, event }: SurvivalOutcome): Step[] {
  const order = rows.toSorted((a, b) => time[a] - time[b] || event[b] - event[a]);
  let part = 1;
  const steps = [{ time: 0, part, censored: false }];
  order.forEach((row, k) => {
    if (event[row] === 1) part *= 1 - 1 / (order.length - k);
    steps.push({ time: time[row], part, censored: event[row] === 0 });
  });
  return steps;
}

function pointsOf(x: Float64Array, y: (row: number) => number) {
  return [...x.keys()]
    .filter((row) => Number.isFinite(x[row]))
    .map((row) => ({ x: x[row], y: y(row) }));
}
