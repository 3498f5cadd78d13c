// In place of OHIF's services: what its own do, which also hand on the events of cornerstone3D's tools.
import { eventTarget } from "@cornerstonejs/core";
import { Enums, segmentation } from "@cornerstonejs/tools";
import type { ServicesManager } from "../ohif.ts";

export const viewportId = "stack";
const { Events } = Enums;

function subscribe(event: string, callback: () => void) {
  eventTarget.addEventListener(event, callback);
  return { unsubscribe: () => eventTarget.removeEventListener(event, callback) };
}

export const servicesManager: ServicesManager = {
  services: {
    segmentationService: {
      EVENTS: {
        SEGMENTATION_ADDED: Events.SEGMENTATION_REPRESENTATION_ADDED,
        SEGMENTATION_MODIFIED: Events.SEGMENTATION_MODIFIED,
        SEGMENTATION_DATA_MODIFIED: Events.SEGMENTATION_DATA_MODIFIED,
        SEGMENTATION_REMOVED: Events.SEGMENTATION_REMOVED,
      },
      subscribe,
      getActiveSegmentation: (id) => segmentation.activeSegmentation.getActiveSegmentation(id),
    },
    viewportGridService: {
      EVENTS: { ACTIVE_VIEWPORT_ID_CHANGED: "no other viewport" },
      subscribe,
      getActiveViewportId: () => viewportId,
    },
  },
};
