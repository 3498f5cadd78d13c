import { VoxomicsError } from "../messages/errors.ts";
import { found } from "../messages/phrases.ts";

const width = 100;

/**
 * A value as JSON for people, ending in a line break. A list or object that fits on a line of 100 characters
 * is on one line. So is every object in a list, unless it holds a list of objects itself. Numbers have
 * full double precision.
 *
 * @example
 * ```ts
 * import { toJson } from "voxomics";
 *
 * toJson({ spacing: [1, 1, 3] }); // '{\n  "spacing": [1, 1, 3]\n}\n'
 * ```
 */
export function toJson(value: unknown): string {
  if (JSON.stringify(value) === undefined) {
    throw new VoxomicsError(
      "invalid-argument",
      `value: found ${found(value)}, expected what JSON can hold`,
      { what: "value", found: value },
    );
  }
  return `${format(JSON.parse(JSON.stringify(value)), "")}\n`;
}

function format(value: unknown, indent: string): string {
  const inner = `${indent}  `;
  const line = inline(value);
  const fits = indent !== "" && indent.length + line.length <= width;
  if (typeof value !== "object" || value === null || fits) return line;
  if (Array.isArray(value)) {
    const items = value.map(
      (item) => `${inner}${holdsRecords(item) ? format(item, inner) : inline(item)}`,
    );
    return items.length === 0 ? line : `[\n${items.join(",\n")}\n${indent}]`;
  }
  const entries = Object.entries(value).map(
    ([key, item]) => `${inner}${JSON.stringify(key)}: ${format(item, inner)}`,
  );
  return entries.length === 0 ? line : `{\n${entries.join(",\n")}\n${indent}}`;
}

function holdsRecords(item: unknown): boolean {
  if (typeof item !== "object" || item === null || Array.isArray(item)) return false;
  return Object.values(item).some(
    (list) => Array.isArray(list) && list.some((entry) => typeof entry === "object"),
  );
}

function inline(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  const entries = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${inline(item)}`,
  );
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}
