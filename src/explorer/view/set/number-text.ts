/**
 * What a text stands for in a field of numbers: the number, also with a decimal comma; undefined for an empty one.
 * Any other text stays as it is, so that the library says what is wrong with it.
 */
export function numberIn(text: string): number | string | undefined {
  const plain = text.trim().replace("−", "-");
  if (plain === "") return undefined;
  const value = Number(/^[+-]?\d*,\d+$/.test(plain) ? plain.replace(",", ".") : plain);
  return Number.isFinite(value) ? value : text.trim();
}

/** The words of a text of several numbers, and whether a comma within a word is a decimal comma. */
interface Parted {
  readonly words: readonly string[];
  readonly isDecimal: boolean;
}

/**
 * Parts a text of several numbers. Semicolons and blanks part numbers; commas within the words are decimal ones then. A comma
 * parts numbers where a blank is behind it, where a word has several (`1,2,3`), and where numbers are whole. Of any other
 * comma between digits it cannot be told which it is.
 */
function partedIn(text: string, areWhole: boolean): Parted {
  const plain = text.trim();
  const split = (by: RegExp, isDecimal: boolean): Parted => ({
    words: plain.split(by).filter((word) => word !== ""),
    isDecimal,
  });
  if (areWhole || /^[^\s,;]+(,[^\s,;]+){2,}$/.test(plain)) return split(/[\s,;]+/, false);
  if (plain.includes(";")) return split(/[\s;]+/, true);
  return split(/,?\s+|,$/, /\s/.test(plain) && !/,\s|,$/.test(plain));
}

/** Whether a word is a number with a decimal comma, unless its comma parts two numbers. */
function isTwofold(word: string): boolean {
  return /^[-+−]?\d+,\d+$/.test(word);
}

/**
 * Numbers of a list; undefined for an empty text. Words that are no numbers, or could be one or two, stay as they are.
 *
 * @param areWhole whether the numbers have to be whole, so that no comma is a decimal one
 */
export function numbersListIn(
  text: string,
  areWhole: boolean,
): readonly (number | string)[] | undefined {
  const { words, isDecimal } = partedIn(text, areWhole);
  if (words.length === 0) return undefined;
  return words.map((word) => (isTwofold(word) && !isDecimal ? word : (numberIn(word) ?? word)));
}

/** What a text stands for in a field of one number or several: the number, or a list where something parts it. */
export function numbersIn(
  text: string,
  areWhole: boolean,
): number | string | undefined | readonly (number | string)[] {
  const numbers = numbersListIn(text, areWhole);
  return numbers?.length === 1 && !/[,;]\s*$/.test(text) ? numbers[0] : numbers;
}

/** What to write instead of a word that could be one number or two; null for values without such a word. */
export function twofoldHint(value: unknown): string | null {
  const words: readonly unknown[] = Array.isArray(value) ? value : [value];
  const word = words.find((one) => typeof one === "string" && isTwofold(one));
  if (typeof word !== "string") return null;
  return `${word} could be one number or two: write ${word.replace(",", ".")} for one, ${word.replace(",", "; ")} for two`;
}

/**
 * One number, or several with semicolons or blanks between as an object with these names, in their order; undefined for an
 * empty text. A comma between digits is a decimal comma. Any other text stays as it is.
 */
export function numberOrObjectIn(text: string, names: readonly string[]): unknown {
  const words = text
    .trim()
    .split(/,?\s+|\s*;\s*/)
    .filter((word) => word !== "");
  if (words.length < 2) return numberIn(text);
  if (words.length > names.length) return text.trim();
  return Object.fromEntries(words.map((word, n) => [names[n], numberIn(word) ?? word]));
}

/** How a text with one comma was read where two numbers may have been meant; null for any other text. */
export function commaReading(text: string, names: readonly string[]): string | null {
  const word = text.trim();
  if (!isTwofold(word)) return null;
  return `Read as ${word.replace(",", ".")}. For ${names.join(" and ")} write ${word.replace(",", "; ")}.`;
}

/** A value as a field shows it. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A number, a list or an object of numbers as a field shows it, so that it is read back. */
export function numbersText(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  if (typeof value === "object" && value !== null)
    return Object.values(value).map(textOf).join("; ");
  return textOf(value);
}
