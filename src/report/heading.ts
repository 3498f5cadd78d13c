import type { Grid, Vec3 } from "../volume/volume.ts";
import type { Report } from "./report.ts";

/** Image, mask and region of a report, in a few lines of text. */
export function toHeading({ image, mask, roi }: Report): string {
  const {
    label,
    region,
    spacing,
    morphologicalVoxels: all,
    intensityVoxels: kept,
    greyLevels,
  } = roi;
  const voxels = `${all} ${all === 1 ? "voxel" : "voxels"} of ${inMillimetres(spacing)}`;
  const left = kept === all ? "" : `, ${kept} of them in the intensity mask`;
  const levels =
    greyLevels === null ? "" : `, ${greyLevels} grey level${greyLevels === 1 ? "" : "s"}`;
  return [
    `image   ${image.name}`,
    `        ${describeGrid(image)}`,
    `mask    ${mask.name}${regionText(label, region)}`,
    `region  ${voxels}${left}${levels}`,
    "",
  ].join("\n");
}

/** `, label 2`, or `, GTV-1 (2)` */
function regionText(label: number | null, region: string | null): string {
  if (region === null) return label === null ? "" : `, label ${label}`;
  const name = region.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD"); // names come from files
  return `, ${name}${label === null ? "" : ` (${label})`}`;
}

/** `204 × 201 × 60 voxels of 0.977 × 0.977 × 3 mm` */
function describeGrid({ size, spacing }: Pick<Grid, "size" | "spacing">): string {
  return `${size.join(" × ")} voxels of ${inMillimetres(spacing)}`;
}

function inMillimetres(spacing: Vec3): string {
  return `${spacing.map((s) => Number(s.toPrecision(4))).join(" × ")} mm`;
}
