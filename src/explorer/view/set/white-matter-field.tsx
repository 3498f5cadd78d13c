import { lacksWhiteMatter, takesWhiteMatter } from "../../state/second-masks.ts";
import { SecondMaskField } from "./second-mask-field.tsx";

/** The choice of the mask of white matter, where the settings normalise by its white stripe; nothing elsewhere. */
export function WhiteMatterField() {
  if (!takesWhiteMatter.value) return null;
  return (
    <SecondMaskField
      name="whiteMatter"
      title="Mask of white matter"
      help="White matter, or the whole brain: the white stripe is found in its histogram. It is of the case, not of the settings: the command line has it as --white-matter."
      helpWithout="White matter, or the whole brain: the white stripe is found in its histogram. Open a file of regions beside the image to choose it."
      use="The white stripe is found in"
    >
      {lacksWhiteMatter.value && (
        <p class="notice warn" role="status">
          No mask of white matter is chosen: without one, nothing can be measured by the method
          White stripe.
        </p>
      )}
    </SecondMaskField>
  );
}
