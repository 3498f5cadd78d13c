import { image, listing } from "../../state/case.ts";
import { chooseWithin } from "../../state/choose-within.ts";
import { shownCount, shownNumber } from "../../state/number-format.ts";
import { settings } from "../../state/settings.ts";
import { within } from "../../state/within.ts";
import { regionId, regionName } from "../../work/region-id.ts";
import { Notes } from "../open/notes.tsx";

/** The choice of a mask that regions are cut to. It is no setting, as it is of the case: the command line has it as an option. */
export function WithinField() {
  const chosen = within.value;
  // the command line reads this mask without a choice of volumes
  const files = listing.value.regionFiles.filter(({ volumes }) => volumes === undefined);
  const places = files.flatMap(({ id, regions }) =>
    regions.map((region) => ({ file: id, region })),
  );
  const hasNone = image.value === null || places.length === 0;
  return (
    <div class={`field${chosen === null ? "" : " given"}`}>
      <label class="field-title" for="within-mask">
        Within another mask
      </label>
      <div class="field-control">
        <select
          id="within-mask"
          aria-describedby="within-mask-help"
          disabled={hasNone}
          value={chosen?.id ?? ""}
          onChange={({ currentTarget }) => {
            const place = places.find((one) => regionId(one) === currentTarget.value) ?? null;
            currentTarget.value = chosen?.id ?? ""; // until it was read
            chooseWithin(place);
          }}
        >
          <option value="">none</option>
          {files.map(({ id, title, regions }) => (
            <optgroup key={id} label={title}>
              {regions.map((region) => {
                const place = { file: id, region };
                return (
                  <option key={regionId(place)} value={regionId(place)}>
                    {regionName(place)}
                  </option>
                );
              })}
            </optgroup>
          ))}
        </select>
      </div>
      <p class="field-help" id="within-mask-help">
        {hasNone
          ? "Cuts regions to a second mask, such as a ring around a tumour to the lung. Open a file of regions beside the image to choose one."
          : "Cuts regions, also grown ones and rings, to what lies inside this mask: a ring around a tumour to the lung. It is of the case, not of the settings: the command line has it as --within."}
      </p>
      {chosen !== null && (
        <p class="field-help" role="status">
          Regions are cut to {regionName(chosen.place)}: {shownNumber(chosen.volume / 1000, 4)} mL,{" "}
          {shownCount(chosen.voxels)} voxels.
        </p>
      )}
      <Notes notes={chosen?.notes ?? []} />
      <OfSingleRegions />
    </div>
  );
}

/** Tells what settings of the mask mean for regions that are opened one by one, as here. */
function OfSingleRegions() {
  const { labels, threshold, components, within: labelsWithin } = settings.value.mask ?? {};
  const found = [
    Array.isArray(labels) || typeof threshold === "number"
      ? `Mask has ${Array.isArray(labels) ? "Labels" : "Threshold"}, which is about whole masks: a region that is opened here is one label, and counts as 1 inside. The command line takes the whole mask without --label and --region.`
      : null,
    components === "apart"
      ? "Mask has Components apart: a region of several components is refused here, and measured component by component by the command line."
      : null,
    Array.isArray(labelsWithin) && within.value === null
      ? `Mask has Within ${labelsWithin.join(", ")}, and no other mask is chosen here: these are labels of the region's own mask then, which counts as 1 inside.`
      : null,
  ].filter((one) => one !== null);
  if (found.length === 0) return null;
  return (
    <div class="notice warn" role="status">
      {found.map((one) => (
        <p key={one}>{one}</p>
      ))}
    </div>
  );
}
