import type { CaseHabitats } from "../habitats/find-habitats.ts";
import { placeLabels } from "../habitats/place-labels.ts";
import { drawnNumbers } from "../habitats/points.ts";
import { criterionNames } from "../habitats/settings.ts";
import type { HabitatStability } from "../habitats/stability.ts";
import { type Drawing, fitted, fullWidth, marginFor } from "../html-report/drawing.ts";
import { type Html, html } from "../html-report/html.ts";
import { criterionTitles } from "./criterion-titles.ts";
import { habitatColour, habitatScale } from "./habitat-colours.ts";

/** Squares in the colours of the habitats, with their numbers. */
export function legend({ habitats }: CaseHabitats): Html {
  const entries = habitats.map(
    ({ label }) =>
      html`<span style="white-space:nowrap;margin-right:1.1em"><svg width="12" height="12" style="display:inline-block;vertical-align:-1px" aria-hidden="true"><rect width="12" height="12" fill="${habitatColour(label)}"/></svg> habitat ${label}</span> `,
  );
  return html`<p>${entries}</p>`;
}

/** The mean and spread of every map in every habitat, in units of the scaled maps. */
export function profileFigure({ Plot, draw, figure }: Drawing, found: CaseHabitats): Html {
  const { model, habitats } = found;
  const names = model.maps.map(({ name }) => fitted(name));
  const marks = model.maps.flatMap(({ name, shift, scale }, f) =>
    habitats.flatMap(({ label, maps }, n) => {
      const one = maps[name];
      if (one == null) return [];
      const middle = (one.mean - shift) / scale;
      // habitats lie one below the other within the line of a map
      const row = names[f];
      const dy = habitats.length === 1 ? 0 : (n / (habitats.length - 1) - 0.5) * 16;
      return [
        { row, label, middle, low: middle - one.sd / scale, high: middle + one.sd / scale, dy },
      ];
    }),
  );
  const unit = {
    zScore: "standard deviations from the mean",
    robust: "interquartile ranges from the median",
    none: "unit of the map",
  }[model.scaling];
  const picture = draw({
    width: fullWidth,
    height: 56 + 34 * names.length,
    marginLeft: marginFor(names),
    marginTop: 8,
    marginBottom: 42,
    x: { label: `in ${unit}`, labelAnchor: "center", grid: true, nice: true },
    y: { domain: names, label: null, tickSize: 0 },
    color: habitatScale(habitats),
    marks: [
      Plot.ruleX([0], { strokeOpacity: 0.5 }),
      ...habitats.flatMap(({ label }) => {
        const own = marks.filter((one) => one.label === label);
        const dy = own[0]?.dy ?? 0;
        return [
          Plot.ruleY(own, {
            y: "row",
            x1: "low",
            x2: "high",
            stroke: "label",
            strokeWidth: 1.6,
            dy,
          }),
          Plot.dot(own, { y: "row", x: "middle", fill: "label", r: 4.5, dy }),
        ];
      }),
    ],
  });
  return figure(
    "profiles",
    [picture],
    `The mean of ${names.length} maps in ${habitats.length} habitats. The numbers are in the table of habitats.`,
    "Each map: its mean in each habitat (dots) and one standard deviation to both sides (lines).",
  );
}

/** The three criteria of every number that was tried; null where the number was given. */
export function criterionFigure({ Plot, draw, figure }: Drawing, found: CaseHabitats): Html | null {
  const { tried, settings, habitats } = found;
  if (settings === null || tried.length < 2) return null;
  const pictures = criterionNames.map((name) => {
    const points = tried.flatMap((one) =>
      one[name] === null ? [] : [{ number: one.number, value: one[name] as number }],
    );
    const isChosen = (one: { number: number }) => one.number === habitats.length;
    const title = `${criterionTitles[name]}${name === settings.criterion ? " (it chose)" : ""}`;
    return draw({
      width: fullWidth,
      height: 150,
      marginLeft: 60,
      marginTop: 24,
      marginBottom: 38,
      x: {
        label: "number of habitats",
        labelAnchor: "center",
        labelArrow: "none",
        ticks: tried.map(({ number }) => number),
        tickFormat: "d",
        inset: 14,
      },
      y: { label: title, labelArrow: "none", grid: true, nice: true, ticks: 4 },
      marks: [
        Plot.line(points, { x: "number", y: "value", stroke: "currentColor", strokeOpacity: 0.6 }),
        Plot.dot(points, {
          x: "number",
          y: "value",
          fill: (one) => (isChosen(one) ? "#D55E00" : "#7a7f87"),
          r: (one) => (isChosen(one) ? 6 : 4),
        }),
      ],
    });
  });
  return figure(
    "criteria",
    pictures,
    `Three criteria of ${tried.length} numbers of habitats. The numbers are in the table of criteria.`,
    `Criteria by the number of habitats. Of the silhouette and of Calinski and Harabasz the highest value is the best, of Davies and Bouldin the lowest. ${criterionTitles[settings.criterion]} chose ${habitats.length} (orange).`,
  );
}

/** Voxels that are drawn of the first two maps. */
const mostVoxels = 1500;

/** The voxels by the first two maps; null where there is one map. */
export function scatterFigure({ Plot, draw, figure }: Drawing, found: CaseHabitats): Html | null {
  const { model, maps, labels, habitats } = found;
  const [first, second] = model.maps.map(({ name }) => maps.find((one) => one.name === name));
  if (first === undefined || second === undefined) return null;
  const { data } = placeLabels(labels, first.volume);
  const [x, y] = [first.volume.data, second.volume.data];
  const inside = Array.from(data.keys()).filter((v) => data[v] > 0);
  const some = drawnNumbers(inside.length, Math.min(mostVoxels, inside.length), 1);
  const points = Array.from(some, (n) => inside[n]).map((v) => ({
    x: x[v],
    y: y[v],
    label: data[v],
  }));
  const label = (map: typeof first) => `${fitted(map.name, 50)}${map.unit ? ` (${map.unit})` : ""}`;
  const picture = draw({
    width: fullWidth,
    height: 420,
    marginLeft: 70,
    marginBottom: 42,
    marginTop: 26,
    x: { label: label(first), labelAnchor: "center", labelArrow: "none", grid: true, nice: true },
    y: { label: label(second), labelArrow: "none", grid: true, nice: true },
    color: habitatScale(habitats),
    marks: [Plot.dot(points, { x: "x", y: "y", fill: "label", r: 1.8, fillOpacity: 0.65 })],
  });
  const drawn =
    some.length < inside.length
      ? `${some.length} of ${inside.length} voxels, drawn at random`
      : `All ${inside.length} voxels`;
  return figure(
    "voxels",
    [picture],
    `${some.length} voxels by ${first.name} and ${second.name}, in the colours of their habitats.`,
    `${drawn}, by the first two maps, in the colours of their habitats.`,
  );
}

/** The agreement of habitats with those of perturbed copies; null where no copy has any. */
export function stabilityFigure(
  { Plot, draw, figure }: Drawing,
  { rows }: HabitatStability,
  { habitats }: CaseHabitats,
): Html | null {
  const whole = "all (adjusted Rand)";
  const names = [whole, ...habitats.map(({ label }) => `habitat ${label} (Dice)`)];
  const marks = rows.flatMap(({ adjustedRand, dice }) => [
    ...(adjustedRand === null
      ? []
      : [{ name: whole, value: adjustedRand, colour: "currentColor" }]),
    ...dice.flatMap((value, n) =>
      value === null ? [] : [{ name: names[n + 1], value, colour: habitatColour(n + 1) }],
    ),
  ]);
  if (marks.length === 0) return null;
  const lowest = Math.min(0, ...marks.map(({ value }) => value));
  const picture = draw({
    width: fullWidth,
    height: 52 + 28 * names.length,
    marginLeft: marginFor(names),
    marginTop: 8,
    marginBottom: 40,
    x: {
      domain: [lowest, 1],
      label: "agreement with the habitats of the case",
      labelAnchor: "center",
      grid: true,
    },
    y: { domain: names, label: null, tickSize: 0 },
    marks: names.map((name) => {
      const own = marks.filter((one) => one.name === name);
      return Plot.tickX(own, {
        x: "value",
        y: "name",
        stroke: own[0]?.colour ?? "currentColor",
        strokeWidth: 2,
        strokeOpacity: 0.8,
        inset: 4,
      });
    }),
  });
  return figure(
    "stability",
    [picture],
    `Agreement of habitats over ${rows.length} perturbed copies. The numbers are in the table.`,
    `A line for each of ${rows.length} perturbed copies: how well its habitats agree with those of the case, over voxels that belong to one in both.`,
  );
}
