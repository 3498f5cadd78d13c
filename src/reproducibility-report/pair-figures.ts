import { formatNumber } from "../report/format-number.ts";
import type { FeatureAgreement } from "../reproducibility/agreement-table.ts";
import type { Ratings } from "../reproducibility/ratings.ts";
import { draw, Plot } from "./drawing.ts";
import { figure, type Html } from "./html.ts";

interface Pair {
  readonly mean: number;
  readonly difference: number;
}

const size = { width: 430, height: 330, marginLeft: 62, marginBottom: 40 } as const;

/** Differences of two measurements against their mean, with bias and limits of agreement. */
export function blandAltmanFigure(
  { feature, limits }: FeatureAgreement,
  ratings: Ratings,
  names: readonly string[],
): Html | null {
  const pairs = pairsIn(ratings).map(([a, b]): Pair => ({ mean: (a + b) / 2, difference: a - b }));
  const [bias, lower, upper] = [limits?.bias.value, limits?.lower.value, limits?.upper.value];
  if (pairs.length === 0 || bias == null || lower == null || upper == null) return null;
  const svg = draw({
    ...size,
    x: { label: "mean", nice: true, ticks: 5 },
    y: { label: `${names[0]} − ${names[1]}`, nice: true, grid: true },
    marks: [
      Plot.ruleY([0], { stroke: "#999999" }),
      Plot.ruleY([bias], { stroke: "#2166ac", strokeWidth: 1.5 }),
      Plot.ruleY([lower, upper], { stroke: "#b2182b", strokeDasharray: "5,4" }),
      Plot.dot(pairs, { x: "mean", y: "difference", r: 3.2, fill: "black", fillOpacity: 0.6 }),
    ],
  });
  return figure(
    svg,
    `Bland-Altman plot of ${feature}: ${pairs.length} differences, bias ${formatNumber(bias)}, limits of agreement ${formatNumber(lower)} to ${formatNumber(upper)}.`,
    `Bland–Altman plot of ${feature}: bias ${formatNumber(bias)} (blue), 95 % limits of agreement ${formatNumber(lower)} and ${formatNumber(upper)} (red, dashed), ${pairs.length} subjects.`,
  );
}

/** The first measurement against the second. */
export function testRetestFigure(
  { feature, icc: [icc] }: FeatureAgreement,
  ratings: Ratings,
  names: readonly string[],
): Html | null {
  const pairs = pairsIn(ratings);
  if (pairs.length === 0) return null;
  const all = pairs.flat();
  const line = [Math.min(...all), Math.max(...all)].map((v) => ({ x: v, y: v }));
  const svg = draw({
    ...size,
    x: { label: names[0], nice: true, ticks: 5 },
    y: { label: names[1], nice: true, grid: true },
    marks: [
      Plot.line(line, { x: "x", y: "y", stroke: "#999999" }),
      Plot.dot(pairs, { x: "0", y: "1", r: 3.2, fill: "black", fillOpacity: 0.6 }),
    ],
  });
  const value = icc.value === null ? "not defined" : icc.value.toFixed(3);
  return figure(
    svg,
    `${names[1]} against ${names[0]} of ${feature} for ${pairs.length} subjects; ${icc.form} ${value}.`,
    `${feature}: ${names[1]} against ${names[0]}, with the line of equality; ${icc.form} ${value}.`,
  );
}

/** What measurements without an order differ by from the subject's mean, against that mean. */
export function spreadFigure(
  { feature, withinSubject: { sd, repeatability } }: FeatureAgreement,
  ratings: Ratings,
): Html | null {
  const points = ratings.flatMap((row): Pair[] => {
    const present = row.filter((value): value is number => Number.isFinite(value));
    const mean = present.reduce((sum, value) => sum + value, 0) / present.length;
    return present.length < 2 ? [] : present.map((v) => ({ mean, difference: v - mean }));
  });
  if (points.length === 0 || sd.value === null || repeatability.value === null) return null;
  const svg = draw({
    ...size,
    width: 860,
    x: { label: "mean of the subject", nice: true },
    y: { label: "measurement − mean", nice: true, grid: true },
    marks: [
      Plot.ruleY([0], { stroke: "#2166ac", strokeWidth: 1.5 }),
      Plot.ruleY([-1.96 * sd.value, 1.96 * sd.value], {
        stroke: "#b2182b",
        strokeDasharray: "5,4",
      }),
      Plot.dot(points, { x: "mean", y: "difference", r: 2.6, fill: "black", fillOpacity: 0.4 }),
    ],
  });
  return figure(
    svg,
    `Measurements of ${feature} less the subject's mean, against that mean; within-subject standard deviation ${formatNumber(sd.value)}.`,
    `${feature}: measurements less the subject's mean, ± 1.96 within-subject standard deviations (${formatNumber(sd.value)}; red, dashed). Two measurements of a subject differ by less than the repeatability coefficient, ${formatNumber(repeatability.value)}, in 95 % of pairs.`,
  );
}

/** The first two measurements of each subject that has both. */
function pairsIn(ratings: Ratings): [number, number][] {
  return ratings.flatMap(([a = null, b = null]): [number, number][] =>
    a !== null && b !== null && Number.isFinite(a) && Number.isFinite(b) ? [[a, b]] : [],
  );
}
