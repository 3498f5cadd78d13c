import { type Drawing, fitted, fullWidth, marginFor } from "../html-report/drawing.ts";
import type { Html } from "../html-report/html.ts";
import { counted } from "../messages/phrases.ts";
import type { HarmonisationModel } from "../radiogenomics/harmonisation-model.ts";

/** Colours of what is before and after. */
export const stages = { domain: ["before", "after"], range: ["#b35806", "#2c7fb8"] } as const;

/** What batches explain of a feature's spread. */
export interface FeatureParts {
  readonly feature: string;
  readonly before: number;
  readonly after: number;
}

/** What batches explain of every feature, before and after, in the order of before. */
export function partsFigure({ Plot, draw, figure }: Drawing, parts: readonly FeatureParts[]): Html {
  const order = parts.toSorted((a, b) => b.before - a.before);
  const points = order.flatMap(({ before, after }, n) => [
    { place: n + 1, part: before, stage: "before" },
    { place: n + 1, part: after, stage: "after" },
  ]);
  const picture = draw({
    width: fullWidth,
    height: 300,
    marginLeft: 60,
    marginBottom: 42,
    marginTop: 22,
    marginRight: 20,
    x: { label: "features, by what batches explain before", domain: [0, order.length + 1] },
    y: {
      domain: [0, 1],
      label: "part that batches explain",
      labelAnchor: "center",
      labelArrow: "none",
      grid: true,
    },
    color: stages,
    marks: [
      Plot.link(order, {
        x1: (_: FeatureParts, n: number) => n + 1,
        x2: (_: FeatureParts, n: number) => n + 1,
        y1: "before",
        y2: "after",
        stroke: "currentColor",
        strokeOpacity: Math.min(0.35, 40 / order.length),
      }),
      Plot.dot(points, { x: "place", y: "part", fill: "stage", r: order.length > 200 ? 1.6 : 2.8 }),
      ...stages.domain.map((stage, n) =>
        Plot.text([stage], {
          frameAnchor: "top-right",
          text: [stage],
          fill: stages.range[n],
          dy: -2 + 14 * n,
          dx: -4,
        }),
      ),
    ],
  });
  return figure(
    "batches",
    [picture],
    `What batches explain of ${order.length} features, before and after.`,
    "Each feature: the part of its spread that batches explain (partial eta squared, given what is kept), before (orange) and after (blue).",
  );
}

/** So many batches have names beside an axis; of more, the largest. */
const mostBatches = 30;

/** Shifts and spreads of all features in each batch. */
export function effectsFigure({ Plot, draw, figure }: Drawing, model: HarmonisationModel): Html {
  const { batches, reference, meanOnly } = model;
  const largest = batches
    .map(({ name, cases }, place) => ({ place, cases, label: fitted(name, 30) }))
    .toSorted((a, b) => b.cases - a.cases)
    .slice(0, mostBatches)
    .sort((a, b) => a.place - b.place);
  const estimates = Object.values(model.features).filter((one) => one !== null);
  const panel = (what: "shifts" | "spreads", label: string, neutral: number) =>
    draw({
      width: fullWidth,
      height: 70 + 34 * largest.length,
      marginLeft: marginFor(largest.map((one) => one.label)),
      marginBottom: 42,
      marginTop: 8,
      marginRight: 20,
      x: { label, labelAnchor: "center", grid: true, nice: true },
      y: { domain: largest.map((one) => one.label), label: null, tickSize: 0 },
      marks: [
        Plot.ruleX([neutral], { strokeOpacity: 0.5 }),
        Plot.boxX(
          largest.flatMap(({ place, label: name }) =>
            estimates.map((one) => ({ name, value: one[what][place] })),
          ),
          {
            x: "value",
            y: "name",
            fill: "#9ecae1",
            fillOpacity: 0.55,
            stroke: "currentColor",
            r: 1.6,
          },
        ),
      ],
    });
  const pictures = [panel("shifts", "shift, in standard deviations", 0)];
  if (!meanOnly) pictures.push(panel("spreads", "spread, as a part of the standard deviation", 1));
  const some =
    largest.length < batches.length
      ? ` Of ${batches.length} batches the ${largest.length} largest.`
      : "";
  const stays = reference === null ? "" : ` ${reference} is the reference and stays as it is.`;
  return figure(
    "effects",
    pictures,
    `Estimated shifts${meanOnly ? "" : " and spreads"} of ${estimates.length} features in ${counted(largest.length, "batch", "batches")}.`,
    `What was estimated for ${estimates.length} features, and is taken out: boxes are quartiles, whiskers reach to 1.5 times their distance, dots are features beyond.${stays}${some}`,
  );
}

/** So many batches are drawn of one feature; of more, those with the most cases. */
const mostBoxes = 8;

/** A feature by batch, before and after. */
export function featureFigure(
  { Plot, draw, figure }: Drawing,
  { feature, before, after }: FeatureParts,
  values: Readonly<Record<"before" | "after", Float64Array>>,
  batch: readonly string[],
): Html {
  const sizes = new Map<string, number>();
  for (const name of batch) sizes.set(name, (sizes.get(name) ?? 0) + 1);
  const drawn = [...sizes]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, mostBoxes)
    .map(([name]) => name)
    .sort();
  const label = new Map(drawn.map((name) => [name, fitted(name, 14)]));
  const points = stages.domain.flatMap((stage) =>
    [...values[stage].keys()].flatMap((row) => {
      const name = label.get(batch[row]);
      const value = values[stage][row];
      return name === undefined || !Number.isFinite(value) ? [] : [{ stage, name, value }];
    }),
  );
  const steep = Math.max(...[...label.values()].map(({ length }) => length)) * drawn.length > 18;
  const picture = draw({
    width: 410,
    height: steep ? 350 : 300,
    marginLeft: 60,
    marginTop: 30,
    marginBottom: steep ? 92 : 30,
    fx: { domain: [...stages.domain], label: null, axis: "top" },
    x: {
      domain: [...label.values()],
      label: null,
      tickSize: 0,
      tickRotate: steep ? -60 : 0,
    },
    y: {
      label: fitted(feature, 44),
      nice: true,
      labelAnchor: "center",
      labelArrow: "none",
      grid: true,
    },
    color: stages,
    marks: [
      Plot.boxY(points, {
        fx: "stage",
        x: "name",
        y: "value",
        fill: "stage",
        fillOpacity: 0.4,
        stroke: "currentColor",
        r: 1.6,
      }),
    ],
  });
  const some = drawn.length < sizes.size ? ` Of ${sizes.size} batches the largest.` : "";
  const percent = (part: number) =>
    Number.isNaN(part) ? "–" : `${(100 * part).toFixed(1)}\u00a0%`;
  return figure(
    `feature-${feature}`,
    [picture],
    `${feature} by batch, before and after.`,
    `${feature}: batches explain ${percent(before)} before, ${percent(after)} after.${some}`,
  );
}
