import type { Reason } from "../features/feature.ts";

/** What each reason for an undefined or conventional feature value means. */
const meanings: Readonly<Record<Reason, string>> = {
  "empty-intensity-mask": "no voxel of the region is left in the intensity mask",
  "several-slices":
    "the region lies in several slices, and the settings ask for regions in one slice",
  "thickness-assumed": "the image is one slice, and how thick it is was assumed",
  "too-few-voxels": "the definition needs more voxels than the region has",
  "single-intensity": "all intensities are equal",
  "single-grey-level": "all grey levels are equal",
  "no-voxel-pairs": "no two region voxels are neighbours",
  "negative-intensity": "the definition takes powers of intensities, and some are below 0",
  "zero-mean": "the definition divides by a mean of 0",
  "zero-quartiles": "the definition divides by a sum of quartiles of 0",
  "zero-denominator": "the definition divides by 0",
  "flat-region": "the voxel centres lie in a plane, on a line or in a point",
  "power-underflow": "intensities so close to each other, or to 0, that their powers are lost",
  "too-large": "the region needs more memory than can be had",
  "not-finite": "intensities so large or small that the result is no number",
};

/**
 * Whether a value is a reason, with or without `partly:` in front (which says that some matrices have
 * it).
 */
export function isReason(found: unknown): boolean {
  return typeof found === "string" && Object.hasOwn(meanings, found.replace(/^partly:/, ""));
}

/** A reason with its meaning; the reason alone if it has none here. */
export function reasonText(reason: string): string {
  const [, partly, word] = /^(partly:)?(.*)$/.exec(reason) as RegExpExecArray;
  const meaning = Object.hasOwn(meanings, word) ? meanings[word as Reason] : undefined;
  const scope = partly ? "in some of the matrices that are averaged: " : "";
  return `${word}: ${scope}${meaning ?? ""}`.replace(/: $/, "");
}
