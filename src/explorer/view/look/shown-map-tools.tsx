import { shownNumber } from "../../state/number-format.ts";
import { type ShownMap, showMap, shownMap } from "../../state/viewer.ts";
import { WindowEnd } from "../see/window-end.tsx";

/** How the map that lies over the image is drawn. */
export function ShownMapTools() {
  const map = shownMap.value;
  if (map === null) return null;
  const change = (part: Partial<ShownMap>) => showMap({ ...map, ...part });
  const end = (n: 0 | 1, label: string) => (
    <WindowEnd
      window={map.window}
      end={n}
      label={label}
      digits={5}
      onWindow={(window) => change({ window })}
    />
  );
  const [least, greatest] = map.volume.range;
  return (
    <section class="map-tools" aria-label="The map over the image">
      <div class="details-head">
        <h3>{map.title}</h3>
        <button type="button" class="button" onClick={() => showMap(null)}>
          Take the map away
        </button>
      </div>
      <div class="view-tools">
        <span class="inline-field">
          <span class="quiet">Colours from</span>
          {end(0, "Colours from")}
          <span class="quiet">to</span>
          {end(1, "Colours to")}
        </span>
      </div>
      <p class="quiet">
        Values from {shownNumber(least)} to {shownNumber(greatest)}
        {map.unit === null ? "" : ` ${map.unit}`}, as stored in 32 bits for the view. What has no
        value, or a lower one than the colours begin with, shows the image beneath. Opacity and
        colours are set above the image.
      </p>
    </section>
  );
}
