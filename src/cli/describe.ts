import { stat } from "node:fs/promises";
import type { Command } from "commander";
import { type CaseReading, imageReading } from "../case/case-reading.ts";
import type { FileOverview } from "../io/format.ts";
import type { DescribedVolume } from "../io/read.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { describeFolder, type FolderOverview, type FolderVolume } from "../node/describe-folder.ts";
import { describeAndRead } from "../node/read-file.ts";
import { formatNumber } from "../report/format-number.ts";
import { toJson } from "../report/json.ts";
import { orientationOf } from "../report/orientation.ts";
import { summariseVolume, type VolumeSummary } from "../report/volume-summary.ts";
import { countGridVoxels, type Grid, gridOf, identityOf, type Volume } from "../volume/volume.ts";
import { addReadingOptions } from "./case-options.ts";
import { fileLines, type Line } from "./file-lines.ts";
import { folderLines } from "./folder-lines.ts";
import { noteTo } from "./note.ts";
import { visible } from "./one-line.ts";
import type { Terminal } from "./terminal.ts";
import { withWorkers } from "./workers.ts";

interface DescribeOptions extends CaseReading {
  readonly json?: true;
}

/** Reading options of an image that change its values but not which voxels are read. */
const aboutValues: readonly (keyof CaseReading)[] = ["suv", "nonFinite", "undersampled"];

/** `voxomics describe PATH` */
export function addDescribe(root: Command, { out, err }: Terminal): void {
  const command = root
    .command("describe")
    .summary("say what is read from files")
    .description(
      "Say what is read from a file or a folder: grid, orientation, stored type, range of values, labels; the regions of an RTSTRUCT or SEG; and what a folder holds: series, files, regions.",
    )
    .argument(
      "<path>",
      "an image, a mask or regions: NIfTI, NRRD, MetaImage, MGH, PNG, TIFF, DICOM, or a folder of any of these",
    );
  addReadingOptions(command, ({ key, of }) => of !== "mask" && !aboutValues.includes(key))
    .option("--json", "print JSON")
    .addHelpText("after", help)
    .action(async (path: string, { json, ...given }: DescribeOptions) => {
      const options = imageReading(given);
      const folder = given.series === undefined ? await severalIn(path) : null;
      if (folder !== null) {
        out(json ? toJson({ name: path, file: folder }) : shown(path, folderLines(folder)));
        return;
      }
      const isChosen = options.volume !== undefined || options.spacing !== undefined;
      const { overview, described } = await withWorkers(async (pool) => {
        const { overview, read } = await describeAndRead(path, {
          ...options,
          ...(pool && { pool }),
        });
        return { overview, described: await volumeOf(overview, read, isChosen) };
      });
      described?.notes.forEach(noteTo(err, path));
      const volume = described?.volume ?? null;
      out(json ? toJson(record(path, overview, volume)) : text(path, overview, volume));
    });
}

/**
 * The overview of a folder, or null if it holds a single volume or set of regions, which is described
 * like a file.
 */
async function severalIn(path: string): Promise<FolderOverview | null> {
  const isFolder = await stat(path).then((found) => found.isDirectory(), () => false); // biome-ignore format: one line
  if (!isFolder) return null;
  const folder = await describeFolder(path);
  const series = folder.series.filter(({ kind }) => kind !== "other");
  const volumes = folder.volumes.filter(({ format }) => !isPicture(format));
  // pictures beside other volumes are left out
  const pictures = series.length + volumes.length === 0 ? folder.volumes.length : 0;
  return series.length + volumes.length + pictures === 1 && folder.damaged.length === 0
    ? null
    : folder;
}

function isPicture(format: FolderVolume["format"]): boolean {
  return format === "PNG" || format === "TIFF";
}

/** The volume of the files; null for regions, several series or several volumes, which make no single one. */
async function volumeOf(
  { format }: FileOverview,
  read: () => Promise<DescribedVolume>,
  isChosen: boolean,
): Promise<DescribedVolume | null> {
  if (["DICOM RTSTRUCT", "DICOM SEG", "DICOM series"].includes(format)) return null;
  try {
    return await read();
  } catch (error) {
    // overlapping segments and several volumes make no single volume until one of them is chosen
    if (!isChosen && error instanceof VoxomicsError && error.code === "invalid-settings")
      return null;
    throw error;
  }
}

function record(path: string, file: FileOverview, volume: Volume | null) {
  if (volume === null) return { name: path, file };
  const { code } = orientationOf(volume.direction);
  const values = summariseVolume(volume);
  return { name: path, file, ...gridOf(volume), ...identityOf(volume), orientation: code, values };
}

function text(path: string, file: FileOverview, volume: Volume | null): string {
  const lines = [
    ...fileLines(file),
    ...(volume === null ? [] : [...gridLines(volume), ...valueLines(summariseVolume(volume))]),
  ];
  return shown(path, lines);
}

/** Names come from files, so characters that control the terminal are removed. */
function shown(path: string, lines: readonly Line[]): string {
  const texts = lines.map(([name, what]) => `  ${visible(name).padEnd(12)} ${visible(what)}`);
  return [path, ...texts, ""].join("\n");
}

function gridLines(grid: Grid): Line[] {
  const { size, spacing, origin, direction } = grid;
  const { code, names, obliqueness } = orientationOf(direction);
  const oblique = obliqueness < 0.01 ? "" : `, oblique by up to ${obliqueness.toFixed(2)}°`;
  const [x, y, z] = names;
  return [
    ["size", `${size.join(" × ")} = ${countGridVoxels(grid)} voxels`],
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

/** The most labels that are listed; further labels are only counted. */
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

const help = `
Of a DICOM header only geometry, modality, units, series and the names of regions are printed.

Examples:
  voxomics describe ct.nii.gz
  voxomics describe dicom/
  voxomics describe rtstruct.dcm --json`;
