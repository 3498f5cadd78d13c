import { parse } from "csv-parse/sync";
import { chooseRegion } from "../../io/choose-region.ts";
import type { FileRegion } from "../../io/region.ts";
import { toCsv } from "../../report/csv.ts";

/**
 * What the column `region` of a manifest has for a region of a file: its name, else its number. Its number
 * stands for a name that another region has too, or that a cell of CSV cannot hold as it is.
 *
 * @returns null if neither means this region alone
 */
export function regionWord(region: FileRegion, all: readonly FileRegion[]): string | null {
  const words = [region.name, String(region.number)].filter((word) => word !== null);
  return words.find((word) => isPlain(word) && isChosenBy(word, region, all)) ?? null;
}

/** Whether a manifest gives back a cell as it was written: without an apostrophe, with its outer blanks. */
function isPlain(text: string): boolean {
  if (text === "" || text !== text.trim() || /\p{Cc}/u.test(text)) return false;
  const [[read]]: string[][] = parse(toCsv([[text]]));
  return read === text;
}

function isChosenBy(word: string, region: FileRegion, all: readonly FileRegion[]): boolean {
  try {
    return chooseRegion(all, word, "") === region;
  } catch {
    return false;
  }
}
