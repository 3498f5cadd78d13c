import { signal } from "@preact/signals";
import { addressed, oneOf } from "./address.ts";

/** What the panel of plots shows. */
export const plotViews = [
  "histogram",
  "volume-curve",
  "matrices",
  "response",
  "feature-map",
  "perturbation",
] as const;
export type PlotView = (typeof plotViews)[number];

export const plotView = addressed<PlotView>("plot", "histogram", oneOf(plotViews));

/** The tag of the feature that is mapped, and that perturbations are about. */
export const studiedFeature = signal("stat_mean");
