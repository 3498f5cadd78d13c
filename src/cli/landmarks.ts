import { type Command, Option } from "commander";
import { openImage } from "../case/case-image.ts";
import type { CaseReading } from "../case/case-reading.ts";
import { namingFile } from "../io/name-file.ts";
import { counted } from "../messages/phrases.ts";
import { writeFileAtomic } from "../node/write-file-atomic.ts";
import { learnLandmarks } from "../processing/landmarks.ts";
import { formatNumber } from "../report/format-number.ts";
import type { SettingsInput } from "../settings/settings.ts";
import type { Volume } from "../volume/volume.ts";
import { addReadingOptions, readingIn } from "./case-options.ts";
import { checkOutput } from "./check-output.ts";
import { noteTo } from "./note.ts";
import { refuseMissing } from "./refuse-missing.ts";
import type { Terminal } from "./terminal.ts";
import { withWorkers } from "./workers.ts";

interface LandmarksOptions extends CaseReading {
  readonly out: string;
  readonly over: "image" | "foreground";
}

/** `voxomics landmarks IMAGE ... --out FILE` */
export function addLandmarks(root: Command, { out, err }: Terminal): void {
  const command: Command = root
    .command("landmarks")
    .summary("learn landmarks of intensities on images, to normalise others")
    .description(
      "Learn the landmarks of a cohort's intensities (Nyúl and Udupa) on images of one modality and sequence, and write settings that normalise by them.",
    )
    .argument("<images...>", "images: files, or folders of a DICOM series")
    .option("--out <file.json>", "where the settings go")
    .addOption(
      new Option(
        "--over <voxels>",
        "the voxels that percentiles are of: all, or those above the mean",
      )
        .choices(["image", "foreground"])
        .default("foreground"),
    );
  addReadingOptions(command, ({ of }) => of !== "mask")
    .addHelpText("after", help)
    .action(async (paths: string[], options: LandmarksOptions) => {
      refuseMissing(command, ["--out"]);
      await checkOutput(options.out, paths);
      const reading = readingIn(options);
      let reached = paths[0];
      const landmarks = await withWorkers((pool) => {
        async function* images(): AsyncGenerator<Volume, void, void> {
          for (const path of paths) {
            reached = path;
            const { volume, notes } = await openImage(path, { ...reading, pool });
            notes.forEach(noteTo(err, path));
            yield volume;
          }
        }
        const learned = learnLandmarks(images(), { over: options.over });
        return learned.catch((error) => namingFile(reached, () => Promise.reject(error)));
      });
      const settings: SettingsInput = { normalise: { method: "nyul", landmarks } };
      await writeFileAtomic(options.out, `${JSON.stringify(settings, null, 2)}\n`);
      const shown = landmarks.values.map((value) => formatNumber(value)).join(", ");
      out(`${options.out}: landmarks of ${counted(landmarks.images, "image")} at ${shown}\n`);
    });
}

const help = `
Each image's percentiles 1, 10, 20 … 90 and 99 are moved and stretched to a scale from 0 to 100, and
averaged over the images. Images are read one after another. The file holds settings: name it as
--settings, or copy normalise into settings of your own. Landmarks of regions, other percentiles and
other scales are learned by learnLandmarks of the library.

Examples:
  voxomics landmarks t1/*.nii.gz --out landmarks.json
  voxomics extract t1.nii.gz mask.nii.gz --settings landmarks.json`;
