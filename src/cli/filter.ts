import type { Command } from "commander";
import { VoxomicsError } from "../errors.ts";
import { applyFilter } from "../filters/apply-filter.ts";
import { filterIdentity } from "../filters/filter-identity.ts";
import { nameFile } from "../io/name-file.ts";
import { readFile } from "../node/read-file.ts";
import { writeVolume } from "../node/write-volume.ts";
import { resample, resampleMask } from "../processing/resample.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { Settings } from "../settings/settings.ts";
import { type Box, boundingBox, crop } from "../volume/box.ts";
import { checkSameGrid } from "../volume/geometry.ts";
import { selectLabel, toMask } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";
import { inSteps } from "../watch.ts";
import { checkOutput } from "./check-output.ts";
import { hintLabel, labelOption } from "./label.ts";
import { loadSettings } from "./load-settings.ts";
import { withProgressLine } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

interface FilterOptions {
  readonly settings: string;
  readonly mask?: string;
  readonly label?: number;
  readonly out: string;
}

/** `voxomics filter IMAGE` */
export function addFilter(root: Command, terminal: Terminal): void {
  root
    .command("filter")
    .summary("write the response map of a filter")
    .description("Write the response map of a filter (IBSI 2), one file a filter in the settings.")
    .argument("<image>", "intensities: NIfTI, .nii or .nii.gz")
    .requiredOption("--settings <file|preset>", "settings in JSON or YAML, or a preset")
    .requiredOption("--out <file>", "the response map, .nii or .nii.gz")
    .option("--mask <file>", "write only the box of this region, as 0 and 1 or labels")
    .addOption(labelOption("take the voxels of the mask with this label"))
    .addHelpText("after", help)
    .action(async (path: string, options: FilterOptions, command: Command) => {
      if (!/\.nii(\.gz)?$/i.test(options.out)) {
        const misuse = `error: option '--out': ${options.out} has an unknown ending, expected .nii or .nii.gz`;
        command.error(misuse, { exitCode: 2 });
      }
      if (options.label !== undefined && options.mask === undefined) {
        command.error("error: option '--label' is about a mask, but there is no '--mask'", {
          exitCode: 2,
        });
      }
      const settings = resolveSettings(await loadSettings(options.settings));
      const files = outputs(settings, options);
      for (const { file } of files) await checkOutput(file, [path, options.mask ?? []].flat());

      const image = await readFile(path);
      const box = await readBox(options, image, settings);
      await withProgressLine(terminal, async ({ watch, out }) => {
        const next = inSteps(1 + files.length, watch);
        next("interpolation");
        const processed = settings.resample === null ? image : resample(image, settings.resample);
        for (const { filter, file } of files) {
          const response = applyFilter(processed, filter, next(filterIdentity(filter)));
          await writeVolume(file, box === null ? response : crop(response, box));
          out(`${file}: ${filterIdentity(filter)}\n`);
        }
      });
    });
}

/** One filter goes to the file that was named; several get their identity into the name. */
function outputs({ filters }: Settings, { settings, out }: FilterOptions) {
  if (filters.length === 0) {
    throw new VoxomicsError("invalid-settings", `${settings}: filters: found none, expected one`);
  }
  const [, stem, ending] = /^(.*?)(\.nii(?:\.gz)?)$/i.exec(out) as RegExpExecArray;
  return filters.map((filter) => ({
    filter,
    file: filters.length === 1 ? out : `${stem}-${filterIdentity(filter)}${ending}`,
  }));
}

/** The box of the region on the grid of the response map, or null without a mask. */
async function readBox(
  { mask: path, label }: FilterOptions,
  image: Volume,
  settings: Settings,
): Promise<Box | null> {
  if (path === undefined) return null;
  const volume = await readFile(path);
  try {
    return boxOf(volume, label, image, settings);
  } catch (error) {
    throw error instanceof VoxomicsError ? nameFile(path, hintLabel(error)) : error;
  }
}

function boxOf(
  volume: Volume,
  label: number | undefined,
  image: Volume,
  { resample: step }: Settings,
): Box {
  checkSameGrid(image, volume);
  const mask = label === undefined ? toMask(volume) : selectLabel(volume, label);
  const box = boundingBox(step === null ? mask : resampleMask(mask, step));
  if (box === null) throw new VoxomicsError("empty-mask", "mask is empty after interpolation");
  return box;
}

const help = `
The filter acts on the whole image, after the interpolation and rounding that the settings ask for.
With several filters in the settings, each writes a file of its own, with its name in the file name.

Examples:
  voxomics filter ct.nii.gz --settings log.yaml --out response.nii.gz
  voxomics filter ct.nii.gz --settings log.yaml --mask tumour.nii.gz --out response.nii.gz`;
