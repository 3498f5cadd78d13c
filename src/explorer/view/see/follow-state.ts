import { computed, effect } from "@preact/signals";
import { indexToWorld } from "../../../volume/geometry.ts";
import { image, regions } from "../../state/case.ts";
import {
  cursor,
  cursorWanted,
  grayWindow,
  layout,
  regionOpacity,
  showContours,
  shownMap,
  showVoxels,
  smooth,
} from "../../state/viewer.ts";
import { drawContours } from "./contours.ts";
import { cursorAt } from "./cursor-at.ts";
import type { Stage } from "./stage.ts";
import { firstWindow } from "./windows.ts";

/** The regions that are drawn. */
const visible = computed(() => regions.value.filter((one) => one.visible));

/**
 * Shows on a stage what the state of the page says, from now on.
 *
 * @returns ends it
 */
export function followState(stage: Stage, contours: HTMLCanvasElement): () => void {
  stage.listen({
    onCursor: (world) => {
      cursor.value = cursorAt(world, image.peek());
    },
    onWindow: (window) => {
      grayWindow.value = window;
    },
    onDrawn: () => {
      const drawn = showContours.peek() ? visible.peek() : [];
      drawContours(contours, stage.planes(), drawn, cursor.peek()?.world ?? null);
    },
  });
  const effects = [
    effect(() => {
      const shown = image.value;
      cursor.value = null;
      grayWindow.value =
        shown === null ? null : firstWindow(shown.modality, shown.unit, shown.shown);
      smooth.value = shown === null || Math.min(...shown.shown.size.slice(0, 2)) >= fewVoxels;
    }),
    effect(() => {
      showContours.value; // contours are drawn after the scene
      stage.show({
        image: image.value,
        regions: showVoxels.value ? visible.value : [],
        regionOpacity: regionOpacity.value,
        map: shownMap.value,
        window: grayWindow.value ?? [0, 1],
        layout: layout.value,
        smooth: smooth.value,
      });
    }),
    effect(() => {
      if (image.value === null) return;
      const { size } = image.value.shown;
      const middle = [size[0] >> 1, size[1] >> 1, size[2] >> 1] as const;
      stage.moveTo(indexToWorld(image.value.shown, middle));
    }),
    effect(() => {
      if (cursorWanted.value !== null) stage.moveTo(cursorWanted.value);
    }),
  ];
  return () => {
    for (const end of effects) end();
  };
}

/** Images with fewer voxels along a side are not interpolated: their voxels are what is to be seen. */
const fewVoxels = 24;
