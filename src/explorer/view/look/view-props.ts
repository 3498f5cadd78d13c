import type { SettingsInput } from "../../../settings/settings.ts";
import type { SecondMaskIds } from "../../work/open-region.ts";

/** What a view of the panel of plots is about. */
export interface ViewProps {
  /** The id of the region. */
  readonly region: string;
  /** The ids of the masks beside those of the regions. */
  readonly masks: SecondMaskIds;
  readonly settings: SettingsInput;
  /** What intensities are called at an axis: `intensity (HU)`. */
  readonly unit: string;
}
