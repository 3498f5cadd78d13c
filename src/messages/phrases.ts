import { nearest } from "./nearest.ts";

/** How many characters of a text a message shows. */
const longest = 60;

/** A value of any type as a message shows it: short and on one line. Objects are only named. */
export function found(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value === "function" || typeof value === "symbol") return `a ${typeof value}`;
  return String(value);
}

/** A text in double quotes, cut after 60 characters. Characters that break or hide a line become U+FFFD. */
export function quoted(text: string): string {
  const short = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return JSON.stringify(short).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD");
}

/** Words as alternatives: `a, b or c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}

/** A number with its noun: `1 file`, `2 files`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `; did you mean "linear"?` where one of the candidates is spelled much like the value, else "". */
export function suggestion(value: unknown, candidates: Iterable<string>): string {
  const near = typeof value === "string" ? nearest(value, candidates) : null;
  return near === null ? "" : `; did you mean ${quoted(near)}?`;
}
