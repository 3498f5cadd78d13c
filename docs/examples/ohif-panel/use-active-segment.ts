import { useEffect, useState } from "react";
import type { CornerstoneSegmentationLike } from "voxomics/adapters";
import type { ServicesManager } from "./ohif.ts";

export interface ActiveSegment {
  readonly segmentation?: CornerstoneSegmentationLike | undefined;
  /** Its number in the segmentation. */
  readonly segment?: number | undefined;
  /** Changes with the segment, and whenever something is drawn. */
  readonly drawing: string;
}

/** The segment that tools draw in the active viewport. */
export function useActiveSegment({ services }: ServicesManager): ActiveSegment {
  const { segmentationService, viewportGridService } = services;
  const [strokes, setStrokes] = useState(0);
  const [, render] = useState({});

  useEffect(() => {
    const { SEGMENTATION_DATA_MODIFIED, ...others } = segmentationService.EVENTS;
    const { ACTIVE_VIEWPORT_ID_CHANGED } = viewportGridService.EVENTS;
    const again = () => render({});
    const subscriptions = [
      segmentationService.subscribe(SEGMENTATION_DATA_MODIFIED, () => setStrokes((n) => n + 1)),
      viewportGridService.subscribe(ACTIVE_VIEWPORT_ID_CHANGED, again),
      segmentationService.subscribe(others.SEGMENTATION_ADDED, again),
      segmentationService.subscribe(others.SEGMENTATION_MODIFIED, again),
      segmentationService.subscribe(others.SEGMENTATION_REMOVED, again),
    ];
    return () => {
      for (const { unsubscribe } of subscriptions) unsubscribe();
    };
  }, [segmentationService, viewportGridService]);

  const viewportId = viewportGridService.getActiveViewportId();
  const segmentation = segmentationService.getActiveSegmentation(viewportId) ?? undefined;
  const active = Object.entries(segmentation?.segments ?? {}).find(([, { active }]) => active);
  const segment = active === undefined ? undefined : Number(active[0]);
  return {
    segmentation,
    segment,
    drawing: [segmentation?.segmentationId, segment, strokes].join(" "),
  };
}
