import { optionName, readingOptions } from "../case/reading-options.ts";
import type { NameOption } from "../messages/advice.ts";

/** Flags of options that are not reading options. */
const others: Readonly<Record<string, string>> = {
  region: "--region",
  label: "--label",
  allRegions: "--all-regions",
  dimensions: "--dimensions",
  otherEngine: "--other-engine",
  withinRegion: "--within-region",
  resampleImages: "--resample-images",
  whiteMatter: "--white-matter",
  whiteMatterRegion: "--white-matter-region",
};

/** A reading option as it is written on the command line: `--slab-thickness 2.5`. */
export const flagOf: NameOption = ({ option, value }) => {
  const known = readingOptions.find(({ key }) => key === option);
  const flag = known === undefined ? others[option] : `--${optionName(known)}`;
  if (flag === undefined) return null;
  return value === null ? flag : `${flag} ${value}`;
};
