import { version } from "../../base/version.ts";
import { namingFile } from "../../io/name-file.ts";
import { VoxomicsError } from "../../messages/errors.ts";
import { found } from "../../messages/phrases.ts";
import { parseJson } from "../../node/parse-json.ts";
import { readInputText } from "../../node/read-input.ts";
import {
  checkHarmonisationModel,
  type HarmonisationModel,
} from "../../radiogenomics/harmonisation-model.ts";
import type { Terminal } from "../terminal.ts";

/**
 * Reads the estimates that `voxomics harmonise` wrote. A note says if another version wrote them.
 *
 * @throws VoxomicsError `invalid-file` for a file that is no JSON, or was not written by voxomics; `invalid-table` for estimates that
 *   contradict themselves
 */
export async function readModel(path: string, err: Terminal["err"]): Promise<HarmonisationModel> {
  const text = await readInputText(path);
  return namingFile(path, () => {
    const model = jsonOf(text);
    const { software, version: written } = Object(model) as Record<string, unknown>;
    if (software !== "voxomics" || typeof written !== "string") {
      throw new VoxomicsError(
        "invalid-file",
        `found ${software === undefined ? found(model) : `the software ${found(software)}`}, expected the harmonisation.json of voxomics harmonise`,
      );
    }
    checkHarmonisationModel(model);
    if (written !== version) {
      err(
        `note: ${path}: voxomics ${written} wrote these estimates, and this is voxomics ${version}: the features of both must be measured in the same way\n`,
      );
    }
    return model;
  });
}

function jsonOf(text: string): unknown {
  try {
    return parseJson(text);
  } catch (cause) {
    if (cause instanceof VoxomicsError) throw cause;
    throw new VoxomicsError("invalid-file", `is no JSON: ${String((cause as Error).message)}`, {}, { cause }); // biome-ignore format: one line
  }
}
