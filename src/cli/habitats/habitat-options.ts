import { type Command, InvalidArgumentError, Option } from "commander";
import {
  type CriterionName,
  criterionNames,
  type ScalingName,
  scalingNames,
} from "../../habitats/settings.ts";
import { assigned, collect } from "../case-rows/row-options.ts";
import { addFeatureOptions, type FeatureFlags, wordsIn } from "../feature-options.ts";
import { wholeNumber } from "../numbers.ts";
import { type ProgressWay, progressOption } from "../progress-option.ts";
import type { CaseFlags } from "../region-options.ts";

/** The options of `voxomics habitats`. */
export interface HabitatFlags extends CaseFlags, FeatureFlags {
  readonly progress: ProgressWay;
  readonly out: string;
  readonly settings?: string;
  readonly settingsFor?: readonly (readonly [string, string])[];
  readonly image?: readonly (readonly [string, string])[];
  readonly name?: string;
  readonly resampleImages?: true;
  readonly maps?: readonly string[];
  readonly radius?: number;
  readonly shape?: "cubic" | "spherical";
  readonly dimensions?: 2 | 3;
  readonly unmasked?: true;
  readonly clusters?: number | readonly [number, number];
  readonly criterion?: CriterionName;
  readonly scaling?: ScalingName;
  readonly restarts?: number;
  readonly seed?: number;
  readonly stability?: readonly string[];
  readonly repeats?: number;
  readonly onImage?: true;
  readonly table?: string;
  readonly format?: "long" | "wide";
  readonly json?: string;
  readonly report?: string;
  readonly title?: string;
  readonly saveCentres?: string;
  readonly centres?: string;
}

/** What saved centres say, so that no option may say it too. */
const ofCentres = [
  ...["settings", "settingsFor", "maps", "radius", "shape", "dimensions", "unmasked"],
  ...["clusters", "criterion", "scaling", "restarts", "saveCentres"],
];

/** Adds the options of `voxomics habitats` that other commands do not have. */
export function addHabitatOptions(command: Command): Command {
  command
    .option("--out <file>", "the label map: .nii, .nii.gz or .nrrd")
    .option("--on-image", "write the label map on the image's grid where settings resample it")
    .option(
      "--settings <file|preset>",
      "settings in JSON or YAML, or a preset (default: the defaults)",
    )
    .option(
      "--image <name=path...>",
      "another image of the case, on the same grid: PET=pet.nii.gz",
      collect(assigned),
    )
    .option("--name <name>", "name of the first image beside others (default: image)")
    .option(
      "--settings-for <image=settings...>",
      "settings of one of several images, instead of those of --settings: PET=pet",
      collect(assigned),
    )
    .option(
      "--resample-images",
      "put images of other grids on the grid of the first, by linear interpolation",
    )
    .addOption(
      new Option(
        "--maps <list>",
        "intensity, filters, and features as voxomics map names them, with commas between; PET:stat_mean of one image (default: intensity, and the filters of the settings)",
      ).argParser(wordsIn),
    )
    .option(
      "--radius <n>",
      "voxels from a voxel to the border of its neighbourhood (default: 1)",
      wholeNumber(1),
    )
    .addOption(
      new Option("--shape <shape>", "shape of the neighbourhood (default: cubic)").choices([
        "cubic",
        "spherical",
      ]),
    )
    .option("--dimensions <n>", "2: neighbourhoods in the slice only (default: 3)", wholeNumber(2))
    .option("--unmasked", "let voxels outside the region count in a neighbourhood")
    .addOption(
      new Option(
        "--clusters <n>",
        "how many habitats: 3, or 2-6 for the number that the criterion chooses (default: 2-6)",
      ).argParser(toClusters),
    )
    .addOption(
      new Option("--criterion <name>", "what chooses the number (default: silhouette)").choices(
        criterionNames,
      ),
    )
    .addOption(
      new Option("--scaling <name>", "how maps are brought to one scale (default: zScore)").choices(
        scalingNames,
      ),
    )
    .option("--restarts <n>", "how often clustering starts anew (default: 10)", wholeNumber(1))
    .option("--seed <n>", "seed of all random numbers (default: 1)", wholeNumber(0))
    .option(
      "--stability <chain...>",
      "find the habitats of perturbed copies again: letters of noise (N), translation (T), rotation (R), volume (V) and contour (C), as in RNCV",
    )
    .option("--repeats <n>", "how often each perturbation is drawn (default: 10)", wholeNumber(1))
    .option("--table <file>", "measure the features of each habitat: .csv, .parquet or .json");
  addFeatureOptions(command)
    .addOption(
      new Option(
        "--format <layout>",
        "that table with one row a value (long) or one row a habitat (wide, the default)",
      ).choices(["long", "wide"]),
    )
    .option("--json <file>", "all that is known of the habitats, with settings and criteria")
    .option("--report <file.html>", "a page that shows the habitats")
    .option("--title <text>", "title of the page")
    .option("--save-centres <file.json>", "keep the centres, to find the same habitats elsewhere")
    .addOption(
      new Option(
        "--centres <file.json>",
        "take centres that another case gave, with their maps and settings, and cluster nothing",
      ).conflicts(ofCentres),
    )
    .addOption(progressOption());
  return command;
}

/** Why options cannot be combined, or a file cannot be written; null if all is well. */
export function misuseOf(options: HabitatFlags): string | null {
  const endings: readonly (readonly [string, string | undefined, RegExp, string])[] = [
    ["out", options.out, /\.(nii|nii\.gz|nrrd)$/i, ".nii, .nii.gz or .nrrd"],
    ["table", options.table, /\.(csv|parquet|json)$/i, ".csv, .parquet or .json"],
    ["json", options.json, /\.json$/i, ".json"],
    ["report", options.report, /\.html?$/i, ".html"],
    ["save-centres", options.saveCentres, /\.json$/i, ".json"],
  ];
  for (const [flag, file, ending, expected] of endings) {
    if (file !== undefined && !ending.test(file)) {
      return `option '--${flag}': ${file} has an unknown ending, expected ${expected}`;
    }
  }
  const needs = (flag: string, given: unknown, other: string, there: unknown) =>
    given !== undefined && there === undefined ? `option '--${flag}' needs '--${other}'` : null;
  if (options.format !== undefined && /\.json$/i.test(options.table ?? "")) {
    return `option '--format' is about CSV and Parquet, but '--table' is ${options.table}`;
  }
  return (
    needs("repeats", options.repeats, "stability", options.stability) ??
    needs("format", options.format, "table", options.table) ??
    needs("title", options.title, "report", options.report) ??
    needs("name", options.name, "image", options.image) ??
    needs("settings-for", options.settingsFor, "image", options.image) ??
    needs("resample-images", options.resampleImages, "image", options.image) ??
    withoutNeighbours(options)
  );
}

/** Why options about neighbourhoods have nothing to be about; null if they have. */
function withoutNeighbours(options: HabitatFlags): string | null {
  const isPlain = (map: string) => /^(?:.*:)?(?:intensity|filters)$/.test(map);
  if (!(options.maps ?? []).every(isPlain)) return null;
  const given = (["radius", "shape", "dimensions", "unmasked"] as const).find(
    (flag) => options[flag] !== undefined,
  );
  return given === undefined
    ? null
    : `option '--${given}' is about maps of features, and '--maps' names none`;
}

function toClusters(text: string): number | readonly [number, number] {
  const [, first, last] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  if (first === undefined) {
    throw new InvalidArgumentError("Expected a whole number, or two with a hyphen: 2-6.");
  }
  return last === undefined ? Number(first) : [Number(first), Number(last)];
}
