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
