// What of OHIF 3.9 and later the panel uses. An extension in OHIF's own repository imports these types from @ohif/core.
import type { CornerstoneSegmentationLike } from "voxomics/adapters";

interface PubSub<Event extends string> {
  readonly EVENTS: Readonly<Record<Event, string>>;
  subscribe(event: string, callback: () => void): { readonly unsubscribe: () => void };
}

export interface SegmentationService
  extends PubSub<
    | "SEGMENTATION_ADDED"
    | "SEGMENTATION_MODIFIED"
    | "SEGMENTATION_DATA_MODIFIED"
    | "SEGMENTATION_REMOVED"
  > {
  /** The segmentation of cornerstone3D that is active in a viewport. */
  getActiveSegmentation(viewportId: string): CornerstoneSegmentationLike | null | undefined;
}

export interface ViewportGridService extends PubSub<"ACTIVE_VIEWPORT_ID_CHANGED"> {
  getActiveViewportId(): string;
}

export interface ServicesManager {
  readonly services: {
    readonly segmentationService: SegmentationService;
    readonly viewportGridService: ViewportGridService;
  };
}

/** What an extension is given. */
export interface ExtensionParams {
  readonly servicesManager: ServicesManager;
}

/** A panel, as a mode names it: `<id of the extension>.panelModule.<name>`. */
export interface Panel {
  readonly name: string;
  readonly iconName: string;
  readonly iconLabel: string;
  readonly label: string;
  readonly component: React.ComponentType;
}

export interface Extension {
  readonly id: string;
  getPanelModule(params: ExtensionParams): Panel[];
}
