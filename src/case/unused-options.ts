import type { FileDescription } from "../io/format.ts";
import { type Note, noteOf } from "../messages/note.ts";
import type { CaseReading } from "./case-reading.ts";
import { type ReadingOption, readingOptions } from "./reading-options.ts";

type Format = FileDescription["format"];

/**
 * Options that were given and say nothing of the files that were read: `slabThickness` of a mask that is
 * no RTSTRUCT. They are no error, as one set of options may be meant for cases of several formats.
 *
 * @param files what the files of image and mask say about themselves; null without a mask
 * @param nameOf what the user calls an option
 */
export function unusedOptionNotes(
  reading: CaseReading,
  files: { readonly image: Format; readonly mask: Format | null },
  nameOf: (option: ReadingOption) => string,
): Note[] {
  return readingOptions.flatMap((option) => {
    const { key, of, about } = option;
    if (about === undefined || reading[key] === undefined || reading[key] === false) return [];
    const concerned = { image: [files.image], mask: [files.mask], filters: [] };
    const formats = of === "both" ? [files.image, files.mask] : concerned[of];
    const read = formats.filter((format) => format !== null);
    if (read.length === 0 || read.some((format) => isOf(format, about))) return [];
    const found = [...new Set(read)].join(" and ");
    const what = of === "both" ? "found" : `and the ${of} is`;
    const message = `an option changes nothing: ${nameOf(option)} is about ${about} files, ${what} ${found}`;
    return [noteOf("option-unused", message, { option: key, expected: about, found: read })];
  });
}

/** `DICOM` are all of DICOM; Analyze 7.5 is read as the NIfTI that it became. */
function isOf(format: Format, about: string): boolean {
  return format.startsWith(about) || (about === "NIfTI" && format === "Analyze 7.5");
}
