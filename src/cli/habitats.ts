import type { Command } from "commander";
import { inSteps } from "../base/watch.ts";
import { namingInputs } from "../case/blame.ts";
import { findHabitats } from "../habitats/find-habitats.ts";
import { measureHabitats } from "../habitats/measure-habitats.ts";
import { placeLabels } from "../habitats/place-labels.ts";
import { habitatSchema } from "../habitats/settings.ts";
import { habitatStability, plannedCopies } from "../habitats/stability.ts";
import { counted } from "../messages/phrases.ts";
import { writeFileAtomic } from "../node/write-file-atomic.ts";
import { writeVolume } from "../node/write-volume.ts";
import { gridAfter } from "../processing/resample-grid.ts";
import { toJson } from "../report/json.ts";
import type { Format } from "../report/render.ts";
import { completed } from "../schema/check.ts";
import { resolveSettings } from "../settings/resolve.ts";
import { addReadingOptions } from "./case-options.ts";
import { checkApart, checkOutput } from "./check-output.ts";
import { addHabitatOptions, type HabitatFlags, misuseOf } from "./habitats/habitat-options.ts";
import { featuresOf, habitatText, recipeOf, recordOf } from "./habitats/habitat-tables.ts";
import { clusteringOf, namingImage, readHabitatCase } from "./habitats/read-case.ts";
import { namingFlags } from "./naming-flags.ts";
import { noteTo } from "./note.ts";
import { withProgressLine } from "./progress.ts";
import { refuseMissing } from "./refuse-missing.ts";
import { addRegionOptions, imageArgument, maskArgument, severalChosen } from "./region-options.ts";
import { formatOf } from "./report-format.ts";
import type { Terminal } from "./terminal.ts";

/** `voxomics habitats IMAGE MASK` */
export function addHabitats(root: Command, terminal: Terminal): void {
  const command: Command = root
    .command("habitats")
    .summary("cluster a region to habitats by its maps")
    .description(
      "Find habitats: sub-regions of a region that are alike in maps of features, responses of filters or several images, by k-means. Writes them as a label map.",
    )
    .argument("<image>", imageArgument)
    .argument("<mask>", maskArgument);
  addHabitatOptions(command);
  addRegionOptions(command, false);
  addReadingOptions(command)
    .addHelpText("after", help)
    .action(async (image: string, mask: string, options: HabitatFlags) => {
      refuseMissing(command, ["--out"]);
      const misuse = misuseOf(options) ?? severalChosen(options);
      if (misuse !== null) command.error(`error: ${misuse}`, { exitCode: 2 });
      await namingFlags(command, () => completed(habitatSchema, clusteringOf(options), ""));
      await checkFiles(options, [image, mask]);
      const { stability: perturbations, repeats, seed } = options;
      const plan = { perturbations, repeats, seed };
      if (perturbations !== undefined) {
        await namingFlags(command, () => plannedCopies(plan), { chain: "--stability" });
      }
      await withProgressLine(terminal, options.progress, async ({ watch, out, err }) => {
        const inputs = await namingFlags(command, () =>
          readHabitatCase({ image, mask }, options, err),
        );
        const { images, mask: region, options: asked, paths } = inputs;
        const steps = [options.table, perturbations, options.report];
        const next = inSteps(1 + steps.filter((one) => one !== undefined).length, watch);
        const naming = <T>(work: () => T) =>
          namingFlags(command, () => namingInputs(paths, () => namingImage(options, work)), {
            nonFinite: "--non-finite",
          });
        const found = await naming(() => findHabitats(images, region, asked, next("habitats")));
        for (const note of found.notes) {
          noteTo(err, note.code === "image-resampled" ? image : mask)(note);
        }
        const measured =
          options.table === undefined
            ? null
            : await naming(() => measureHabitats(found, next("features")));
        const stability =
          perturbations === undefined
            ? null
            : await naming(() =>
                habitatStability(images, region, asked, found, plan, next("stability")),
              );
        const files: [string, string | Uint8Array][] = [];
        if (measured !== null && options.table !== undefined) {
          const format = formatOf(
            options.table,
            /\.json$/i.test(options.table) ? undefined : (options.format ?? "wide"),
          );
          const { data, refused } = await featuresOf(measured, inputs, format as Format);
          for (const one of refused)
            noteTo(err, mask)({ message: `${one.region}: ${one.message}` });
          if (data !== null) files.push([options.table, data]);
        }
        if (options.json !== undefined) {
          files.push([options.json, toJson(recordOf(inputs, found, stability))]);
        }
        if (options.saveCentres !== undefined) {
          files.push([options.saveCentres, toJson(recipeOf(inputs, found))]);
        }
        if (options.report !== undefined) {
          next("page");
          const { reportHabitats } = await import("../habitats-report/report-habitats.ts");
          const { title } = options;
          const page = await reportHabitats(found, { title, stability: stability ?? undefined });
          files.push([options.report, page["report.html"]]);
        }
        const [first] = images;
        const grid = options.onImage
          ? first.image
          : gridAfter(first.image, resolveSettings(first.settings).resample);
        await writeVolume(options.out, placeLabels(found.labels, grid));
        out(`${options.out}: ${counted(found.habitats.length, "habitat")}\n`);
        for (const [path, data] of files) {
          await writeFileAtomic(path, data);
          out(`${path}\n`);
        }
        out(habitatText(found, stability));
      });
    });
}

/** Refuses outputs that cannot be written, or that are inputs or each other. */
async function checkFiles(options: HabitatFlags, given: readonly string[]): Promise<void> {
  const {
    settings = [],
    settingsFor = [],
    image: others = [],
    within = [],
    centres = [],
  } = options;
  const named = [...settingsFor, ...others].map(([, path]) => path);
  const inputs = [given, named, settings, within, centres].flat();
  const { out, table, json, report, saveCentres } = options;
  const outputs = [out, table, json, report, saveCentres].filter((file) => file !== undefined);
  for (const file of outputs) await checkOutput(file, inputs);
  await checkApart(outputs);
}

const help = `
Every voxel of the region gets the values of the maps: intensities of the image or of several,
responses of the filters of the settings, features of its neighbourhood. Maps are scaled, and voxels
clustered by k-means from starts by k-means++. Habitats are numbered by the first map, ascending; 0
is outside. Image and region are processed first, as the settings say. --table measures each habitat
with the same settings. See docs/habitats.md.

Examples:
  voxomics habitats ct.nii.gz mask.nii.gz --settings log.yaml --clusters 3 --out habitats.nii.gz
  voxomics habitats t1.nii.gz mask.nii.gz --name T1 --image PET=pet.nii.gz --resample-images \\
    --stability RNCV --report habitats.html --table features.csv --out habitats.nii.gz
  voxomics habitats ct.nii.gz mask.nii.gz --maps intensity,glcm.jointEntropy \\
    --save-centres centres.json --out one.nii.gz
  voxomics habitats other.nii.gz mask.nii.gz --centres centres.json --out other-habitats.nii.gz`;
