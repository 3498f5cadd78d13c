import { stringify } from "yaml";
import { checkArgument } from "../../schema/check-argument.ts";
import type { NearestSettings } from "./nearest-ibsi-settings.ts";

/**
 * The nearest settings as YAML that `parseSettings` of `voxomics/node` and the command line take, the differences
 * as comments before them.
 *
 * @param source names the parameter file in the first comment
 *
 * @example
 * ```ts
 * import { nearestIbsiSettings, parseParams, settingsYaml } from "voxomics/pyradiomics";
 *
 * const params = parseParams({ setting: { binWidth: 10 } });
 * console.log(settingsYaml(nearestIbsiSettings(params), "Params.yaml"));
 * ```
 */
export function settingsYaml(nearest: NearestSettings, source: string): string {
  checkArgument(nearest, "nearest", { settings: "object", differences: "array" });
  checkArgument(source, "source", "text");
  const { settings, differences } = nearest;
  const lines = [
    `The nearest settings of the IBSI to ${source}, a parameter file of PyRadiomics. They do not give`,
    "PyRadiomics' values: voxomics pyradiomics does.",
    ...(differences.length === 0 ? [] : ["", "What differs:"]),
    ...differences.map(({ key, difference }) => `- ${key}: ${difference}`),
  ];
  const comments = lines.map((line) => (line === "" ? "#\n" : `# ${line}\n`)).join("");
  const text = Object.entries(settings).map(([key, value]) => entry(key, value));
  return `${comments}\n${text.join("")}`;
}

/** One setting: lists of filters a line each, everything else on one line. */
function entry(key: string, value: unknown): string {
  if (key !== "filters" || !Array.isArray(value)) return `${key}: ${flow(value)}\n`;
  return `filters:\n${value.map((filter) => `  - ${flow(filter)}\n`).join("")}`;
}

function flow(value: unknown): string {
  return stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trimEnd();
}
