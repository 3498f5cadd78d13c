import { namingFile } from "../io/name-file.ts";
import { parseYaml, readSettingsText } from "../node/parse-yaml.ts";
import { checkOption } from "../reproducibility/check-option.ts";
import { completePlan, type PerturbationPlan } from "./perturbation-plan.ts";

/**
 * Reads perturbations from a JSON or YAML file.
 *
 * @throws VoxomicsError `invalid-settings`, `invalid-file`; the message starts with the path
 */
export async function readPlan(path: string): Promise<PerturbationPlan> {
  const text = await readSettingsText(path);
  return namingFile(path, () => {
    const plan = parseYaml(text);
    const record = typeof plan === "object" && plan !== null && !Array.isArray(plan);
    checkOption(record, "plan", plan, "an object with perturbations, repeats and seed");
    return completePlan(plan as PerturbationPlan);
  });
}
