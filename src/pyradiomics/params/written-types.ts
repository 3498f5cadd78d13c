import type { JsonSchema } from "../../schema/json-schema.ts";
import { isObject } from "../../schema/object.ts";
import { problem } from "../../schema/problem.ts";
import { settingsSchema } from "./settings-schema.ts";
import { voxelSettingsSchema } from "./voxel-settings.ts";
import { writtenData } from "./written-data.ts";

/**
 * What PyRadiomics' schema refuses in the text of a parameter file and the data of one do not show: a whole number
 * that is written with a point where only integers are allowed, and a `sigma` in quotes.
 *
 * @param text YAML or JSON that is known to be sound
 * @returns a line for each problem
 */
export function writtenProblems(text: string): string[] {
  const file = writtenData(text);
  if (!isObject(file)) return [];
  const types = isObject(file.imageType) ? Object.entries(file.imageType) : [];
  return [
    ...problemsIn("setting", file.setting, settingsSchema.json),
    ...types.flatMap(([name, keys]) => problemsIn(`imageType.${name}`, keys, settingsSchema.json)),
    ...problemsIn("voxelSetting", file.voxelSetting, voxelSettingsSchema.json),
  ];
}

function problemsIn(path: string, keys: unknown, { properties = {} }: JsonSchema): string[] {
  if (!isObject(keys)) return [];
  return Object.entries(keys).flatMap(([key, value]) =>
    problemsOf(`${path}.${key}`, value, properties[key] ?? {}),
  );
}

function problemsOf(path: string, value: unknown, json: JsonSchema): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((one, k) => problemsOf(`${path}[${k}]`, one, json.items ?? {}));
  }
  if (typeof value === "string" && takes(json, "number")) {
    return [problem(path, value, ["a number without quotes"])];
  }
  if (typeof value !== "number" || !Number.isInteger(value) || !isWhole(json)) return [];
  return [`${path}: found ${value} written as a decimal number, expected an integer: ${value}`];
}

function isWhole(json: JsonSchema): boolean {
  return takes(json, "integer") || (json.enum ?? []).some((one) => typeof one === "number");
}

function takes({ type }: JsonSchema, wanted: "integer" | "number"): boolean {
  return typeof type === "string" ? type === wanted : (type ?? []).includes(wanted);
}
