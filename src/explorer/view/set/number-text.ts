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

/** What a text stands for in a field of one number or several: the number, or a list where there is a comma. */
export function numbersIn(text: string): number | string | undefined | (number | string)[] {
  if (!text.includes(",")) return numberIn(text);
  return text.split(",").flatMap((part) => numberIn(part) ?? []);
}

/** A value as a field shows it. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Numbers with commas or blanks between, as a list; undefined for an empty text. */
export function numbersListIn(text: string): readonly (number | string)[] | undefined {
  const words = text.split(/[\s,;]+/).filter((word) => word !== "");
  return words.length === 0 ? undefined : words.map((word) => numberIn(word) ?? word);
}

/**
 * One number, or several with semicolons or blanks between as an object with these names, in their order; undefined for an
 * empty text. Any other text stays as it is.
 */
export function numberOrObjectIn(text: string, names: readonly string[]): unknown {
  const words = text.split(/[\s;]+/).filter((word) => word !== "");
  if (words.length < 2) return numberIn(text);
  if (words.length > names.length) return text.trim();
  return Object.fromEntries(words.map((word, n) => [names[n], numberIn(word) ?? word]));
}

/** A number, a list or an object of numbers as a field shows it, so that it is read back. */
export function numbersText(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  if (typeof value === "object" && value !== null)
    return Object.values(value).map(textOf).join("; ");
  return textOf(value);
}
