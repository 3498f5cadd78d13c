import { currentRegionId, image, regions, type ShownRegion } from "../../state/case.ts";
import { isOnGrid } from "../../state/nearest-regions.ts";
import { shownNumber } from "../../state/number-format.ts";
import {
  dropRegion,
  showImage,
  showRegion,
  toggleRegion,
  useAsImage,
  useAsRegions,
} from "../../state/open-case.ts";
import { cursorWanted } from "../../state/viewer.ts";
import type { RegionsEntry } from "../../work/listing.ts";
import { isRegionOf, type RegionPlace, regionId, regionName } from "../../work/region-id.ts";
import { Icon } from "../frame/icon.tsx";
import { AddedMark } from "./added-notice.tsx";
import { Notes } from "./notes.tsx";

/** A file of regions, and its regions to choose from. */
export function RegionFile({ file }: { readonly file: RegionsEntry }) {
  const { id, volume, volumes = [] } = file;
  const isImage = !/^(built-in:|series:(?!image:))/.test(id) && image.value?.id !== id;
  const isElsewhere =
    file.grid !== undefined && image.value !== null && !isOnGrid(file.grid, image.value.shown);
  const listed = file.regions.map((region) => ({ file: id, region, volume }));
  const ids = new Set(listed.map(regionId));
  const others = regions.value.filter((one) => isRegionOf(one.id, id) && !ids.has(one.id));
  return (
    <div class="region-file">
      <p class="region-file-title">
        <span class="entry-title">
          {file.title} <AddedMark id={id} />
        </span>
        <span class="entry-detail">
          {file.detail}
          {isElsewhere && ", on another grid than the image"}
        </span>
      </p>
      {volumes.length > 1 && (
        <select
          aria-label={`Volume of ${file.title}`}
          value={String(volume)}
          onChange={({ currentTarget }) => useAsRegions(id, Number(currentTarget.value))}
        >
          {volumes.map((title, n) => (
            <option key={n} value={String(n + 1)}>
              {n + 1}: {title}
            </option>
          ))}
        </select>
      )}
      {listed.length === 0 && <p class="quiet">No region.</p>}
      <ul class="entries">
        {listed.map((place) => (
          <Region key={regionId(place)} place={place} />
        ))}
        {others.map((shown) => (
          <OpenRegion key={shown.id} shown={shown} />
        ))}
      </ul>
      {isImage && (
        <button
          type="button"
          class="link"
          onClick={() => (file.picture === undefined ? showImage(id) : useAsImage(file))}
        >
          Show as an image
        </button>
      )}
    </div>
  );
}

function Region({ place }: { readonly place: RegionPlace }) {
  const shown = regions.value.find(({ id }) => id === regionId(place));
  if (shown !== undefined) return <OpenRegion shown={shown} />;
  return (
    <li>
      <button
        type="button"
        class="entry"
        disabled={image.value === null}
        title={image.value === null ? "Choose an image first" : "Show it over the image"}
        onClick={() => showRegion(place)}
      >
        <span class="entry-title">
          <span class="swatch swatch-none" />
          {regionName(place)}
        </span>
      </button>
    </li>
  );
}

function OpenRegion({ shown }: { readonly shown: ShownRegion }) {
  const { id, name } = shown;
  return (
    <li class="open-region">
      <button
        type="button"
        class="entry"
        aria-pressed={currentRegionId.value === id}
        onClick={() => {
          currentRegionId.value = id;
          cursorWanted.value = shown.centre;
        }}
      >
        <span class="entry-title">
          <span class={`swatch swatch-${shown.colour}`} />
          {name}
        </span>
        <span class="entry-detail">
          {shownNumber(shown.volume / 1000, 4)} mL, {shownNumber(shown.voxels)} voxels
        </span>
      </button>
      <button
        type="button"
        class="icon-button small"
        aria-pressed={shown.visible}
        aria-label={`Show ${name}`}
        title={shown.visible ? "Hide" : "Show"}
        onClick={() => toggleRegion(id)}
      >
        <Icon name={shown.visible ? "eye" : "hidden"} />
      </button>
      <button
        type="button"
        class="icon-button small"
        aria-label={`Give up ${name}`}
        title="Give up"
        onClick={() => dropRegion(id)}
      >
        <Icon name="close" />
      </button>
      <Notes notes={shown.notes} />
    </li>
  );
}
