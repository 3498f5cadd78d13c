import { useState } from "preact/hooks";
import { expectedSpacing, parseSpacing } from "../../../io/spacing.ts";
import { image } from "../../state/case.ts";
import { showImage } from "../../state/open-case.ts";
import type { Picture } from "../../work/listing.ts";

/** Asks for the spacing of a picture, which its file does not state, and shows it. */
export function SpacingForm(of: {
  readonly id: string;
  readonly title: string;
  readonly picture: Picture;
}) {
  const { id, title, picture } = of;
  const { slices, resolution } = picture;
  const [text, setText] = useState("");
  const spacing = parseSpacing(text);
  const isGiven = spacing !== undefined && (slices === 1 || spacing.length === 3);
  const shown = image.value?.id === id ? image.value.reading : {};
  const expected = slices === 1 ? expectedSpacing : "three numbers of mm above 0";
  return (
    <form
      class="entry-fields spacing-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isGiven) showImage(id, { ...shown, spacing });
      }}
    >
      <label>
        Spacing in mm
        <input
          type="text"
          class="text"
          autocomplete="off"
          placeholder={slices === 1 ? "0.5, 0.5" : "0.5, 0.5, 3"}
          title={`${expected}: along x and y, and between slices`}
          aria-label={`Spacing of ${title} in mm`}
          aria-invalid={text !== "" && !isGiven}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      <button type="submit" class="button" disabled={!isGiven}>
        Show
      </button>
      <p class="quiet">
        {resolution === null
          ? "The file states no resolution."
          : `The file states ${resolution}, which is not taken for it.`}
      </p>
    </form>
  );
}
