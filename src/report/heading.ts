import { counted } from "../messages/phrases.ts";
import type { Grid, Vec3 } from "../volume/volume.ts";
import { madeRegion } from "./made-region.ts";
import type { Report } from "./report.ts";

/** Image, mask and region of a report, in a few lines of text. */
export function toHeading(report: Report): string {
  const { image, mask, roi } = report;
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
  const made = madeRegion(report);
  return [
    `image   ${image.name}`,
    `        ${describeGrid(image)}`,
    `mask    ${mask.name}${regionText(label, region)}`,
    ...(made === null ? [] : [`region  ${printable(made)}${ofMask(roi)}`]),
    `${made === null ? "region " : "       "} ${voxels}${left}${levels}`,
    "",
  ].join("\n");
}

/** `, label 2`, or `, GTV-1 (2)` */
function regionText(label: number | null, region: string | null): string {
  if (region === null) return label === null ? "" : `, label ${label}`;
  return `, ${printable(region)}${label === null ? "" : ` (${label})`}`;
}

/** A name that comes from a file, without characters that break or hide a line. */
function printable(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD");
}

/** `, made of 4137 voxels of the mask` */
function ofMask({ derivation }: Report["roi"]): string {
  const [first] = derivation?.steps ?? [];
  return first === undefined ? "" : `, made of ${counted(first.voxels, "voxel")} of the mask`;
}

/** `204 × 201 × 60 voxels of 0.977 × 0.977 × 3 mm` */
function describeGrid({ size, spacing }: Pick<Grid, "size" | "spacing">): string {
  return `${size.join(" × ")} voxels of ${inMillimetres(spacing)}`;
}

function inMillimetres(spacing: Vec3): string {
  return `${spacing.map((s) => Number(s.toPrecision(4))).join(" × ")} mm`;
}
