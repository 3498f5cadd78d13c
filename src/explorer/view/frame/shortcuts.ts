import { isOpen } from "../../state/case.ts";
import { closeCase } from "../../state/open-case.ts";
import { panel } from "../../state/panel.ts";
import { toggleTheme } from "../../state/theme.ts";
import { layout, layouts, showContours, showVoxels } from "../../state/viewer.ts";
import { panels } from "../panels.ts";

/** A key, and what it does. */
export interface Shortcut {
  /** As the event has it; letters are small. */
  readonly key: string;
  /** As the help shows it. */
  readonly shown: string;
  readonly does: string;
  readonly act: () => void;
}

const layoutNames = ["all planes and 3D", "axial", "coronal", "sagittal", "3D"];

/** The keys of the page, in the order of the help. Those of the viewer are its own. */
export const shortcuts: readonly Shortcut[] = [
  ...layouts.map((one, n) => ({
    key: String(n + 1),
    shown: String(n + 1),
    does: `show ${layoutNames[n]}`,
    act: () => {
      layout.value = one;
    },
  })),
  {
    key: "r",
    shown: "R",
    does: "show or hide the voxels of regions",
    act: () => {
      showVoxels.value = !showVoxels.value;
    },
  },
  {
    key: "c",
    shown: "C",
    does: "show or hide contours as they were drawn",
    act: () => {
      showContours.value = !showContours.value;
    },
  },
  ...panels.map(({ id, title }, n) => ({
    key: "sfpvxyz"[n],
    shown: "SFPVXYZ"[n],
    does: `panel ${title}`,
    act: () => {
      panel.value = id;
    },
  })),
  { key: "t", shown: "T", does: "light or dark colours", act: toggleTheme },
  {
    key: "w",
    shown: "W",
    does: "close the case",
    act: () => {
      if (isOpen.value) closeCase();
    },
  },
];

/** What the viewer does with keys and pointer, for the help. */
export const viewerShortcuts: readonly Pick<Shortcut, "shown" | "does">[] = [
  { shown: "← → ↑ ↓", does: "move the cursor by a voxel in the plane" },
  { shown: "Page ↑ ↓", does: "move the cursor by a slice" },
  { shown: "click, drag", does: "put the cursor there; turn the 3D view" },
  { shown: "wheel", does: "go through the slices" },
  { shown: "right drag", does: "set the window by a box" },
];
