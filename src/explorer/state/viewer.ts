import { signal } from "@preact/signals";
import type { Vec3 } from "../../volume/volume.ts";
import type { ShownVolume } from "../work/shown-volume.ts";
import { addressed, oneOf } from "./address.ts";

/** What the viewer shows: three planes and 3D, or one of them. */
export const layouts = ["all", "axial", "coronal", "sagittal", "3d"] as const;
export type Layout = (typeof layouts)[number];

export const layout = addressed<Layout>("view", "all", oneOf(layouts));

/** The values that are drawn black and white. */
export const grayWindow = signal<readonly [number, number] | null>(null);

/** How regions are drawn over the image. */
export const regionOpacity = signal(0.4);
/** Whether the voxels of regions are shown, and the contours as they were drawn. */
export const showVoxels = signal(true);
export const showContours = signal(true);

/** Whether the image is interpolated between its voxels. */
export const smooth = signal(true);

/** A map over the image: a filter's response, or a feature. */
export interface ShownMap {
  readonly title: string;
  readonly unit: string | null;
  /** On any grid; NaN is shown as nothing. */
  readonly volume: ShownVolume;
  /** A colour map of NiiVue. */
  readonly colours: string;
  /** The values at the ends of the colours. */
  readonly window: readonly [number, number];
  /** From 0 to 1. */
  readonly opacity: number;
  /** Whether it covers the whole image, so that in 3D there would be nothing but its faces. */
  readonly isWhole: boolean;
}

export const shownMap = signal<ShownMap | null>(null);

/** Shows a map over the image with a colour bar, instead of the one that is shown; null shows none. */
export function showMap(
  map: (Omit<ShownMap, "colours" | "window" | "opacity" | "isWhole"> & Partial<ShownMap>) | null,
): void {
  shownMap.value =
    map === null
      ? null
      : { colours: "viridis", window: map.volume.window, opacity: 0.7, isWhole: false, ...map };
}

/** Where the cursor is. */
export interface Cursor {
  /** In mm (LPS). */
  readonly world: Vec3;
  /** Indices of the image's voxel, from 0. */
  readonly voxel: Vec3;
  /** The image's value there; null outside of it. */
  readonly value: number | null;
}

export const cursor = signal<Cursor | null>(null);
/** Where the cursor is asked to go, in mm (LPS); the viewer goes there. */
export const cursorWanted = signal<Vec3 | null>(null);
