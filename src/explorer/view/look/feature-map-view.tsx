import { signal } from "@preact/signals";
import { mapFamilies } from "../../../families/families.ts";
import { featureTitle } from "../../../report/family-heading.ts";
import { image } from "../../state/case.ts";
import { longWork } from "../../state/long-call.ts";
import { studiedFeature } from "../../state/plot-view.ts";
import { showMap } from "../../state/viewer.ts";
import { ask } from "../../work/client.ts";
import { ProgressBar } from "../frame/progress-bar.tsx";
import { FeatureChoice } from "./feature-choice.tsx";
import type { ViewProps } from "./view-props.ts";

const mapping = longWork();
const neighbourhood = signal<{
  readonly radius: number;
  readonly shape: "cubic" | "spherical";
  readonly dimensions: 2 | 3;
  readonly masked: boolean;
}>({ radius: 1, shape: "cubic", dimensions: 3, masked: true });

/** A map of a feature over the image: its value in the neighbourhood of every voxel of the region. */
export function FeatureMapView({ region, masks, settings }: ViewProps) {
  const running = mapping.running.value;
  const make = () => {
    const of = image.peek()?.id;
    const feature = studiedFeature.peek();
    const asked = { region, ...masks, settings, feature, ...neighbourhood.peek() };
    mapping.begin(
      (watch) => ask("featureMap", asked, watch),
      ({ family, name, aggregation, unit, shown }) => {
        const title = featureTitle(family, name);
        const under = aggregation === null ? "" : `, ${aggregation}`;
        showMap({ title: `${title}${under}`, unit, volume: shown, window: shown.range });
      },
      () => image.peek()?.id === of,
    );
  };
  return (
    <div class="view">
      <p class="quiet">
        Every voxel of the region gets the value that the feature has in its neighbourhood: a map of
        heterogeneity. Grey levels are those of the region.
      </p>
      <div class="view-tools">
        <FeatureChoice
          families={mapFamilies}
          aggregations={settings.aggregations ?? ["3D:avg", "3D:mrg"]}
          distance={settings.distance ?? 1}
        />
      </div>
      <Neighbourhood />
      <div class="view-tools">
        {running === null ? (
          <button type="button" class="button prominent" onClick={make}>
            Make the map
          </button>
        ) : (
          <ProgressBar call={running} what="Mapping" />
        )}
      </div>
      {mapping.failure.value !== null && (
        <p class="notice bad" role="status">
          {mapping.failure.value}
        </p>
      )}
    </div>
  );
}

function Neighbourhood() {
  const { radius, shape, dimensions, masked } = neighbourhood.value;
  const change = (part: Partial<typeof neighbourhood.value>) => {
    neighbourhood.value = { ...neighbourhood.peek(), ...part };
  };
  return (
    <fieldset class="view-tools plain-set" aria-label="Neighbourhood">
      <label class="inline-field">
        <span class="quiet">Radius</span>
        <input
          type="number"
          class="number"
          min="1"
          max="9"
          value={radius}
          onChange={({ currentTarget }) => {
            const value = Math.round(currentTarget.valueAsNumber);
            if (value >= 1) change({ radius: value });
            else currentTarget.value = String(radius);
          }}
        />
      </label>
      <label class="inline-field">
        <span class="quiet">Shape</span>
        <select
          value={shape}
          onChange={({ currentTarget }) =>
            change({ shape: currentTarget.value === "spherical" ? "spherical" : "cubic" })
          }
        >
          <option value="cubic">cubic</option>
          <option value="spherical">spherical</option>
        </select>
      </label>
      <label class="inline-field">
        <span class="quiet">In</span>
        <select
          value={String(dimensions)}
          onChange={({ currentTarget }) =>
            change({ dimensions: currentTarget.value === "2" ? 2 : 3 })
          }
        >
          <option value="3">3 dimensions</option>
          <option value="2">the slice</option>
        </select>
      </label>
      <label class="inline-field" title="Only voxels of the region belong to a neighbourhood">
        <input
          type="checkbox"
          checked={masked}
          onChange={({ currentTarget }) => change({ masked: currentTarget.checked })}
        />
        region only
      </label>
    </fieldset>
  );
}
