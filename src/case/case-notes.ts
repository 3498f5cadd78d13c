import { ownMaskNote } from "../extraction/region-notes.ts";
import type { DicomImageDescription } from "../io/dicom/image-description.ts";
import type { FileDescription } from "../io/format.ts";
import type { NameOption } from "../messages/advice.ts";
import { type Note, noteOf } from "../messages/note.ts";
import { type PresetName, resolvePreset } from "../settings/presets.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { Settings, SettingsInput } from "../settings/settings.ts";
import { doseNotes } from "./dose-note.ts";

/** A file or folder of a case that was read, and what it says about itself. */
export interface CaseFile {
  readonly path: string;
  readonly description: FileDescription;
}

/**
 * What image, mask and settings of a case say together that each alone does not.
 *
 * @param nameOption what notes call an option: `--suv bodyWeight` by default
 */
export function caseNotes(
  image: CaseFile,
  mask: CaseFile,
  settings: SettingsInput,
  nameOption?: NameOption,
): Note[] {
  return [...sameInputNote(image, mask), ...settingsNotes(image, settings, nameOption)];
}

/** An image that is given as its own mask. Files that hold an image and regions of it are none. */
function sameInputNote(image: CaseFile, mask: CaseFile): Note[] {
  const { description } = mask;
  const holdsRegions =
    description.format === "DICOM RTSTRUCT" ||
    description.format === "DICOM SEG" ||
    (description.format === "NRRD" && description.segments.length > 0);
  return image.path === mask.path && !holdsRegions ? [ownMaskNote] : [];
}

/** The modality that presets are made for, as DICOM calls it. */
const modalities: Readonly<Partial<Record<PresetName, string>>> = {
  ct: "CT",
  mr: "MR",
  pet: "PT",
  "ibsi-1a": "CT",
  "ibsi-1b": "CT",
  "ibsi-1c": "CT",
  "ibsi-1d": "CT",
  "ibsi-1e": "CT",
  "ibsi-1-phase3-ct": "CT",
  "ibsi-1-phase3-mr": "MR",
  "ibsi-1-phase3-pet": "PT",
};

/** Settings that are meant for images of another modality or unit, where a DICOM image says what it is. */
export function settingsNotes(
  { description }: Pick<CaseFile, "description">,
  settings: SettingsInput,
  nameOption: NameOption = suvFlag,
): Note[] {
  if (description.format !== "DICOM") return [];
  const resolved = resolveSettings(settings);
  return [...presetNotes(description, resolved, nameOption), ...doseNotes(description, resolved)];
}

/** The settings of a preset, under any name, on an image of another modality or unit. */
function presetNotes(
  { modality, unit, suv }: Pick<DicomImageDescription, "modality" | "unit" | "suv">,
  settings: Settings,
  nameOption: NameOption,
): Note[] {
  if (modality === null) return [];
  const [name, made] =
    Object.entries(modalities).find(([name]) => prepares(settings, resolvePreset(name))) ?? [];
  if (made === undefined) return [];
  if (made === "PT" && modality === "PT" && suv === null) return unitNote(name, unit, nameOption);
  if (made === modality) return [];
  return [
    noteOf(
      "preset-modality",
      `the settings are those of the preset ${name}, which is for ${made}, and the image is ${modality}`,
      { preset: name, expected: made, found: modality },
    ),
  ];
}

/** As the command line has it, for a cohort too. */
const suvFlag: NameOption = ({ option, value }) => `--${option} ${value}`;

/** A preset for standardised uptake values on a PET in another unit. */
function unitNote(name: string | undefined, unit: string | null, nameOption: NameOption): Note[] {
  if (unit === "GML") return []; // stored as SUV by body weight
  const found = unit === null ? "in a unit that its files do not state" : `in ${unit}`;
  const suv = nameOption({ option: "suv", value: "bodyWeight" }) ?? "suv";
  return [
    noteOf(
      "preset-unit",
      `the settings are those of the preset ${name}, whose bins are for SUV, and the image is ${found}: ${suv} converts it`,
      { preset: name, expected: "SUV", found: unit },
    ),
  ];
}

/** Whether two settings make the same of an image before its features are measured. */
function prepares(a: Settings, b: Settings): boolean {
  const steps = ({ resample, resegment, discretise }: Settings) =>
    JSON.stringify([resample, resegment, discretise]);
  return steps(a) === steps(b);
}
