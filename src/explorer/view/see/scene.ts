import type { ShownImage, ShownRegion } from "../../state/case.ts";
import type { Layout, ShownMap } from "../../state/viewer.ts";

/** What the viewer shows. */
export interface Scene {
  readonly image: ShownImage | null;
  /** The regions that are visible. */
  readonly regions: readonly ShownRegion[];
  readonly regionOpacity: number;
  readonly map: ShownMap | null;
  readonly window: readonly [number, number];
  readonly layout: Layout;
  /** Whether the image is interpolated between voxels. Regions and maps never are. */
  readonly smooth: boolean;
}
