import type { FileRegion } from "../../../io/region.ts";
import { currentRegionId, image, regions } from "../../state/case.ts";
import { shownNumber } from "../../state/number-format.ts";
import { dropRegion, showImage, showRegion, toggleRegion } from "../../state/open-case.ts";
import { cursorWanted } from "../../state/viewer.ts";
import type { RegionsEntry } from "../../work/listing.ts";
import { regionId } from "../../work/region-id.ts";
import { Icon } from "../frame/icon.tsx";
import { Notes } from "./notes.tsx";

/** A file of regions, and its regions to choose from. */
export function RegionFile({ file }: { readonly file: RegionsEntry }) {
  const isImage = file.id.startsWith("file:") && image.value?.id !== file.id;
  return (
    <div class="region-file">
      <p class="region-file-title">
        <span class="entry-title">{file.title}</span>
        <span class="entry-detail">{file.detail}</span>
      </p>
      <ul class="entries">
        {file.regions.map((region) => (
          <Region key={region.number} file={file.id} region={region} />
        ))}
      </ul>
      {isImage && (
        <button type="button" class="link" onClick={() => showImage(file.id)}>
          Show as an image
        </button>
      )}
    </div>
  );
}

function Region({ file, region }: { readonly file: string; readonly region: FileRegion }) {
  const id = regionId({ file, region });
  const shown = regions.value.find((one) => one.id === id);
  const name = region.name ?? `label ${region.number}`;
  if (shown === undefined) {
    return (
      <li>
        <button
          type="button"
          class="entry"
          disabled={image.value === null}
          onClick={() => showRegion({ file, region })}
        >
          <span class="entry-title">{name}</span>
        </button>
      </li>
    );
  }
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
