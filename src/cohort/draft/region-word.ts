import { parse } from "csv-parse/sync";
import { chooseRegion } from "../../io/choose-region.ts";
import type { FileRegion } from "../../io/region.ts";
import { toCsv } from "../../report/csv.ts";

/**
 * The cell for a region of a file in the column `region` of a manifest: its name, or its number if another region has
 * the same name or if a cell of CSV cannot hold the name unchanged.
 *
 * @returns null if neither the name nor the number means this region alone
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
