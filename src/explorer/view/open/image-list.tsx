import { image, listing } from "../../state/case.ts";
import { showImage, useAsRegions } from "../../state/open-case.ts";
import { AddedMark } from "./added-notice.tsx";
import { ImageFields } from "./image-fields.tsx";
import { SpacingForm } from "./spacing-form.tsx";

/** The images that can be shown; one is. */
export function ImageList() {
  const { images } = listing.value;
  return (
    <section aria-labelledby="images-title">
      <h2 id="images-title">Images</h2>
      {images.length === 0 && <p class="quiet">None.</p>}
      <ul class="entries">
        {images.map(({ id, title, detail, picture }) => (
          <li key={id}>
            <button
              type="button"
              class="entry"
              aria-pressed={image.value?.id === id}
              title={
                image.value?.id === id || picture !== undefined ? undefined : "Show this image"
              }
              disabled={picture !== undefined}
              onClick={() => showImage(id)}
            >
              <span class="entry-title">
                {title} <AddedMark id={id} />
              </span>
              <span class="entry-detail">{detail}</span>
            </button>
            {picture !== undefined && <SpacingForm id={id} title={title} picture={picture} />}
            {image.value?.id === id && <ImageFields shown={image.value} />}
            {!id.startsWith("built-in:") && (
              <button type="button" class="link" onClick={() => useAsRegions(id)}>
                Use as regions
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
