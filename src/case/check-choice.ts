import { VoxomicsError } from "../messages/errors.ts";
import { found } from "../messages/phrases.ts";
import { checkWhiteMatter } from "../processing/white-matter.ts";
import type { Settings } from "../settings/settings.ts";
import type { CaseOptions, Wanted } from "./case-options.ts";

/**
 * Refuses options that contradict what the settings `mask` say of the regions.
 *
 * @throws VoxomicsError `invalid-settings`
 */
export function checkChoice(
  { regions }: Wanted,
  options: CaseOptions,
  { mask, normalise }: Pick<Settings, "mask" | "normalise">,
): void {
  if (options.withinRegion !== undefined && options.within === undefined) {
    refuse(
      "withinRegion",
      `${found(options.withinRegion)} without within, expected the mask that it is of`,
    );
  }
  if (options.whiteMatterRegion !== undefined && options.whiteMatter === undefined) {
    refuse(
      "whiteMatterRegion",
      `${found(options.whiteMatterRegion)} without whiteMatter, expected the mask that it is of`,
    );
  }
  checkWhiteMatter(options.whiteMatter !== undefined, normalise);
  if (mask === null) return;
  if (mask.labels !== null) {
    const shown = mask.labels.join(", ");
    if (regions === null || regions.length > 0) {
      refuse("mask.labels", `${shown} beside a choice of regions, expected one of both`);
    }
    if (options.maskThreshold !== undefined) {
      refuse("mask.labels", `${shown} beside a threshold of the mask, expected one of both`);
    }
  }
  if (mask.components === "apart" && mask.within !== null && options.within === undefined) {
    refuse(
      "mask.within",
      `${mask.within.join(", ")} with components apart, expected the option within beside it: a component has no other labels`,
    );
  }
}

function refuse(path: string, problem: string): never {
  const message = `${path}: found ${problem}`;
  throw new VoxomicsError("invalid-settings", message, { problems: [message] });
}
