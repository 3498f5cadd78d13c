import { type Drawing, fitted, fullWidth, marginFor } from "../html-report/drawing.ts";
import type { Html } from "../html-report/html.ts";
import { scaleBar, signedColours } from "../html-report/scale-bar.ts";
import { counted } from "../messages/phrases.ts";
import { foundBelow } from "../radiogenomics/association-counts.ts";
import type { Association } from "../radiogenomics/association-row.ts";
import { clusterLeaves } from "../reproducibility/clustering.ts";
import { correlationMatrix } from "../reproducibility/correlation.ts";
import { scaledEffect, scaleText } from "./scaled-effect.ts";

/** So many features and outcomes are drawn on the map; of more, those with the smallest p. */
const mostDrawn = { features: 150, outcomes: 60 } as const;

/**
 * A map of effects: features in the order of their clustering, outcomes as columns, a dot where the false discovery
 * rate is small.
 *
 * @param qBelow the false discovery rate below which rows are there; null where all are
 */
export function associationMap(
  drawing: Drawing,
  features: Readonly<Record<string, Float64Array>>,
  rows: readonly Association[],
  qBelow: number | null,
): Html {
  const { Plot, draw } = drawing;
  const ofRows = [...new Set(rows.map(({ outcome }) => outcome))];
  const outcomes = withLeastP(ofRows, rows, "outcome", mostDrawn.outcomes);
  const columns = new Set(outcomes);
  const its = rows.filter(({ outcome }) => columns.has(outcome));
  const present = new Set(its.map(({ feature }) => feature));
  const withRows = Object.keys(features).filter((name) => present.has(name));
  const drawn = withLeastP(withRows, its, "feature", mostDrawn.features);
  const names = clustered(features, drawn);
  const shown = new Map(names.map((name) => [name, fitted(name)]));
  const tested = its.flatMap(({ feature, outcome, test, effect, q }) => {
    const name = shown.get(feature);
    if (name === undefined || effect === null) return [];
    return [{ name, outcome, value: scaledEffect(test, effect), marked: (q ?? 1) < foundBelow }];
  });
  const marginLeft = marginFor([...shown.values()]);
  const marginTop = 12 + 6 * Math.max(...outcomes.map((name) => fitted(name, 30).length));
  const map = draw({
    width: Math.min(fullWidth, marginLeft + 40 + Math.max(160, 34 * outcomes.length)),
    height: marginTop + 16 + 15 * names.length,
    marginTop,
    marginBottom: 6,
    marginLeft,
    marginRight: 30,
    x: {
      domain: outcomes,
      axis: "top",
      label: null,
      tickRotate: -60,
      tickSize: 0,
      tickFormat: (name: string) => fitted(name, 30),
    },
    y: { domain: [...shown.values()], label: null, tickSize: 0 },
    color: signedColours,
    marks: [
      Plot.cell(tested, { x: "outcome", y: "name", fill: "value", inset: 0.5 }),
      Plot.dot(
        tested.filter(({ marked }) => marked),
        { x: "outcome", y: "name", r: 2.6, fill: "black", stroke: "white", strokeWidth: 1 },
      ),
    ],
  });
  const all = Object.keys(features).length;
  const some =
    (names.length < all ? ` Of ${all} features the ${names.length} with the smallest p.` : "") +
    (outcomes.length < ofRows.length
      ? ` Of ${ofRows.length} outcomes the ${outcomes.length} with the smallest p.`
      : "");
  const blank = qBelow === null ? "a blank was not tested" : `a blank has no q below ${qBelow}`;
  return drawing.figure(
    "map",
    [map, scaleBar(drawing, "effect")],
    `Map of the effects of ${counted(names.length, "feature")} on ${counted(outcomes.length, "outcome")}. The numbers are in the tables that follow and in associations.csv.`,
    `Effects on one scale (${scaleText}). A dot marks q below ${foundBelow} within the outcome; ${blank}. Features are in the order of their clustering by Spearman's correlation.${some}`,
  );
}

/** At most so many of names: those with the smallest p, in their order. */
function withLeastP(
  names: readonly string[],
  rows: readonly Association[],
  by: "feature" | "outcome",
  most: number,
): readonly string[] {
  if (names.length <= most) return names;
  const least = new Map<string, number>();
  for (const { [by]: name, p } of rows) {
    least.set(name, Math.min(least.get(name) ?? 2, p ?? 2));
  }
  const order = names.toSorted((a, b) => (least.get(a) ?? 2) - (least.get(b) ?? 2));
  const chosen = new Set(order.slice(0, most));
  return names.filter((name) => chosen.has(name));
}

/** Names in an order in which features that go together are neighbours. */
function clustered(
  features: Readonly<Record<string, Float64Array>>,
  names: readonly string[],
): string[] {
  const matrix = correlationMatrix(
    names.map((name) => features[name]),
    "spearman",
  );
  const distances = matrix.map((row) => row.map((r) => (Number.isNaN(r) ? 1 : 1 - Math.abs(r))));
  return clusterLeaves(distances, "average").order.map((leaf) => names[leaf]);
}

/** So many outcomes have a volcano plot each; of more, those with the smallest p. */
const mostVolcanoes = 6;

/** Volcano plots: the effect against p, one for each outcome. */
export function volcanoFigure(
  drawing: Drawing,
  rows: readonly Association[],
  qBelow: number | null,
): Html {
  const { Plot, draw } = drawing;
  const tested = rows.flatMap(({ outcome, test, effect, p, q }) =>
    effect === null || p === null
      ? []
      : [
          {
            outcome: fitted(outcome, 40),
            value: scaledEffect(test, effect),
            strength: -Math.log10(Math.max(p, 1e-300)),
            found: (q ?? 1) < foundBelow ? `q < ${foundBelow}` : `q ≥ ${foundBelow}`,
          },
        ],
  );
  const strongest = [...tested].sort((a, b) => b.strength - a.strength);
  const outcomes = [...new Set(strongest.map(({ outcome }) => outcome))].slice(0, mostVolcanoes);
  const columns = Math.min(3, outcomes.length);
  const place = new Map(
    outcomes.map((name, n) => [name, { column: n % columns, row: Math.floor(n / columns) }]),
  );
  const shown = tested.flatMap((one) => {
    const at = place.get(one.outcome);
    return at === undefined ? [] : [{ ...one, ...at }];
  });
  const most = Math.max(2, ...shown.map(({ strength }) => strength));
  const titles = outcomes.map((name) => ({ name, ...place.get(name) }));
  const picture = draw({
    width: fullWidth,
    height: 60 + 240 * Math.ceil(outcomes.length / columns),
    marginTop: 26,
    marginBottom: 38,
    marginLeft: 52,
    fx: { axis: null, padding: 0.12 },
    fy: { axis: null, padding: 0.16 },
    x: { domain: [-1, 1], label: "effect", grid: true, ticks: 5 },
    y: {
      domain: [0, most * 1.05],
      label: "−log10 p",
      labelAnchor: "center",
      labelArrow: "none",
      grid: true,
      ticks: 5,
    },
    color: {
      domain: [`q < ${foundBelow}`, `q ≥ ${foundBelow}`],
      range: ["#b35806", "#8a8f98"],
    },
    marks: [
      Plot.ruleY([0], { strokeOpacity: 0.4 }),
      Plot.dot(shown, {
        fx: "column",
        fy: "row",
        x: "value",
        y: "strength",
        fill: "found",
        r: 2.6,
        stroke: "currentColor",
        strokeWidth: 0.3,
      }),
      Plot.text(titles, {
        fx: "column",
        fy: "row",
        text: "name",
        frameAnchor: "top-left",
        dy: -16,
        fontWeight: "bold",
      }),
    ],
  });
  const all = new Set(tested.map(({ outcome }) => outcome)).size;
  const some = outcomes.length < all ? ` Of ${all} outcomes those with the smallest p.` : "";
  const kept =
    qBelow === null
      ? ""
      : ` Only associations with q below ${qBelow} are drawn, or with that over all.`;
  return drawing.figure(
    "volcano",
    [picture],
    `Volcano plots of ${counted(outcomes.length, "outcome")}: effects against the negative logarithm of p.`,
    `Each dot is a feature: how strong its association is, and how unlikely by chance. Orange: q below ${foundBelow} within the outcome.${kept}${some}`,
  );
}
