import { useCallback } from "preact/hooks";
import { shownNumber } from "../../state/number-format.ts";
import type { CurvePoint } from "../../work/curve-points.ts";
import type { Library } from "./draw-plot.ts";
import { NumbersTable } from "./numbers-table.tsx";
import { PlotFigure } from "./plot-figure.tsx";
import { useAnswer } from "./use-answer.ts";
import type { ViewProps } from "./view-props.ts";
import { ViewState } from "./view-state.tsx";

/** The intensity-volume histogram of a region. */
export function VolumeCurveView({ region, masks, settings, unit }: ViewProps) {
  const state = useAnswer("intensities", { region, ...masks, settings });
  return (
    <ViewState state={state}>
      {({ curve, curveFailure }) =>
        curveFailure === null ? (
          <Curve curve={curve} unit={isOfLevels(settings) ? "level" : unit} />
        ) : (
          <p class="notice warn">{curveFailure}</p>
        )
      }
    </ViewState>
  );
}

/** Under a fixed number of bins, the curve runs over bin numbers. */
function isOfLevels({ intensityVolume }: ViewProps["settings"]): boolean {
  return intensityVolume?.method === "fixedBinNumber";
}

function Curve({ curve, unit }: { readonly curve: readonly CurvePoint[]; readonly unit: string }) {
  const plot = useCallback(
    (Plot: Library, width: number) => ({
      width,
      height: 280,
      marginLeft: 48,
      x: { label: unit },
      y: {
        label: "fraction of the volume",
        domain: [0, 1],
        grid: true,
        tickFormat: (fraction: number) => shownNumber(fraction),
      },
      marks: [
        Plot.areaY(curve, {
          x: "intensity",
          y: "volume",
          fill: "var(--accent)",
          fillOpacity: 0.14,
        }),
        Plot.line(curve, { x: "intensity", y: "volume", stroke: "var(--accent)", strokeWidth: 2 }),
        Plot.ruleY([0.1, 0.9], { stroke: "var(--ink-quiet)", strokeDasharray: "4,3" }),
        Plot.ruleY([0]),
      ],
    }),
    [curve, unit],
  );
  const at = (fraction: number) => curve.filter(({ volume }) => volume >= fraction).at(-1);
  const [tenth, most] = [at(0.1), at(0.9)].map((point) => shownNumber(point?.intensity ?? NaN));
  return (
    <PlotFigure
      title="Intensity-volume histogram"
      description={`The fraction of the region whose intensity is at least so large. A tenth of it reaches ${tenth}, nine tenths reach ${most} (dashed lines).`}
      plot={plot}
    >
      <NumbersTable
        columns={[unit, "fraction of the volume"]}
        rows={curve.map(({ intensity, volume }) => [intensity, volume])}
      />
    </PlotFigure>
  );
}
