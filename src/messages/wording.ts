import { nearest } from "./nearest.ts";

const longest = 60;

/** A value as a message shows it: on one line, short. */
export function found(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value === "function" || typeof value === "symbol") return `a ${typeof value}`;
  return String(value);
}

/** A string in double quotes, cut where it is long, without characters that break or hide a line. */
export function quoted(text: string): string {
  const short = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return JSON.stringify(short).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD");
}

/** `a, b or c` */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}

/** `; did you mean "linear"?` if a candidate is near the value, else nothing. */
export function suggestion(value: unknown, candidates: Iterable<string>): string {
  const near = typeof value === "string" ? nearest(value, candidates) : null;
  return near === null ? "" : `; did you mean ${quoted(near)}?`;
}
