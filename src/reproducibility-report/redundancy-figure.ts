import { type Drawing, fitted, fullWidth, marginFor } from "../html-report/drawing.ts";
import type { Html } from "../html-report/html.ts";
import { scaleBar, signedColours } from "../html-report/scale-bar.ts";
import type { Dendrogram } from "../reproducibility/clustering.ts";
import type { CorrelationMethod } from "../reproducibility/correlation.ts";
import type { FeatureSelection } from "../reproducibility/feature-selection.ts";
import { correlationMap } from "./correlation-map.ts";
import { type PlacedLabel, spreadLabels } from "./spread-labels.ts";

/** The methods' names as text shows them. */
const methods = { spearman: "Spearman", pearson: "Pearson" } as const;

/** With up to so many features, each has a row that is high enough for its name. */
const mostNamed = 200;

/** Height of a name beside a row, in pixels; that of many names, and their font's size. */
const line = { few: 13, many: 9.5, font: 8.5 } as const;

/** Length of the line from a name to its row, across, in pixels. */
const leader = 30;

/**
 * A heat map of the correlations of the clustered features, in the order of the dendrogram drawn above it;
 * null for fewer than two features.
 *
 * @param correlations n rows of n correlations, in the order of `clustered`
 */
export function redundancyFigure(
  drawing: Drawing,
  { clustered, dendrogram, clusters }: FeatureSelection,
  correlations: readonly Float64Array[],
  { threshold, method }: { readonly threshold: number; readonly method: CorrelationMethod },
): Html | null {
  const { Plot, draw } = drawing;
  const n = clustered.length;
  if (n < 2) return null;
  const names = dendrogram.order.map((leaf) => fitted(clustered[leaf]));
  const withNames = n <= mostNamed;
  const small = n > 60;
  const marginLeft = marginFor(names) * (small ? line.font / 11 : 1) + (withNames ? 0 : leader);
  const frame = { width: fullWidth, marginLeft, marginRight: 20 };
  const side = fullWidth - marginLeft - frame.marginRight;
  const x = { domain: [0, n], axis: null } as const;
  const tree = draw({
    ...frame,
    height: 130,
    marginTop: 22,
    marginBottom: 4,
    x,
    y: { label: "1 − |correlation|", domain: [0, 1], ticks: 4 },
    marks: [
      Plot.link(brackets(dendrogram, n), {
        x1: "x1",
        x2: "x2",
        y1: "y1",
        y2: "y2",
        stroke: "currentColor",
        strokeWidth: withNames ? 1 : 0.6,
      }),
      Plot.ruleY([1 - threshold], { stroke: "#c46210", strokeDasharray: "5,4" }),
    ],
  });
  const rows = withNames ? names.map((_, row) => row) : keptRows(clusters, dendrogram.order);
  const apart = small ? line.many : line.few;
  // names of few of many rows have some room to lie near them
  const height = Math.max(side, (withNames ? 1 : 1.25) * apart * rows.length);
  // in rows, as the map has them
  const labels = spreadLabels(
    rows.map((row) => row + 0.5),
    (apart * n) / height,
    n,
  );
  const pixel = n / side;
  const squares = outlines(clusters, dendrogram.order);
  const map = draw({
    ...frame,
    height: height + 8,
    marginTop: 4,
    marginBottom: 4,
    x,
    y: { domain: [n, 0], label: null, axis: null },
    color: signedColours,
    marks: [
      correlationMap(dendrogram.order, correlations),
      // black is hard to see on the darkest colours, so that a white line lies around it
      ...[
        { stroke: "white", strokeWidth: 2.5 },
        { stroke: "black", strokeWidth: 1 },
      ].map((colour) => Plot.rect(squares, { ...corners, ...colour })),
      ...(withNames
        ? []
        : [
            Plot.link(labels, {
              x1: -leader * pixel,
              x2: -pixel,
              y1: "at",
              y2: "of",
              stroke: "currentColor",
              strokeWidth: 0.6,
            }),
          ]),
      Plot.text(labels, {
        x: 0,
        y: "at",
        text: (label: PlacedLabel) => names[Math.floor(label.of)],
        textAnchor: "end",
        dx: withNames ? -5 : -leader - 2,
        fontSize: small ? line.font : 11,
      }),
    ],
  });
  return drawing.figure(
    "redundancy",
    [tree, map, scaleBar(drawing, "correlation")],
    `Heat map of the correlations of ${n} reproducible features in the order of their clustering, with the dendrogram above. There are ${clusters.length} clusters; which feature stands for which is in the table that follows.`,
    `Correlations (${methods[method]}) of ${n} reproducible features, in the order of the dendrogram above the map. It is cut at the dashed line, an absolute correlation of ${threshold}, into ${clusters.length} clusters; those of several features are outlined on the diagonal.${withNames ? "" : " Named are the features that are kept."}`,
  );
}

const corners = { x1: "from", x2: "to", y1: "from", y2: "to" } as const;

interface Line {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
}

/** The three lines of each merge of a dendrogram; its leaves lie at x = 0.5, 1.5 … from left to right. */
function brackets({ merges, order }: Dendrogram, leaves: number): Line[] {
  const place = new Map(order.map((leaf, at) => [leaf, { x: at + 0.5, height: 0 }]));
  return merges.flatMap(({ left, right, height }, m) => {
    const [a, b] = [left, right].map((id) => place.get(id) as { x: number; height: number });
    place.set(leaves + m, { x: (a.x + b.x) / 2, height });
    return [
      { x1: a.x, x2: a.x, y1: a.height, y2: height },
      { x1: a.x, x2: b.x, y1: height, y2: height },
      { x1: b.x, x2: b.x, y1: height, y2: b.height },
    ];
  });
}

/** The rows of the features that are kept, from the top. */
function keptRows(
  clusters: FeatureSelection["clusters"],
  order: readonly number[],
): readonly number[] {
  const kept = new Set(clusters.map(([best]) => best));
  return order.flatMap((leaf, row) => (kept.has(leaf) ? [row] : []));
}

/**
 * The squares of clusters of several features on the map's diagonal, on which leaves of one cluster are
 * neighbours.
 */
function outlines(clusters: FeatureSelection["clusters"], order: readonly number[]) {
  const place = new Map(order.map((leaf, at) => [leaf, at]));
  return clusters
    .filter(({ length }) => length > 1)
    .map((leaves) => {
      const places = leaves.map((leaf) => place.get(leaf) as number);
      return { from: Math.min(...places), to: Math.max(...places) + 1 };
    });
}
