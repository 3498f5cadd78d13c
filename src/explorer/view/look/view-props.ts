import type { SettingsInput } from "../../../settings/settings.ts";

/** What a view of the panel of plots is about. */
export interface ViewProps {
  /** The id of the region. */
  readonly region: string;
  /** The id of the mask that the region is cut to; null for none. */
  readonly within: string | null;
  readonly settings: SettingsInput;
  /** What intensities are called at an axis: `intensity (HU)`. */
  readonly unit: string;
}
