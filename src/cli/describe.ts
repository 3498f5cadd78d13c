import type { Command } from "commander";
import type { DescribedVolume } from "../io/read.ts";
import { readFileDescribed } from "../node/read-file.ts";
import { formatNumber } from "../report/format-number.ts";
import { orientationOf } from "../report/orientation.ts";
import { summariseVolume, type VolumeSummary } from "../report/volume-summary.ts";
import { type Grid, voxelCount } from "../volume/volume.ts";
import { fileLines, type Line } from "./file-lines.ts";
import type { Terminal } from "./terminal.ts";

/** `voxomics describe FILE` */
export function addDescribe(root: Command, { out }: Terminal): void {
  root
    .command("describe")
    .summary("say what is read from a file")
    .description(
      "Say what is read from a file: grid, orientation, stored type, range of values, labels.",
    )
    .argument("<file>", "an image or a mask: NIfTI, .nii or .nii.gz")
    .addHelpText("after", "\nExample:\n  voxomics describe ct.nii.gz")
    .action(async (path: string) => {
      out(describe(path, await readFileDescribed(path)));
    });
}

function describe(path: string, { volume, description }: DescribedVolume): string {
  const lines = [
    ...fileLines(description),
    ...gridLines(volume),
    ...valueLines(summariseVolume(volume)),
  ];
  return [path, ...lines.map(([name, text]) => `  ${name.padEnd(12)} ${text}`), ""].join("\n");
}

function gridLines(grid: Grid): Line[] {
  const { size, spacing, origin, direction } = grid;
  const { code, names, obliqueness } = orientationOf(direction);
  const oblique = obliqueness < 0.01 ? "" : `, oblique by up to ${obliqueness.toFixed(2)}°`;
  const [x, y, z] = names;
  return [
    ["size", `${size.join(" × ")} = ${voxelCount(grid)} voxels`],
    ["spacing", `${spacing.join(" × ")} mm`],
    ["origin", `(${origin.join(", ")}) mm, LPS`],
    ["orientation", `${code}: x runs to ${x}, y to ${y}, z to ${z}${oblique}`],
    ...[0, 1, 2].map((row): Line => {
      const cells = direction.slice(3 * row, 3 * row + 3);
      return [row === 0 ? "direction" : "", cells.map((c) => c.toFixed(6).padStart(9)).join(" ")];
    }),
  ];
}

function valueLines({ range, notANumber, infinite, labels }: VolumeSummary): Line[] {
  const { minimum, maximum, mean } = range ?? { minimum: NaN, maximum: NaN, mean: NaN };
  return [
    ["values", range ? `${minimum} to ${maximum}, mean ${formatNumber(mean)}` : "none is a number"],
    ["not a number", `${notANumber} voxels${infinite > 0 ? `, and ${infinite} infinite` : ""}`],
    ...labelLines(labels),
  ];
}

/** More labels are counted but not listed. */
const mostListed = 32;

function labelLines(labels: VolumeSummary["labels"]): Line[] {
  if (labels === null) return [];
  if (labels.length === 0) return [["labels", "none: every voxel is 0"]];
  const width = Math.max(...labels.map(({ label }) => String(label).length));
  const listed = labels
    .slice(0, mostListed)
    .map(({ label, voxels }) => `${String(label).padStart(width)}: ${voxels} voxels`);
  if (labels.length > mostListed) listed.push(`and ${labels.length - mostListed} more`);
  return listed.map((text, n) => [n === 0 ? "labels" : "", text]);
}
