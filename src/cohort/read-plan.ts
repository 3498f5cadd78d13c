import { namingFile } from "../io/name-file.ts";
import type { InputOptions } from "../node/read-input.ts";
import { readSettingsText } from "../node/settings-text.ts";
import { checkValue } from "../schema/check.ts";
import { checkOptions } from "../schema/check-options.ts";
import { parseYaml } from "../settings/parse-yaml.ts";
import { completePlan, type PerturbationPlan } from "./perturbation-plan.ts";

/**
 * Reads a perturbation plan from a JSON or YAML file, or from a pipe if `pipes` allows it.
 *
 * @throws VoxomicsError `invalid-settings`, `invalid-file`, `too-large`; the message starts with the path
 *
 * @example
 * ```ts
 * import { readPlan, runCohort } from "voxomics/cohort";
 *
 * await runCohort({
 *   manifest: "manifest.csv",
 *   settings: [{ name: "defaults", settings: {} }],
 *   perturb: await readPlan("perturbations.yaml"),
 *   out: "perturbed",
 * });
 * ```
 */
export async function readPlan(
  path: string,
  options: InputOptions = {},
): Promise<PerturbationPlan> {
  checkOptions(options, { pipes: null });
  const text = await readSettingsText(path, options);
  return namingFile(path, () => {
    const plan = parseYaml(text);
    const record = typeof plan === "object" && plan !== null && !Array.isArray(plan);
    checkValue(record, "plan", plan, "an object with perturbations, repeats and seed");
    return completePlan(plan as PerturbationPlan);
  });
}
