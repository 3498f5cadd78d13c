import { type Command, Option } from "commander";
import { type SuvKind, suvKinds } from "../io/dicom/suv/suv-kind.ts";
import type { ReadOptions } from "../io/read-options.ts";

/** What an image is called in the help of every command. */
export const imageArgument = "intensities: NIfTI, NRRD, DICOM or a folder of DICOM files";

/** How an image is read. */
export interface ImageOptions {
  readonly series?: string;
  readonly suv?: SuvKind;
}

/** Adds the options that choose and convert an image. */
export function addImageOptions(command: Command): Command {
  return command
    .option("--series <uid>", "the DICOM series of this Series Instance UID is the image")
    .addOption(suvOption());
}

/** The option `--suv`. */
export function suvOption(): Option {
  return new Option("--suv <kind>", "convert a DICOM PET to standardised uptake values").choices(
    suvKinds,
  );
}

/** The options that reading the image takes. */
export function imageReading({ series, suv }: ImageOptions): Pick<ReadOptions, "series" | "suv"> {
  return { ...(series === undefined ? {} : { series }), ...(suv === undefined ? {} : { suv }) };
}
