import { image, regions } from "../../state/case.ts";
import {
  grayWindow,
  type Layout,
  layout,
  layouts,
  regionOpacity,
  type ShownMap,
  showContours,
  shownMap,
  showVoxels,
  smooth,
} from "../../state/viewer.ts";
import { WindowEnd } from "./window-end.tsx";
import { windowPresets } from "./windows.ts";

const titles: Readonly<Record<Layout, string>> = {
  all: "All",
  axial: "Axial",
  coronal: "Coronal",
  sagittal: "Sagittal",
  "3d": "3D",
};

/** What is shown, in which window, and how regions lie over it. */
export function Toolbar() {
  return (
    <div class="toolbar" role="toolbar" aria-label="View">
      <div class="segmented">
        {layouts.map((one, n) => (
          <button
            key={one}
            type="button"
            aria-pressed={layout.value === one}
            title={`${titles[one]} (${n + 1})`}
            onClick={() => {
              layout.value = one;
            }}
          >
            {titles[one]}
          </button>
        ))}
      </div>
      <WindowFields />
      {image.value !== null && <SmoothField />}
      {regions.value.length > 0 && <RegionFields />}
      {shownMap.value !== null && <MapFields map={shownMap.value} />}
    </div>
  );
}

function WindowFields() {
  const shown = image.value;
  const window = grayWindow.value;
  if (shown === null || window === null) return null;
  const presets = windowPresets(shown.modality, shown.unit, shown.shown);
  const chosen = presets.findIndex(
    (one) => one.window[0] === window[0] && one.window[1] === window[1],
  );
  const end = (n: 0 | 1, label: string) => (
    <WindowEnd
      window={window}
      end={n}
      label={label}
      digits={6}
      onWindow={(next) => {
        grayWindow.value = next;
      }}
    />
  );
  return (
    <div class="inline-field">
      <div class="inline-field">
        <span class="quiet window-title">Window</span>
        <select
          aria-label="Window"
          value={String(chosen)}
          onChange={({ currentTarget }) => {
            const preset = presets[Number(currentTarget.value)];
            if (preset !== undefined) grayWindow.value = preset.window;
          }}
        >
          {chosen < 0 && <option value="-1">Own</option>}
          {presets.map(({ name }, n) => (
            <option key={name} value={String(n)}>
              {name}
            </option>
          ))}
        </select>
      </div>
      {end(0, "Black from")}
      <span class="quiet">to</span>
      {end(1, "White to")}
    </div>
  );
}

function SmoothField() {
  return (
    <label class="inline-field" title="Interpolate the image between its voxels">
      <input
        type="checkbox"
        checked={smooth.value}
        onChange={({ currentTarget }) => {
          smooth.value = currentTarget.checked;
        }}
      />
      Smooth
    </label>
  );
}

function RegionFields() {
  const drawn = regions.value.some(({ contours }) => contours.length > 0);
  return (
    <div class="inline-field">
      <label class="inline-field" title="Voxels of regions (R)">
        <input
          type="checkbox"
          checked={showVoxels.value}
          onChange={({ currentTarget }) => {
            showVoxels.value = currentTarget.checked;
          }}
        />
        Region voxels
      </label>
      <input
        type="range"
        class="range"
        aria-label="Opacity of regions"
        min="0"
        max="1"
        step="0.05"
        value={regionOpacity.value}
        onInput={({ currentTarget }) => {
          regionOpacity.value = currentTarget.valueAsNumber;
        }}
      />
      {drawn && (
        <label class="inline-field" title="Contours as they were drawn (C)">
          <input
            type="checkbox"
            checked={showContours.value}
            onChange={({ currentTarget }) => {
              showContours.value = currentTarget.checked;
            }}
          />
          Contours
        </label>
      )}
    </div>
  );
}

/** The colour maps of a map, by NiiVue's names. */
const mapColours = ["viridis", "inferno", "plasma", "turbo", "bluegrn", "blue2red"];

function MapFields({ map }: { readonly map: ShownMap }) {
  return (
    <div class="inline-field">
      <span class="quiet">{map.title}</span>
      <select
        aria-label="Colours of the map"
        value={map.colours}
        onChange={({ currentTarget }) => {
          shownMap.value = { ...map, colours: currentTarget.value };
        }}
      >
        {mapColours.map((colours) => (
          <option key={colours} value={colours}>
            {colours}
          </option>
        ))}
      </select>
      <input
        type="range"
        class="range"
        aria-label="Opacity of the map"
        min="0"
        max="1"
        step="0.05"
        value={map.opacity}
        onInput={({ currentTarget }) => {
          shownMap.value = { ...map, opacity: currentTarget.valueAsNumber };
        }}
      />
      <button
        type="button"
        class="link"
        onClick={() => {
          shownMap.value = null;
        }}
      >
        Hide map
      </button>
    </div>
  );
}
