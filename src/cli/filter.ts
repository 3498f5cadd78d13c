import type { Command } from "commander";
import { inSteps } from "../base/watch.ts";
import { namingInputs } from "../case/blame.ts";
import { type CaseImage, openImage } from "../case/case-image.ts";
import { caseSettings } from "../case/case-reading.ts";
import { openCase } from "../case/open-case.ts";
import { optionName } from "../case/reading-options.ts";
import { readSecondMask } from "../case/second-mask.ts";
import { unusedOptionNotes } from "../case/unused-options.ts";
import { checkFilters } from "../extraction/check-filters.ts";
import { nonFiniteMapNote } from "../extraction/non-finite-note.ts";
import { applyFilter } from "../filters/apply-filter.ts";
import { filterIdentity, prepareFilter } from "../filters/filters.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { volumeEnding, writeVolume } from "../node/write-volume.ts";
import { imageNormaliser } from "../processing/normalise.ts";
import { resampleMask } from "../processing/resample.ts";
import { resampleWhole } from "../processing/resample-whole.ts";
import { checkWhiteMatter } from "../processing/white-matter.ts";
import { regionIn } from "../regions/region-in.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { Settings } from "../settings/settings.ts";
import { type Box, boundingBox, crop } from "../volume/box.ts";
import { checkSameGrid } from "../volume/geometry.ts";
import type { Mask } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";
import { aboutMask, addReadingOptions, readingIn } from "./case-options.ts";
import { checkOutput } from "./check-output.ts";
import { loadSettings } from "./load-settings.ts";
import { firstMargin, withMargins } from "./margin-options.ts";
import { noteTo } from "./note.ts";
import { withProgressLine } from "./progress.ts";
import { type ProgressWay, progressOption } from "./progress-option.ts";
import { refuseMissing } from "./refuse-missing.ts";
import {
  addRegionOptions,
  type CaseFlags,
  imageArgument,
  maskArgument,
  onlyRegion,
  openingOfOne,
  severalChosen,
  withoutSecondMask,
} from "./region-options.ts";
import type { Terminal } from "./terminal.ts";
import { withWorkers } from "./workers.ts";

interface FilterOptions extends CaseFlags {
  readonly progress: ProgressWay;
  readonly settings: string;
  readonly mask?: string;
  readonly out: string;
}

/** `voxomics filter IMAGE` */
export function addFilter(root: Command, terminal: Terminal): void {
  const command: Command = root
    .command("filter")
    .summary("write the response map of a filter")
    .description("Write the response map of a filter (IBSI 2), one file a filter in the settings.")
    .argument("<image>", imageArgument)
    .option("--settings <file|preset>", "settings in JSON or YAML, or a preset")
    .option("--out <file>", "the response map: .nii, .nii.gz or .nrrd")
    .option("--mask <path>", `write only the box of a region; ${maskArgument}`)
    .addOption(progressOption());
  addRegionOptions(command, false);
  addReadingOptions(command)
    .addHelpText("after", help)
    .action(async (path: string, options: FilterOptions) => {
      refuseMissing(command, ["--settings", "--out"]);
      const misuse = misuseOf(options);
      if (misuse !== null) command.error(`error: ${misuse}`, { exitCode: 2 });
      const settings = caseSettings(
        resolveSettings(
          withMargins(await loadSettings(options.settings, options, terminal.err), options),
        ),
        options,
      );
      const files = outputs(settings, options);
      for (const { file } of files) await checkOutput(file, [path, options.mask ?? []].flat());

      const reading = readingIn(options);
      const source = await withWorkers((pool) => openImage(path, { ...reading, pool }));
      const { volume: image } = source;
      source.notes.forEach(noteTo(terminal.err, path));
      checkFilters(image, settings);
      const whiteMatter = await readWhiteMatter(source, options, settings);
      const region = await readRegion(source, options, settings, terminal);
      const masked = { image: path, mask: options.mask ?? path };
      const box = await namingInputs(masked, () => (region ? boxOf(region, settings) : null));
      await withProgressLine(terminal, options.progress, async ({ watch, out, err }) => {
        const note = noteTo(err, path);
        const next = inSteps(1 + files.length, watch);
        next("interpolation");
        const paths = { image: path, mask: path };
        const normalised = await namingInputs(paths, () =>
          imageNormaliser(image, settings.normalise, whiteMatter)(region),
        );
        normalised.notes.forEach(note);
        const processed = await namingInputs(paths, () =>
          resampleWhole(normalised.image, settings),
        );
        for (const { filter, file } of files) {
          const { identity, notes } = prepareFilter(filter);
          notes(processed).forEach(note);
          const watched = next(identity);
          const response = await namingInputs(paths, () =>
            applyFilter(processed, filter, watched, settings.nonFinite),
          );
          nonFiniteMapNote(filter, response).forEach(note);
          await writeVolume(file, box === null ? response : crop(response, box));
          out(`${file}: ${identity}\n`);
        }
      });
    });
}

/** Output paths: the named file for one filter; for several, the name with each filter's identity in it. */
function outputs({ filters }: Settings, { settings, out }: FilterOptions) {
  if (filters.length === 0) {
    throw new VoxomicsError("invalid-settings", `${settings}: filters: found none, expected one`);
  }
  const [, stem, ending] = /^(.*?)(\.nii(?:\.gz)?|\.nrrd)$/i.exec(out) as RegExpExecArray;
  return filters.map((filter) => ({
    filter,
    file: filters.length === 1 ? out : `${stem}-${filterIdentity(filter)}${ending}`,
  }));
}

/** Why the options cannot be combined; null if they can. */
function misuseOf(options: FilterOptions): string | null {
  if (!volumeEnding.test(options.out)) {
    return `option '--out': ${options.out} has an unknown ending, expected .nii, .nii.gz or .nrrd`;
  }
  if (options.mask !== undefined) return severalChosen(options) ?? withoutSecondMask(options);
  const { label, region, within, withinRegion } = options;
  const others = { label, region, within, "within-region": withinRegion };
  const [chosen] = Object.entries(others).find(([, value]) => value !== undefined) ?? [];
  const about = chosen ?? firstMargin(options) ?? aboutMask(options);
  if (about === null) return withoutSecondMask(options);
  return `option '--${about}' is about a mask, but there is no '--mask'`;
}

/** The region on the image's grid, or null without a mask. */
async function readRegion(
  image: CaseImage,
  options: FilterOptions,
  settings: Settings,
  { err }: Terminal,
): Promise<Mask | null> {
  const { mask } = options;
  if (mask === undefined) {
    const files = { image: image.description.format, mask: null };
    unusedOptionNotes(options, files, (option) => `--${optionName(option)}`).forEach(
      noteTo(err, image.path),
    );
    return null;
  }
  // settings of bins and families are about features, which are not measured here
  const { whiteMatter: _, whiteMatterRegion: __, ...ofRegion } = openingOfOne(options);
  const opening = { ...ofRegion, settings: { mask: settings.mask } };
  const opened = await openCase(image, mask, opening);
  const region = onlyRegion(opened);
  const note = noteTo(err, mask);
  region.notes.forEach(note);
  const { paths, within = null } = opened;
  return namingInputs(paths, () => {
    checkSameGrid(image.volume, region.mask());
    const { mask: made, notes } = regionIn(region.mask(), image.volume, settings, within);
    notes.forEach(note);
    return made;
  });
}

/** The mask of white matter, which a response map may have without a region; null without one. */
async function readWhiteMatter(
  image: CaseImage,
  options: FilterOptions,
  settings: Settings,
): Promise<Volume | null> {
  const { whiteMatter: path, whiteMatterRegion: region = null } = options;
  checkWhiteMatter(path !== undefined, settings.normalise);
  if (path === undefined) return null;
  const source = { image, path, region, reading: readingIn(options), settings };
  return (await readSecondMask("whiteMatter", source)).volume;
}

/** The box of a region on the grid of the response map. */
function boxOf(mask: Mask, { resample: step }: Settings): Box {
  const box = boundingBox(step === null ? mask : resampleMask(mask, step));
  if (box === null) throw new VoxomicsError("empty-mask", "mask is empty after interpolation");
  return box;
}

const help = `
The filter acts on the whole image, after the normalisation, interpolation and rounding that the
settings ask for. With several filters in the settings, each writes a file of its own, with its name
in the file name. With --non-finite exclude a response is NaN where the filter's kernel meets a
voxel that is NaN or infinite; a filter whose kernel has no end is refused.

Examples:
  voxomics filter ct.nii.gz --settings log.yaml --out response.nii.gz
  voxomics filter ct.nii.gz --settings log.yaml --mask tumour.nii.gz --out response.nii.gz`;
