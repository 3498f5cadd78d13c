import type { ComponentType } from "preact";
import { currentRegion, currentRegionId, image, regions } from "../../state/case.ts";
import { type PlotView, plotView, plotViews } from "../../state/plot-view.ts";
import { lacksWhiteMatter, usedMaskIds } from "../../state/second-masks.ts";
import { settings } from "../../state/settings.ts";
import { LacksWhiteMatter } from "../frame/lacks-white-matter.tsx";
import { shownUnit } from "../see/shown-unit.ts";
import { FeatureMapView } from "./feature-map-view.tsx";
import { HistogramView } from "./histogram-view.tsx";
import { MatricesView } from "./matrices-view.tsx";
import { PerturbationView } from "./perturbation-view.tsx";
import { ResponseView } from "./response-view.tsx";
import { ShownMapTools } from "./shown-map-tools.tsx";
import type { ViewProps } from "./view-props.ts";
import { VolumeCurveView } from "./volume-curve-view.tsx";

const views: Readonly<
  Record<PlotView, { readonly title: string; readonly View: ComponentType<ViewProps> }>
> = {
  histogram: { title: "Histogram", View: HistogramView },
  "volume-curve": { title: "Volume curve", View: VolumeCurveView },
  matrices: { title: "Matrices", View: MatricesView },
  response: { title: "Response map", View: ResponseView },
  "feature-map": { title: "Feature map", View: FeatureMapView },
  perturbation: { title: "Perturbation", View: PerturbationView },
};

/** Plots of a region, and maps over the image. */
export function PlotsPanel() {
  const region = currentRegion.value;
  const shown = image.value;
  if (shown === null || region === null) {
    return (
      <div class="empty">
        <p>
          {shown === null
            ? "Choose an image at the left, then a region of it: plots of it are drawn here."
            : "Choose a region at the left. Plots of it are drawn here."}
        </p>
      </div>
    );
  }
  const { View } = views[plotView.value];
  const ownUnit = shownUnit(shown.unit);
  const unit = ownUnit === null ? "intensity" : `intensity (${ownUnit})`;
  return (
    <div class="plots">
      <nav class="view-tabs" aria-label="Plots">
        {plotViews.map((id) => (
          <button
            key={id}
            type="button"
            class="view-tab"
            aria-pressed={plotView.value === id}
            onClick={() => {
              plotView.value = id;
            }}
          >
            {views[id].title}
          </button>
        ))}
      </nav>
      {regions.value.length > 1 && (
        <label class="inline-field">
          <span class="quiet">Region</span>
          <select
            value={region.id}
            onChange={({ currentTarget }) => {
              currentRegionId.value = currentTarget.value;
            }}
          >
            {regions.value.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {lacksWhiteMatter.value ? (
        <LacksWhiteMatter />
      ) : (
        <View
          key={region.id}
          region={region.id}
          masks={usedMaskIds.value}
          settings={settings.value}
          unit={unit}
        />
      )}
      <ShownMapTools />
    </div>
  );
}
