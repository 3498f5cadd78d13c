import { familyIds } from "../../src/families/families.ts";
import { textureAggregations } from "../../src/features/aggregation.ts";
import { resolvePreset } from "../../src/settings/presets.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";

/** What the page measures: every family under every aggregation, and response maps. */
export const pageSettings = {
  ...resolvePreset("ibsi-digital-phantom"),
  families: familyIds,
  aggregations: textureAggregations,
  filters: [
    { type: "laplacianOfGaussian", sigma: 2 },
    { type: "wavelet", wavelet: "coif1", subBand: "LLH", rotationInvariant: true },
    { type: "gabor", sigma: 2, lambda: 4, gamma: 1.5, planes: "orthogonal" },
    { type: "riesz", of: { type: "simoncelli", level: 1 }, order: [0, 1, 1] },
  ],
} as SettingsInput;
