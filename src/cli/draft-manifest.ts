import type { Command } from "commander";
import type { DraftCase, ManifestDraft } from "../cohort/draft/draft-case.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { counted } from "../messages/phrases.ts";
import { writeFileAtomic } from "../node/write-file-atomic.ts";
import { checkOutput } from "./check-output.ts";
import { oneLine } from "./one-line.ts";
import type { Terminal } from "./terminal.ts";

/** The options that make a manifest, instead of measuring one. */
export interface DraftOptions {
  readonly fromDicom?: string;
  readonly fromBids?: string;
  readonly out: string;
}

export function isDraft({ fromDicom, fromBids }: DraftOptions): boolean {
  return fromDicom !== undefined || fromBids !== undefined;
}

/**
 * `voxomics cohort --from-dicom DIR --out MANIFEST.csv`, and `--from-bids`: writes a manifest of what a folder
 * holds, and tells what it left out.
 *
 * @throws VoxomicsError `invalid-file` if the folder cannot be read or the manifest not be written, or if there is
 *   no case
 */
export async function draftManifest(
  manifest: string | undefined,
  options: DraftOptions,
  command: Command,
  { out, err }: Terminal,
): Promise<void> {
  const misuse = misuseOf(manifest, options, command);
  if (misuse !== null) command.error(`error: ${misuse}`, { exitCode: 2 });
  await checkOutput(options.out, []);
  const { cases, notes } = await draftOf(options);
  for (const note of notes) err(`note: ${oneLine(note)}\n`);
  if (cases.length === 0) {
    const folder = options.fromDicom ?? options.fromBids ?? "";
    throw new VoxomicsError("invalid-file", `${folder}: holds no image with a mask: ${lookedFor(options)}`, { path: folder }); // biome-ignore format: one line
  }
  const { draftTable } = await import("../cohort/draft/draft-table.ts");
  await writeFileAtomic(options.out, draftTable(cases, options.out));
  out(`${options.out}: ${summaryOf(cases)}\n`);
  if (cases.some(({ carried: { patient = null } }) => patient !== null)) err(`note: ${privacy}\n`);
}

/** What is wrong with the options; null if nothing is. */
function misuseOf(
  manifest: string | undefined,
  { fromDicom, fromBids, out }: DraftOptions,
  command: Command,
): string | null {
  if (fromDicom !== undefined && fromBids !== undefined) {
    return "options '--from-dicom' and '--from-bids' exclude each other";
  }
  const flag = fromDicom !== undefined ? "--from-dicom" : "--from-bids";
  if (manifest !== undefined) {
    return `option '${flag}' writes a manifest, but one is given to be measured: ${manifest}`;
  }
  const own = ["fromDicom", "fromBids", "out"];
  const other = command.options.find(
    (option) =>
      !own.includes(option.attributeName()) &&
      command.getOptionValueSource(option.attributeName()) === "cli",
  );
  if (other !== undefined) {
    return `option '${other.long}' is about measuring, but '${flag}' only writes a manifest`;
  }
  if (/\.csv$/i.test(out)) return null;
  return `option '--out': ${out} has an unknown ending, expected .csv, as '${flag}' writes a manifest`;
}

async function draftOf({ fromDicom, fromBids }: DraftOptions): Promise<ManifestDraft> {
  if (fromDicom !== undefined) {
    const { draftFromDicom } = await import("../cohort/draft/draft-from-dicom.ts");
    return draftFromDicom(fromDicom);
  }
  const { draftFromBids } = await import("../cohort/draft/draft-from-bids.ts");
  return draftFromBids(fromBids ?? "");
}

function lookedFor({ fromDicom }: DraftOptions): string {
  return fromDicom === undefined
    ? "expected sub-*/…/*.nii.gz with *_mask.nii.gz or *_dseg.nii.gz, as BIDS names them"
    : "expected image series, with structure sets or segmentations that refer to them";
}

/** `6 cases: 6 images, 6 masks` */
function summaryOf(cases: readonly DraftCase[]): string {
  const count = (of: (one: DraftCase) => string) => new Set(cases.map(of)).size;
  const images = count(({ image, series = "" }) => `${series} ${image}`);
  return `${counted(cases.length, "case")}: ${counted(images, "image")}, ${counted(count(({ mask }) => mask), "mask")}`; // biome-ignore format: one line
}

const privacy =
  "ids and labels hold what the files say: Patient ID, study date, descriptions; the cohort's tables will hold them too";
