import { chosenMasks } from "../../state/second-masks.ts";
import { settings } from "../../state/settings.ts";
import { SecondMaskField } from "./second-mask-field.tsx";

/** The choice of a mask that regions are cut to. */
export function WithinField() {
  return (
    <SecondMaskField
      name="within"
      title="Within another mask"
      help="Cuts regions, also grown ones and rings, to what lies inside this mask: a ring around a tumour to the lung. It is of the case, not of the settings: the command line has it as --within."
      helpWithout="Cuts regions to a second mask, such as a ring around a tumour to the lung. Open a file of regions beside the image to choose one."
      use="Regions are cut to"
    >
      <OfSingleRegions />
    </SecondMaskField>
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
    Array.isArray(labelsWithin) && chosenMasks.within.value === null
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
