import type { SettingsInput } from "../../../settings/settings.ts";

/** What a view of the panel of plots is about. */
export interface ViewProps {
  /** The id of the region. */
  readonly region: string;
  readonly settings: SettingsInput;
  /** What intensities are called at an axis: `intensity (HU)`. */
  readonly unit: string;
}
