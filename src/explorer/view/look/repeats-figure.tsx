import { useCallback } from "preact/hooks";
import { featureTitle } from "../../../report/family-heading.ts";
import { shownNumber } from "../../state/number-format.ts";
import { showMap } from "../../state/viewer.ts";
import type { Answer } from "../../work/calls.ts";
import type { Repeat } from "../../work/perturb-region.ts";
import type { Library } from "./draw-plot.ts";
import { NumbersTable } from "./numbers-table.tsx";
import { PlotFigure } from "./plot-figure.tsx";
import { spreadOf } from "./spread.ts";

/** The values of a feature over repeats, as dots about the value that is not perturbed. */
export function RepeatsFigure({ found }: { readonly found: Answer<"perturbRegion"> }) {
  const { unperturbed, repeats } = found;
  const { family, name, aggregation, unit, value: before } = unperturbed;
  const measured = featureTitle(family, name);
  const title = `${measured}${aggregation === null ? "" : `, ${aggregation}`}`;
  const plot = useCallback(
    (Plot: Library, width: number) => ({
      width,
      height: 240,
      marginLeft: 64,
      x: { label: "repeat", ticks: Math.min(repeats.length, 12), tickFormat: "d" },
      y: {
        label: unit === null ? measured : `${measured} (${unit})`,
        grid: true,
        nice: true,
        zero: false,
        tickFormat: (value: number) => shownNumber(value),
      },
      marks: [
        ...(before === null
          ? []
          : [Plot.ruleY([before], { stroke: "var(--ink-quiet)", strokeDasharray: "5,3" })]),
        Plot.dot(
          repeats.filter(({ value }) => value !== null),
          { x: "seed", y: "value", fill: "var(--accent)", r: 4 },
        ),
      ],
    }),
    [repeats, before, measured, unit],
  );
  const spread = spreadOf(repeats.flatMap(({ value }) => value ?? []));
  const failures = repeats.filter(({ value }) => value === null);
  const told =
    spread === null
      ? "No repeat has a value."
      : `Mean ${shownNumber(spread.mean)}, standard deviation ${shownNumber(spread.deviation, 3)}${
          spread.mean === 0
            ? ""
            : ` (${shownNumber(Math.abs((100 * spread.deviation) / spread.mean), 3)} %)`
        } over ${spread.count} repeats.`;
  return (
    <>
      <PlotFigure
        title={title}
        description={`${told} ${
          before === null ? "" : `Dashed: ${shownNumber(before)}, without perturbation.`
        }`}
        plot={plot}
      >
        <NumbersTable
          columns={["repeat", "value", "voxels"]}
          rows={repeats.map(({ seed, value, record }) => [
            seed,
            value,
            record?.voxels.final ?? null,
          ])}
        />
      </PlotFigure>
      {failures.length > 0 && (
        <p class="notice warn">
          {failures.length === 1 ? "One repeat has" : `${failures.length} repeats have`} no value:{" "}
          {[...new Set(failures.map(({ failure }) => failure))].join("; ")}
        </p>
      )}
      <label class="inline-field">
        <span class="quiet">Show the region of repeat</span>
        <select
          value=""
          onChange={({ currentTarget }) => {
            showRepeat(repeats.find(({ seed }) => String(seed) === currentTarget.value));
          }}
        >
          <option value="">choose</option>
          {repeats
            .filter(({ region }) => region !== null)
            .map(({ seed }) => (
              <option key={seed} value={String(seed)}>
                {seed}
              </option>
            ))}
        </select>
      </label>
    </>
  );
}

function showRepeat(repeat: Repeat | undefined): void {
  if (repeat === undefined || repeat.region === null) return;
  const title = `Region of repeat ${repeat.seed}`;
  showMap({
    ...{ title, unit: null, volume: repeat.region, colours: "bluegrn", opacity: 0.6 },
    window: [0, 1],
  });
}
