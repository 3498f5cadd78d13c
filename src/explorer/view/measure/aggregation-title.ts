import { distanceIn, withoutDistance } from "../../../features/at-distance.ts";

/** What the standard calls the aggregations of settings. */
const names: Readonly<Record<string, string>> = {
  "2D:avg": "2D averaged: matrices of each slice and direction, values averaged",
  "2D:mrg": "2D slice-merged: matrices of each slice, directions merged, values averaged",
  "2.5D:avg": "2.5D direction-merged: slices merged, values of directions averaged",
  "2.5D:mrg": "2.5D merged: slices and directions merged",
  "3D:avg": "3D averaged: values of directions averaged",
  "3D:mrg": "3D merged: directions merged",
  "2D": "2D: values of slices averaged",
  "2.5D": "2.5D: slices merged",
  "3D": "3D",
};

/** An aggregation in words, with the standard's code. */
export function aggregationTitle(aggregation: string | null, code: string | null): string {
  if (aggregation === null) return "without texture aggregation";
  const distance = distanceIn(aggregation);
  const plain = names[withoutDistance(aggregation)] ?? aggregation;
  const at = distance === null ? "" : `, neighbours at distance ${distance}`;
  return `${plain}${at}${code === null ? "" : ` (${code})`}`;
}
