import { type Drawing, fitted, fullWidth } from "../html-report/drawing.ts";
import type { Html } from "../html-report/html.ts";
import { formatNumber } from "../report/format-number.ts";
import type { AgreementTable } from "../reproducibility/agreement-table.ts";
import type { Ratings } from "../reproducibility/ratings.ts";
import type { NamedAgreement } from "./named-agreement.ts";

/**
 * Figures of one feature's measurements. For two measurements a subject: a Bland-Altman plot and one
 * measurement against the other. Else: the measurements by subject, and their spread around the subject's
 * mean. A figure that has nothing to show is left out.
 */
export function featureFigures(
  drawing: Drawing,
  one: NamedAgreement,
  ratings: Ratings,
  { subjects, measurements: names }: Pick<AgreementTable, "subjects" | "measurements">,
): Html[] {
  const figures =
    names?.length === 2
      ? [
          blandAltmanFigure(drawing, one, ratings, names),
          testRetestFigure(drawing, one, ratings, names),
        ]
      : [
          subjectsFigure(drawing, one, ratings, subjects, names),
          spreadFigure(drawing, one, ratings),
        ];
  return figures.filter((drawn) => drawn !== null);
}

const size = {
  width: fullWidth / 2,
  height: 330,
  marginLeft: 62,
  marginBottom: 40,
  marginRight: 24,
} as const;

const limit = { stroke: "#c46210", strokeWidth: 1.5, strokeDasharray: "5,4" } as const;
const centre = { stroke: "#3f8ac9", strokeWidth: 1.5 } as const;
const point = { r: 3.2, fill: "currentColor", fillOpacity: 0.6 } as const;

/** Differences of two measurements against their mean, with bias and limits of agreement. */
function blandAltmanFigure(
  drawing: Drawing,
  { feature, limits }: NamedAgreement,
  ratings: Ratings,
  names: readonly string[],
): Html | null {
  const { Plot, draw } = drawing;
  const pairs = pairsIn(ratings).map(([a, b]) => ({ mean: (a + b) / 2, difference: a - b }));
  const [bias, lower, upper] = [limits?.bias.value, limits?.lower.value, limits?.upper.value];
  if (pairs.length === 0 || bias == null || lower == null || upper == null) return null;
  const svg = draw({
    ...size,
    x: { label: "mean", nice: true, ticks: 5 },
    y: { label: `${names[0]} − ${names[1]}`, nice: true, grid: true },
    marks: [
      Plot.ruleY([0], { stroke: "currentColor", strokeOpacity: 0.6 }),
      Plot.ruleY([bias], centre),
      Plot.ruleY([lower, upper], limit),
      Plot.dot(pairs, { x: "mean", y: "difference", ...point }),
    ],
  });
  const found = `bias ${formatNumber(bias)}, 95 % limits of agreement ${formatNumber(lower)} and ${formatNumber(upper)}`;
  return drawing.figure(
    `feature-${feature}-bland-altman`,
    [svg],
    `Bland-Altman plot of ${feature}: differences of ${pairs.length} subjects against their means; ${found}.`,
    `Bland–Altman plot: bias ${formatNumber(bias)} (blue), 95 % limits of agreement ${formatNumber(lower)} and ${formatNumber(upper)} (orange, dashed); ${subjectsOf(pairs.length)}.`,
  );
}

/** The first measurement against the second. */
function testRetestFigure(
  drawing: Drawing,
  { feature, icc: [icc] }: NamedAgreement,
  ratings: Ratings,
  [first, second]: readonly string[],
): Html | null {
  const { Plot, draw } = drawing;
  const pairs = pairsIn(ratings);
  if (pairs.length === 0) return null;
  const all = pairs.flat();
  const line = [Math.min(...all), Math.max(...all)];
  const svg = draw({
    ...size,
    x: { label: first, nice: true, ticks: 5 },
    y: { label: second, nice: true, grid: true },
    marks: [
      Plot.line(line, {
        x: (v: number) => v,
        y: (v: number) => v,
        stroke: "currentColor",
        strokeOpacity: 0.6,
      }),
      Plot.dot(pairs, { x: "0", y: "1", ...point }),
    ],
  });
  const value = `${icc.form} ${icc.value === null ? "not defined" : icc.value.toFixed(3)}`;
  return drawing.figure(
    `feature-${feature}-retest`,
    [svg],
    `${second} against ${first} of ${feature} for ${subjectsOf(pairs.length)}; ${value}.`,
    `${second} against ${first}, with the line of equality; ${value}, ${subjectsOf(pairs.length)}.`,
  );
}

/** Up to so many subjects are named below the axis, with at most so many characters each. */
const named = { subjects: 30, characters: 16 } as const;

/** Every measurement against its subject, subjects in the order of their means. */
function subjectsFigure(
  drawing: Drawing,
  { feature, icc: [icc] }: NamedAgreement,
  ratings: Ratings,
  subjects: readonly string[],
  names: readonly string[] | null,
): Html | null {
  const { Plot, draw } = drawing;
  const rows = ratings
    .map((row, s) => ({
      subject: fitted(subjects[s], named.characters),
      values: row.flatMap((value, n) => (isValue(value) ? [{ value, by: names?.[n] }] : [])),
    }))
    .filter(({ values }) => values.length > 0)
    .sort((a, b) => meanOf(a.values) - meanOf(b.values));
  if (rows.length === 0) return null;
  const points = rows.flatMap(({ values }, at) => values.map((one) => ({ ...one, at })));
  const ends = rows.map((row, at) => {
    const values = row.values.map(({ value }) => value);
    return { at, lower: Math.min(...values), upper: Math.max(...values) };
  });
  const few = names !== null && names.length <= 6;
  const withNames = rows.length <= named.subjects;
  const room = withNames ? 6 * Math.max(...rows.map(({ subject }) => subject.length)) : 0;
  const svg = draw({
    ...size,
    height: size.height + room,
    marginBottom: size.marginBottom + room,
    x: {
      label: "subjects in the order of their means",
      domain: [-0.5, rows.length - 0.5],
      ticks: withNames ? rows.map((_, at) => at) : 0,
      tickFormat: (at: number) => rows[at].subject,
      tickRotate: withNames ? -90 : 0,
    },
    y: { label: "measurement", nice: true, grid: true },
    symbol: { legend: false },
    marks: [
      Plot.ruleX(ends, {
        x: "at",
        y1: "lower",
        y2: "upper",
        stroke: "currentColor",
        strokeOpacity: 0.6,
      }),
      Plot.dot(points, { x: "at", y: "value", ...point, ...(few ? { symbol: "by" } : {}) }),
    ],
  });
  const value = `${icc.form} ${icc.value === null ? "not defined" : icc.value.toFixed(3)}`;
  const what = `${points.length} measurements of ${subjectsOf(rows.length)}`;
  return drawing.figure(
    `feature-${feature}-subjects`,
    [svg],
    `Measurements of ${feature} by subject, subjects in the order of their means: ${what}; ${value}.`,
    `${what}, by subject, with their range; ${value}.`,
  );
}

/** The difference of every measurement from its subject's mean, against that mean. */
function spreadFigure(
  drawing: Drawing,
  { feature, withinSubject: { sd, repeatability } }: NamedAgreement,
  ratings: Ratings,
): Html | null {
  const { Plot, draw } = drawing;
  const points = ratings.flatMap((row) => {
    const values = row.filter(isValue).map((value) => ({ value }));
    const mean = meanOf(values);
    return values.length < 2 ? [] : values.map(({ value }) => ({ mean, difference: value - mean }));
  });
  if (points.length === 0 || sd.value === null || repeatability.value === null) return null;
  // a subject's mean takes a degree of freedom, so that k values lie closer to it than to the true value
  const used = ratings.map((row) => row.filter(isValue).length).filter((count) => count > 1);
  const repeats = used.reduce((sum, count) => sum + count, 0) / used.length;
  const band = sd.value * Math.sqrt((repeats - 1) / repeats);
  const within = formatNumber(sd.value);
  const svg = draw({
    ...size,
    x: { label: "mean of the subject", nice: true, ticks: 5 },
    y: { label: "measurement − mean", nice: true, grid: true },
    marks: [
      Plot.ruleY([0], centre),
      Plot.ruleY([-1.96 * band, 1.96 * band], limit),
      Plot.dot(points, { x: "mean", y: "difference", ...point }),
    ],
  });
  return drawing.figure(
    `feature-${feature}-spread`,
    [svg],
    `Measurements of ${feature} less the subject's mean, against that mean; within-subject standard deviation ${within}.`,
    `Measurements less the subject's mean, against it, as in a Bland–Altman plot; ± 1.96 standard deviations of these residuals (orange, dashed), ${formatNumber(band)}: the within-subject standard deviation, ${within}, times √((k − 1) / k) with k = ${formatNumber(repeats)} measurements of a subject. Two measurements differ by less than the repeatability coefficient, ${formatNumber(repeatability.value)}, in 95 % of pairs.`,
  );
}

function subjectsOf(count: number): string {
  return `${count} ${count === 1 ? "subject" : "subjects"}`;
}

function meanOf(row: readonly { readonly value: number }[]): number {
  return row.reduce((sum, { value }) => sum + value, 0) / row.length;
}

function isValue(value: number | null | undefined): value is number {
  return Number.isFinite(value);
}

/** The first two measurements of each subject that has both. */
function pairsIn(ratings: Ratings): [number, number][] {
  return ratings.flatMap(([a, b]): [number, number][] =>
    isValue(a) && isValue(b) ? [[a, b]] : [],
  );
}
