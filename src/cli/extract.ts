import { type Command, Option } from "commander";
import { openImage } from "../case/case-image.ts";
import { openCase } from "../case/open-case.ts";
import { namingFile } from "../io/name-file.ts";
import { counted } from "../messages/phrases.ts";
import { writeFileAtomic } from "../node/write-file-atomic.ts";
import { type Format, type Layout, render, renderRegions } from "../report/render.ts";
import type { Report } from "../report/report.ts";
import {
  checkReferable,
  type StructuredReportSource,
  writeStructuredReport,
} from "../report/structured-report.ts";
import { resolveSettings } from "../settings/resolve.ts";
import { addReadingOptions, readingIn } from "./case-options.ts";
import { checkOutput } from "./check-output.ts";
import { addFeatureOptions, type FeatureFlags, withFeatures } from "./feature-options.ts";
import { loadSettings } from "./load-settings.ts";
import { withMargins } from "./margin-options.ts";
import { type MeasuredRegions, measureRegion, measureRegions } from "./measure-regions.ts";
import { noteTo } from "./note.ts";
import { type ProgressLine, withProgressLine } from "./progress.ts";
import { type ProgressWay, progressOption } from "./progress-option.ts";
import { referredFiles } from "./referred-files.ts";
import {
  addRegionOptions,
  asksForSeveral,
  type CaseFlags,
  imageArgument,
  maskArgument,
  openingOf,
  secondMasks,
  withoutSecondMask,
} from "./region-options.ts";
import { formatOf } from "./report-format.ts";
import type { Terminal } from "./terminal.ts";
import { withWorkers, workersOption } from "./workers.ts";

interface ExtractOptions extends CaseFlags, FeatureFlags {
  readonly progress: ProgressWay;
  readonly settings?: string;
  readonly out?: string;
  readonly format?: Layout;
  readonly workers?: number;
}

/** `voxomics extract IMAGE MASK` */
export function addExtract(root: Command, terminal: Terminal): void {
  const command: Command = root
    .command("extract")
    .summary("measure the features of regions in an image")
    .description(
      "Measure the features of regions in an image and print them as a table, or write them as JSON, CSV, Parquet or a DICOM Structured Report.",
    )
    .argument("<image>", imageArgument)
    .argument("<mask>", maskArgument)
    .option(
      "--settings <file|preset>",
      "settings in JSON or YAML, or a preset (default: the defaults)",
    );
  addFeatureOptions(command);
  addRegionOptions(command, true);
  addReadingOptions(command)
    .option(
      "--out <file>",
      "write .json (with all that is needed to repeat it), .csv, .parquet, or .dcm (a structured report)",
    )
    .addOption(
      new Option(
        "--format <layout>",
        "CSV or Parquet of one row a value (long, the default) or one row a region (wide); CSV is printed without --out",
      ).choices(["long", "wide"] satisfies Layout[]),
    )
    .addOption(workersOption())
    .addOption(progressOption())
    .addHelpText("after", help)
    .action(async (image: string, mask: string, options: ExtractOptions) => {
      const { out: file } = options;
      const format = formatOf(file, options.format);
      const misuse = withoutSecondMask(options);
      if (misuse !== null) command.error(`error: ${misuse}`, { exitCode: 2 });
      if (typeof format === "object") command.error(`error: ${format.misuse}`, { exitCode: 2 });
      if (file !== undefined) {
        await checkOutput(
          file,
          [image, mask, options.settings ?? [], ...secondMasks(options)].flat(),
        );
      }
      const measured = await withProgressLine(terminal, options.progress, (line) =>
        measure({ image, mask, isReferred: format === "dicom" }, options, line),
      );
      const { reports, refused, several } = measured;
      if (reports.length > 0) {
        const data = await rendered(measured, format);
        if (file !== undefined) await writeFileAtomic(file, data);
        terminal.out(file === undefined ? String(data) : `${file}: ${written(reports, several)}\n`);
      }
      // refused regions are reported after the others were written
      if (refused.length > 0) throw new AggregateError(refused.map(({ error }) => error));
    });
}

/** What was measured, and what a structured report takes over from the files; null where none is written. */
interface Measured extends MeasuredRegions {
  readonly several: boolean;
  readonly source: StructuredReportSource | null;
}

function rendered(
  { reports, refused, several, source }: Measured,
  format: Format | "dicom",
): Promise<string | Uint8Array> {
  const records = refused.map(({ record }) => record);
  if (format === "dicom") {
    const read = source as StructuredReportSource; // read before the regions were measured
    return writeStructuredReport(reports, read, { refused: refused.length });
  }
  return several ? renderRegions(reports, records, format) : render(reports[0], format);
}

async function measure(
  paths: { readonly image: string; readonly mask: string; readonly isReferred: boolean },
  options: ExtractOptions,
  { watch, err }: ProgressLine,
): Promise<Measured> {
  const given =
    options.settings === undefined ? {} : await loadSettings(options.settings, options, err);
  const settings = resolveSettings(withMargins(withFeatures(given, options), options));
  const opened = await withWorkers(async (pool) => {
    const image = await openImage(paths.image, { ...readingIn(options), pool });
    image.notes.forEach(noteTo(err, paths.image));
    if (paths.isReferred) await namingFile(paths.image, () => checkReferable(image.reported));
    return openCase(image, paths.mask, { ...openingOf(options), settings, pool });
  }, options.workers);
  const measuring = { workers: options.workers, watch, note: noteTo(err, paths.mask) };
  const several = asksForSeveral(options) || settings.mask?.components === "apart";
  // read before anything is measured: files that a report cannot refer to are refused at once
  const source = paths.isReferred ? await referredFiles(opened, options) : null;
  if (several) return { ...(await measureRegions(opened, measuring)), several, source };
  return { reports: [await measureRegion(opened, measuring)], refused: [], several, source };
}

/** `30 values`, or `2 regions, 60 values, 12 of them undefined (see their reason)` */
function written(reports: readonly Report[], several: boolean): string {
  const all = reports.flatMap(({ features }) => features);
  const without = all.filter(({ value }) => value === null).length;
  const regions = several ? `${counted(reports.length, "region")}, ` : "";
  const undefinedOnes = without === 0 ? "" : `, ${without} of them undefined (see their reason)`;
  return `${regions}${counted(all.length, "value")}${undefinedOnes}`;
}

const help = `
Without --settings the defaults apply; \`voxomics settings\` prints them, and
\`voxomics settings --help\` lists the presets. Several regions and filters are measured side by
side, each filter applied once; a region that is refused leaves the others alone, and the exit
status is 1.

--families and --features name what is measured on the image, and on the response maps of the
settings' filters as far as a family has a meaning there (morphology has none): glcm.contrast or
cm_contrast under every aggregation, cm_contrast_3D_avg under one, glcm for the whole family.
docs/features.md explains the features, and \`voxomics settings --list-features\` prints their
names. Only what these features need is computed.

--grow, --shrink, --ring and --rim make another region of each region, before it is interpolated,
and --within cuts that to another mask; docs/regions.md explains them, and what settings can do.

A structured report (--out x.dcm) has the measurements with IBSI's codes, and refers to the images
and to the segment or structure that was measured; the image has to be a DICOM series. It states
patient and study as the images do, so it is as confidential as they are. docs/dicom.md says more.

\`voxomics describe\` lists the regions of a file, and the series of a folder.

Examples:
  voxomics extract ct.nii.gz mask.nii.gz
  voxomics extract ct.nii.gz mask.nii.gz --settings ct --out features.json
  voxomics extract ct.nii.gz mask.nii.gz --settings ct --features glcm.contrast,morph_volume
  voxomics extract ct.nii.gz labels.nii.gz --label 2 --settings my.yaml --out features.csv
  voxomics extract ct.nii.gz labels.nii.gz --all-regions --out features.csv --format wide
  voxomics extract ct.nii.gz labels.nii.gz --all-regions --out features.parquet
  voxomics extract dicom/ct rtstruct.dcm --region GTV-1
  voxomics extract dicom/ct seg.dcm --all-regions --settings ct --out features.dcm
  voxomics extract ct.nii.gz tumour.nii.gz --ring 10 --within lungs.nii.gz --out ring.json
  voxomics extract dicom/pet seg.dcm --region Tumour --suv bodyWeight --settings pet
  voxomics extract ct.nii.gz mask.nii.gz --format wide > features.csv`;
