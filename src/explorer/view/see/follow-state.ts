import { effect } from "@preact/signals";
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
} from "../../state/viewer.ts";
import { drawContours } from "./contours.ts";
import { cursorAt } from "./cursor-at.ts";
import type { Stage } from "./stage.ts";
import { firstWindow } from "./windows.ts";

/**
 * Shows on a stage what the state of the page says, from now on.
 *
 * @returns ends it
 */
export function followState(stage: Stage, contours: HTMLCanvasElement): () => void {
  const draw = () => {
    const drawn = showContours.peek() ? regions.peek().filter(({ visible }) => visible) : [];
    drawContours(contours, stage.tiles(), drawn, cursor.peek()?.world ?? null);
  };
  stage.listen({
    onCursor: (world) => {
      cursor.value = cursorAt(world, image.peek());
    },
    onWindow: (window) => {
      grayWindow.value = window;
    },
    onDrawn: draw,
  });
  const effects = [
    effect(() => {
      const shown = image.value;
      stage.showImage(shown);
      cursor.value = null;
      grayWindow.value = shown === null ? null : firstWindow(shown.modality, shown.shown);
      if (shown === null) return;
      const { size } = shown.shown;
      const middle = [(size[0] - 1) / 2, (size[1] - 1) / 2, (size[2] - 1) / 2] as const;
      cursorWanted.value = indexToWorld(shown.shown, middle);
    }),
    effect(() => {
      if (grayWindow.value !== null) stage.setWindow(grayWindow.value);
    }),
    effect(() => {
      stage.showRegions(regions.value, showVoxels.value ? regionOpacity.value : 0);
    }),
    effect(() => stage.showMap(shownMap.value)),
    effect(() => stage.setLayout(layout.value)),
    effect(() => {
      if (cursorWanted.value !== null) stage.moveTo(cursorWanted.value);
    }),
    effect(() => {
      showContours.value;
      draw();
    }),
  ];
  return () => {
    for (const end of effects) end();
  };
}
