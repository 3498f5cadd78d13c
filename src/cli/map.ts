import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { version } from "../base/version.ts";
import { namingInputs } from "../case/blame.ts";
import { openImage } from "../case/case-image.ts";
import { openCase } from "../case/open-case.ts";
import { mapFamilies } from "../families/families.ts";
import { wordsOf } from "../families/feature-choice.ts";
import { type FeatureMapOptions, listMapFeatures } from "../feature-map/map-options.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { counted } from "../messages/phrases.ts";
import { mapPath, writeFeatureMaps } from "../node/write-feature-maps.ts";
import { writeFileAtomic } from "../node/write-file-atomic.ts";
import { toJson } from "../report/json.ts";
import { addReadingOptions, readingIn } from "./case-options.ts";
import { checkOutput } from "./check-output.ts";
import { wordsIn } from "./feature-options.ts";
import { loadSettings } from "./load-settings.ts";
import { withMargins } from "./margin-options.ts";
import { namingFlags } from "./naming-flags.ts";
import { noteTo } from "./note.ts";
import { withProgressLine } from "./progress.ts";
import { type ProgressWay, progressOption } from "./progress-option.ts";
import {
  addRegionOptions,
  type CaseFlags,
  imageArgument,
  maskArgument,
  onlyRegion,
  openingOfOne,
  secondMasks,
  severalChosen,
  withoutSecondMask,
} from "./region-options.ts";
import type { Terminal } from "./terminal.ts";
import { withWorkers, workersOption } from "./workers.ts";

interface MapOptions extends CaseFlags {
  readonly progress: ProgressWay;
  readonly settings?: string;
  readonly out: string;
  readonly features?: readonly string[];
  readonly radius?: number;
  readonly shape?: "cubic" | "spherical";
  readonly dimensions?: 2 | 3;
  readonly unmasked?: true;
  readonly crop?: true;
  readonly workers?: number;
}

/** The file beside the maps that says how they were made. */
const manifestName = "maps.json";

/** `voxomics map IMAGE MASK` */
export function addMap(root: Command, terminal: Terminal): void {
  const command: Command = root
    .command("map")
    .summary("write maps of features, each voxel with the feature of its neighbourhood")
    .description(
      "Write maps of features: every voxel of the region gets the feature of its neighbourhood. One NIfTI file a feature, named by its tag.",
    )
    .argument("<image>", imageArgument)
    .argument("<mask>", maskArgument)
    .requiredOption("--out <dir>", "the folder for the maps, which is made if it does not exist")
    .option(
      "--settings <file|preset>",
      "settings in JSON or YAML, or a preset (default: the defaults)",
    )
    .addOption(
      new Option(
        "--features <list>",
        "tags, family.name or families, with commas between (default: the families of the settings)",
      ).argParser(wordsIn),
    )
    .addOption(
      new Option(
        "--radius <n>",
        "voxels from a voxel to the border of its neighbourhood (default: 1)",
      ).argParser(toNumber),
    )
    .addOption(
      new Option("--shape <shape>", "shape of the neighbourhood (default: cubic)").choices([
        "cubic",
        "spherical",
      ]),
    )
    .addOption(
      new Option("--dimensions <n>", "2: neighbourhoods in the slice only (default: 3)").argParser(
        toNumber,
      ),
    )
    .option("--unmasked", "let voxels outside the region count in a neighbourhood")
    .option("--crop", "write the box of the region only, not the whole image")
    .addOption(workersOption())
    .addOption(progressOption());
  addRegionOptions(command, false);
  addReadingOptions(command, ({ of }) => of !== "filters")
    .addHelpText("after", help)
    .action((image: string, mask: string, options: MapOptions) =>
      writeMaps(image, mask, options, command, terminal),
    );
}

/** Makes the maps of a region, and writes them with the record of how they were made. */
async function writeMaps(
  image: string,
  mask: string,
  options: MapOptions,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const misuse = severalChosen(options) ?? withoutSecondMask(options);
  if (misuse !== null) command.error(`error: ${misuse}`, { exitCode: 2 });
  const asked = await askedOf(options, terminal.err);
  const features = await namingFlags(command, () => listMapFeatures(asked));
  const files = features.map((feature) => mapPath(options.out, feature));
  const inputs = [image, mask, options.settings ?? [], ...secondMasks(options)].flat();
  await checkFolder(options.out, [...files, join(options.out, manifestName)], inputs);
  const others = await otherMaps(options.out, files);
  await withProgressLine(terminal, options.progress, async ({ watch, out, err }) => {
    const { maps, notes, region, ...made } = await withWorkers(async (pool) => {
      const source = await openImage(image, { ...readingIn(options), pool });
      source.notes.forEach(noteTo(err, image));
      const opening = { ...openingOfOne(options), settings: asked.settings, pool };
      const opened = await openCase(source, mask, opening);
      const region = onlyRegion(opened);
      const { paths, within, whiteMatter } = opened;
      const mapping = { ...asked, within, whiteMatter };
      region.notes.forEach(noteTo(err, mask));
      const written = await namingInputs(paths, () =>
        writeFeatureMaps(options.out, source.volume, region.mask(), mapping, {
          ...watch,
          pool,
        }),
      );
      return { ...written, region };
    }, options.workers);
    notes.forEach(noteTo(err, image));
    const manifest = {
      software: "voxomics",
      version,
      ...made,
      ...region.sources,
      notes: [...region.sources.notes, ...notes],
      maps: maps.map(({ path: _, ...map }) => map),
    };
    await writeFileAtomic(join(options.out, manifestName), toJson(manifest));
    if (others.length > 0) {
      const stay = `${counted(others.length, "map")} of other runs stay beside those of this one, and are not in ${manifestName}: ${others.join(", ")}`;
      noteTo(err, options.out)({ message: stay });
    }
    out(`${options.out}: ${counted(maps.length, "map")} of ${counted(made.voxels, "voxel")}\n`);
  });
}

async function askedOf(options: MapOptions, err: Terminal["err"]): Promise<FeatureMapOptions> {
  const { features, radius, shape, dimensions, unmasked = false, crop, nonFinite } = options;
  const given =
    options.settings === undefined ? {} : await loadSettings(options.settings, options, err);
  const settings = withMargins(given, options);
  return {
    settings: nonFinite === undefined ? settings : { ...settings, nonFinite },
    features,
    radius,
    shape,
    dimensions,
    masked: !unmasked,
    crop,
  };
}

function toNumber(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number)) return number;
  throw new InvalidArgumentError("Expected a whole number.");
}

/** Refuses a folder that cannot be written, or in which a map would overwrite an input. */
async function checkFolder(
  folder: string,
  files: readonly string[],
  inputs: readonly string[],
): Promise<void> {
  const existing = await stat(folder).catch(() => null);
  if (existing === null) return checkOutput(folder, inputs);
  if (!existing.isDirectory()) {
    throw new VoxomicsError("invalid-file", `${folder}: is a file, expected a folder`, {
      path: folder,
    });
  }
  for (const file of files) await checkOutput(file, inputs);
}

/** The files in a folder that have the name of a map, and that this run does not write. */
async function otherMaps(folder: string, files: readonly string[]): Promise<readonly string[]> {
  const ending = ".nii.gz";
  const names = await readdir(folder).catch(() => []);
  const words = new Set(wordsOf(mapFamilies));
  return names
    .filter((name) => name.endsWith(ending) && words.has(name.slice(0, -ending.length)))
    .filter((name) => !files.includes(join(folder, name)))
    .sort();
}

const help = `
Image and mask are interpolated and re-segmented and the region is discretised first, as the
settings say. A neighbourhood's grey levels are those of the whole region. NaN outside the region.
${manifestName} beside the maps says how they were made. Maps of these names are replaced; maps of
other runs in the folder stay, and a note names them. See docs/feature-maps.md.

Examples:
  voxomics map ct.nii.gz mask.nii.gz --settings ct --out maps --features glcm.jointEntropy,stat_mean
  voxomics map ct.nii.gz mask.nii.gz --out maps --radius 2 --shape spherical --features glcm`;
