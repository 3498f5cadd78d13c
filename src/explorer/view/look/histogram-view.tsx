import { useCallback } from "preact/hooks";
import { shownCount, shownNumber } from "../../state/number-format.ts";
import type { Intensities } from "../../work/intensities.ts";
import type { Library } from "./draw-plot.ts";
import { NumbersTable } from "./numbers-table.tsx";
import { PlotFigure } from "./plot-figure.tsx";
import { useAnswer } from "./use-answer.ts";
import type { ViewProps } from "./view-props.ts";
import { ViewState } from "./view-state.tsx";

/** The intensities of a region, with the limits of re-segmentation and of grey levels drawn in. */
export function HistogramView({ region, masks, settings, unit }: ViewProps) {
  const state = useAnswer("intensities", { region, ...masks, settings });
  return (
    <ViewState state={state}>
      {(found) => (
        <>
          <IntensityPlot found={found} unit={unit} />
          {found.levelsFailure === null ? (
            <LevelPlot found={found} />
          ) : (
            <p class="notice warn">{found.levelsFailure}</p>
          )}
        </>
      )}
    </ViewState>
  );
}

/** Bars that touch, without the light lines that half-covered pixels make between them. */
const seamless = { inset: 0, shapeRendering: "crispEdges" } as const;

/** More edges than these would be a grey area. */
const mostEdges = 130;

function IntensityPlot({ found, unit }: { readonly found: Intensities; readonly unit: string }) {
  const { bars, voxels, kept, range, edges } = found;
  const plot = useCallback(
    (Plot: Library, width: number) => ({
      width,
      height: 240,
      marginLeft: 48,
      x: { label: unit },
      y: { label: "voxels", grid: true },
      marks: [
        ...(edges.length <= mostEdges
          ? [Plot.ruleX(edges, { stroke: "var(--line-strong)", strokeWidth: 0.75 })]
          : []),
        Plot.rectY(bars, {
          ...{ x1: "from", x2: "to", y: "kept", fill: "var(--accent)" },
          ...seamless,
        }),
        Plot.rectY(bars, {
          x1: "from",
          x2: "to",
          y1: "kept",
          y2: (bar) => bar.kept + bar.leftOut,
          fill: "var(--warn)",
          fillOpacity: 0.55,
          ...seamless,
        }),
        Plot.ruleX(
          range.filter((end) => end !== null),
          {
            stroke: "var(--bad)",
            strokeWidth: 1.5,
            strokeDasharray: "5,3",
          },
        ),
        Plot.ruleY([0]),
      ],
    }),
    [bars, edges, range, unit],
  );
  const ends = range.map((end) => (end === null ? "open" : shownNumber(end)));
  const limits =
    range[0] === null && range[1] === null ? "" : ` Red: the range from ${ends.join(" to ")}.`;
  const left = voxels - kept;
  return (
    <PlotFigure
      title="Intensities"
      description={`${shownCount(voxels)} voxels of the region${
        left === 0 ? "" : `; re-segmentation leaves ${shownCount(left)} out (amber)`
      }.${limits}${
        edges.length > 0 && edges.length <= mostEdges
          ? " Thin lines are the limits of grey levels."
          : ""
      }`}
      plot={plot}
    >
      <NumbersTable
        columns={["from", "to", "voxels kept", "left out"]}
        rows={bars.map(({ from, to, kept, leftOut }) => [from, to, kept, leftOut])}
      />
    </PlotFigure>
  );
}

/** More levels than these are drawn as an area. */
const mostBars = 256;

function LevelPlot({ found: { levels, edges } }: { readonly found: Intensities }) {
  const plot = useCallback(
    (Plot: Library, width: number) => {
      const points = levels.map((count, n) => ({ level: n + 1, count }));
      return {
        width,
        height: 200,
        marginLeft: 48,
        x: { label: "grey level" },
        y: { label: "voxels", grid: true },
        marks: [
          levels.length <= mostBars
            ? Plot.rectY(points, {
                x1: ({ level }) => level - 0.5,
                x2: ({ level }) => level + 0.5,
                y: "count",
                fill: "var(--accent)",
                insetLeft: levels.length > 90 ? 0 : 0.5,
                insetRight: levels.length > 90 ? 0 : 0.5,
              })
            : Plot.areaY(points, { x: "level", y: "count", fill: "var(--accent)" }),
          Plot.ruleY([0]),
        ],
      };
    },
    [levels],
  );
  const empty = levels.filter((count) => count === 0).length;
  const most = levels.indexOf(Math.max(...levels)) + 1;
  return (
    <PlotFigure
      title="Grey levels"
      description={`${shownCount(levels.length)} levels, ${shownCount(
        empty,
      )} of them empty; level ${shownCount(most)} has the most voxels. Texture is counted in these.`}
      plot={plot}
    >
      <NumbersTable
        columns={["level", "from", "to", "voxels"]}
        rows={levels.slice(0, 512).map((count, n) => [n + 1, edges[n], edges[n + 1], count])}
      />
    </PlotFigure>
  );
}
