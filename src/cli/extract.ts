import { type Command, Option } from "commander";
import { readFileDescribed } from "../node/read-file.ts";
import { writeFileAtomic } from "../node/write-file-atomic.ts";
import { type Report, report, reportedVolume } from "../report/report.ts";
import { selectLabel } from "../volume/mask.ts";
import type { Watch } from "../watch.ts";
import { checkOutput } from "./check-output.ts";
import { labelOption } from "./label.ts";
import { loadSettings } from "./load-settings.ts";
import { namingInputs } from "./naming-inputs.ts";
import { withProgressLine } from "./progress.ts";
import { formatOf, type Layout, render } from "./report-format.ts";
import type { Terminal } from "./terminal.ts";
import { extractInWorkers, workersOption } from "./workers.ts";

interface ExtractOptions {
  readonly settings?: string;
  readonly label?: number;
  readonly out?: string;
  readonly format?: Layout;
  readonly workers?: number;
}

/** `voxomics extract IMAGE MASK` */
export function addExtract(root: Command, terminal: Terminal): void {
  root
    .command("extract")
    .summary("measure the features of a region in an image")
    .description(
      "Measure the features of a region in an image and print them as a table, or write them as JSON or CSV.",
    )
    .argument("<image>", "intensities: NIfTI, .nii or .nii.gz")
    .argument("<mask>", "the region as 0 and 1, or labels, on the image's grid")
    .option(
      "--settings <file|preset>",
      "settings in JSON or YAML, or a preset (default: the defaults)",
    )
    .addOption(labelOption("measure the voxels of the mask with this label"))
    .option("--out <file>", "write .json (with all that is needed to repeat it) or .csv")
    .addOption(
      new Option(
        "--format <layout>",
        "CSV of one row a value (long, the default) or one row a region (wide); printed without --out",
      ).choices(["long", "wide"] satisfies Layout[]),
    )
    .addOption(workersOption())
    .addHelpText("after", help)
    .action(async (image: string, mask: string, options: ExtractOptions, command: Command) => {
      const { out } = terminal;
      const format = formatOf(options.out, options.format);
      if (typeof format === "object") command.error(`error: ${format.misuse}`, { exitCode: 2 });
      if (options.out !== undefined) {
        await checkOutput(options.out, [image, mask, options.settings ?? []].flat());
      }
      const result = await withProgressLine(terminal, ({ watch }) =>
        reportOn(image, mask, options, watch),
      );
      const text = render(result, format);
      if (options.out === undefined) return out(text);
      await writeFileAtomic(options.out, text);
      out(`${options.out}: ${result.features.length} values\n`);
    });
}

async function reportOn(
  imagePath: string,
  maskPath: string,
  { settings: name, label, workers }: ExtractOptions,
  watch: Watch,
): Promise<Report> {
  const settings = name === undefined ? {} : await loadSettings(name);
  const image = await readFileDescribed(imagePath);
  const mask = await readFileDescribed(maskPath);
  const measured = await namingInputs({ image: imagePath, mask: maskPath }, () =>
    extractInWorkers(
      image.volume,
      label === undefined ? mask.volume : selectLabel(mask.volume, label),
      settings,
      workers,
      watch,
    ),
  );
  return report(measured, {
    image: reportedVolume(imagePath, image.volume, image.description),
    mask: reportedVolume(maskPath, mask.volume, mask.description),
    label: label ?? null,
  });
}

const help = `
Without --settings the defaults apply; \`voxomics settings\` prints them, and
\`voxomics settings --help\` lists the presets.

Examples:
  voxomics extract ct.nii.gz mask.nii.gz
  voxomics extract ct.nii.gz mask.nii.gz --settings ct --out features.json
  voxomics extract ct.nii.gz labels.nii.gz --label 2 --settings my.yaml --out features.csv
  voxomics extract ct.nii.gz mask.nii.gz --format wide > features.csv`;
