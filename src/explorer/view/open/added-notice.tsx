import { added } from "../../state/added.ts";
import { image, regions } from "../../state/case.ts";
import { isRegionOf } from "../../work/region-id.ts";
import { Icon } from "../frame/icon.tsx";

/** What was opened beside the shown image, and what a click on it does. */
export function AddedNotice() {
  return (
    <div role="status" class="added-status">
      {added.value !== null && image.value !== null && (
        <div class="notice added">
          <div>
            {sentences().map((one) => (
              <p key={one}>{one}</p>
            ))}
          </div>
          <button
            type="button"
            class="icon-button small"
            aria-label="Close this message"
            title="Close"
            onClick={() => {
              added.value = null;
            }}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}

function sentences(): readonly string[] {
  const { images, regionFiles, refused } = added.value ?? {
    images: [],
    regionFiles: [],
    refused: 0,
  };
  const closed = regionFiles.filter((id) => !regions.value.some((one) => isRegionOf(one.id, id)));
  const found = [
    images.length === 0
      ? null
      : `${images.length === 1 ? "An image was" : `${images.length} images were`} added: a click on ${images.length === 1 ? "it shows it" : "one shows it"} in place of ${image.value?.title}.`,
    closed.length === 0
      ? null
      : `${closed.length === 1 ? "A file of regions was" : `${closed.length} files of regions were`} added: a click on a region shows it over the image.`,
    regionFiles.length === closed.length ? null : "The added region is shown over the image.",
    refused === 0 ? null : "What was refused stands below, with the reasons.",
  ].filter((one) => one !== null);
  return found.length === 0 ? ["These files are open already."] : found;
}

/** Marks an entry that was opened beside the shown image. */
export function AddedMark({ id }: { readonly id: string }) {
  const now = added.value;
  if (now === null || !(now.images.includes(id) || now.regionFiles.includes(id))) return null;
  return <span class="added-mark">new</span>;
}
