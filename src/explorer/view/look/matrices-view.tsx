import { signal } from "@preact/signals";
import { catalogue } from "../../../families/catalogue.ts";
import type { TextureAggregation } from "../../../features/aggregation.ts";
import type { ShownMatrixFamily } from "../../work/matrices.ts";
import { MatrixFigure } from "./matrix-figure.tsx";
import { useAnswer } from "./use-answer.ts";
import type { ViewProps } from "./view-props.ts";
import { ViewState } from "./view-state.tsx";

/** The families with their titles, and the aggregations that each is shown under. */
const families: Readonly<
  Record<
    ShownMatrixFamily,
    { readonly title: string; readonly under: readonly TextureAggregation[] }
  >
> = {
  glcm: {
    title: "GLCM, co-occurrence",
    under: ["3D:mrg", "3D:avg", "2.5D:mrg", "2.5D:avg", "2D:mrg"],
  },
  glrlm: {
    title: "GLRLM, run lengths",
    under: ["3D:mrg", "3D:avg", "2.5D:mrg", "2.5D:avg", "2D:mrg"],
  },
  glszm: { title: "GLSZM, zone sizes", under: ["3D:mrg", "2.5D:mrg", "2D:mrg"] },
  gldzm: { title: "GLDZM, zone distances", under: ["3D:mrg", "2.5D:mrg", "2D:mrg"] },
  ngldm: { title: "NGLDM, dependences", under: ["3D:mrg", "2.5D:mrg", "2D:mrg"] },
};

const titles: Readonly<Record<string, string>> = {
  "3D:mrg": "3D, directions merged",
  "3D:avg": "3D, by direction",
  "2.5D:mrg": "2.5D, directions merged",
  "2.5D:avg": "2.5D, by direction",
  "2D:mrg": "2D, by slice",
};

const chosenFamily = signal<ShownMatrixFamily>("glcm");
const chosenAggregation = signal<TextureAggregation>("3D:mrg");
const chosenDistance = signal(1);

/** Whether a family's matrices are of neighbours at the distances of the settings. */
function usesDistance(family: ShownMatrixFamily): boolean {
  return catalogue.some((one) => one.id === family && one.usesDistance);
}

/** The matrices that texture features are read from, as pictures. */
export function MatricesView({ region, masks, settings }: ViewProps) {
  const family = chosenFamily.value;
  const { under } = families[family];
  const aggregation = under.includes(chosenAggregation.value) ? chosenAggregation.value : under[0];
  const isDirectional = family === "glcm" || family === "glrlm";
  const { distance: listed } = settings;
  const distances = usesDistance(family) && typeof listed === "object" ? (listed ?? []) : [];
  const distance = distances.includes(chosenDistance.value)
    ? chosenDistance.value
    : (distances[0] ?? null);
  const state = useAnswer("matrices", {
    region,
    ...masks,
    settings,
    family,
    aggregation,
    distance,
  });
  return (
    <div class="view">
      <div class="view-tools">
        <label class="inline-field">
          <span class="quiet">Matrix</span>
          <select
            value={family}
            onChange={({ currentTarget }) => {
              chosenFamily.value = currentTarget.value as ShownMatrixFamily;
            }}
          >
            {Object.entries(families).map(([id, { title }]) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label class="inline-field">
          <span class="quiet">Method</span>
          <select
            value={aggregation}
            onChange={({ currentTarget }) => {
              chosenAggregation.value = currentTarget.value as TextureAggregation;
            }}
          >
            {under.map((one) => (
              <option key={one} value={one}>
                {isDirectional ? titles[one] : titles[one].replace(", directions merged", "")}
              </option>
            ))}
          </select>
        </label>
        {distances.length > 1 && (
          <label class="inline-field">
            <span class="quiet">Distance</span>
            <select
              value={distance ?? 1}
              onChange={({ currentTarget }) => {
                chosenDistance.value = Number(currentTarget.value);
              }}
            >
              {distances.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <ViewState state={state}>
        {({ matrices, count, reason }) => (
          <>
            {reason !== null && <p class="notice warn">There is no matrix: {reason}.</p>}
            {matrices.length < count && (
              <p class="quiet">
                The first {matrices.length} of {count} are shown.
              </p>
            )}
            <div class={matrices.length > 1 ? "matrix-grid" : ""}>
              {matrices.map((matrix) => (
                <MatrixFigure
                  key={`${matrix.slice} ${matrix.direction}`}
                  matrix={matrix}
                  family={family}
                  isSmall={matrices.length > 1}
                />
              ))}
            </div>
          </>
        )}
      </ViewState>
    </div>
  );
}
