import type { Dendrogram } from "../reproducibility/clustering.ts";
import type { Selection } from "../reproducibility/feature-selection.ts";
import { draw, marginFor, Plot } from "./drawing.ts";
import { figure, type Html, html } from "./html.ts";

interface Line {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
}

/** Names fit beside the rows of so many features. */
const mostNamed = 90;
/** Correlations are drawn in steps of this, so that equal neighbours are one rectangle. */
const step = 0.05;

/** The correlations of the clustered features in the dendrogram's order, with the dendrogram above. */
export function redundancyFigure(
  { clustered, dendrogram, clusters }: Selection,
  correlations: readonly Float64Array[],
  { threshold, method }: { readonly threshold: number; readonly method: string },
): Html | null {
  const n = clustered.length;
  if (n < 2) return null;
  const width = 860;
  const named = n <= mostNamed;
  const margins = { marginLeft: named ? marginFor(clustered) : 40, marginRight: 20 };
  const side = width - margins.marginLeft - margins.marginRight;
  const x = { domain: [0, n], axis: null } as const;
  const tree = draw({
    width,
    height: 130,
    ...margins,
    marginBottom: 4,
    x,
    y: { label: "1 − |correlation|", domain: [0, 1], ticks: 4 },
    marks: [
      Plot.link(brackets(dendrogram, n), {
        x1: "x1",
        x2: "x2",
        y1: "y1",
        y2: "y2",
        stroke: "black",
        strokeWidth: n > mostNamed ? 0.6 : 1,
      }),
      Plot.ruleY([1 - threshold], { stroke: "#b2182b", strokeDasharray: "5,4" }),
    ],
  });
  const map = draw({
    width,
    height: side + 60,
    ...margins,
    marginTop: 4,
    x,
    y: {
      domain: [n, 0],
      label: null,
      ...(named
        ? {
            ticks: dendrogram.order.map((_, row) => row + 0.5),
            tickFormat: (at: number) => clustered[dendrogram.order[Math.floor(at)]],
            tickSize: 0,
          }
        : { axis: null }),
    },
    color: { domain: [-1, 1], scheme: "RdBu", reverse: true, legend: false },
    marks: [
      Plot.rect(cells(dendrogram.order, correlations), {
        x1: "x1",
        x2: "x2",
        y1: "y1",
        y2: "y2",
        fill: "value",
      }),
    ],
  });
  return figure(
    html`${tree}${map}${scaleBar()}`,
    `Correlations of ${n} reproducible features in the order of their clustering, which makes ${clusters.length} clusters; what is redundant with what is in the table that follows.`,
    `Absolute ${method} correlation as distance: dendrogram (the dashed line is where it is cut, |correlation| ${threshold}) and correlations of ${n} reproducible features in its order, blue −1 to red 1. ${clusters.length} clusters.`,
  );
}

/** The brackets of a dendrogram, leaves at 0.5, 1.5 … from left to right. */
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

/** Rectangles of the matrix; neighbours of the same step in a row are one. */
function cells(order: readonly number[], correlations: readonly Float64Array[]) {
  return order.flatMap((row, y) => {
    const values = order.map((column) => Math.round(correlations[row][column] / step) * step);
    const runs: (Line & { value: number })[] = [];
    for (let x = 0; x < values.length; ) {
      let end = x + 1;
      while (end < values.length && Object.is(values[end], values[x])) end++;
      runs.push({ x1: x, x2: end, y1: y, y2: y + 1, value: values[x] });
      x = end;
    }
    return runs;
  });
}

function scaleBar(): Html {
  const values = Array.from({ length: 41 }, (_, n) => n / 20 - 1);
  return draw({
    width: 320,
    height: 48,
    marginTop: 4,
    x: { domain: [-1, 1], label: "correlation", ticks: 5 },
    color: { domain: [-1, 1], scheme: "RdBu", reverse: true },
    marks: [
      Plot.rect(values.slice(0, -1), {
        x1: (v: number) => v,
        x2: (v: number) => v + 0.05,
        y1: 0,
        y2: 1,
        fill: (v: number) => v + 0.025,
      }),
    ],
    y: { axis: null },
  });
}
