import { describe, expect, it } from "vitest";
import { resolveSettings } from "../../src/settings/resolve.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";

const shannon = { type: "shannon" } as const;

/** Valid by the schema, and the one problem. */
const contradictory: [SettingsInput, string][] = [
  [
    { resegment: { range: [400, -500] } },
    "resegment.range: found [400, -500], expected the lower end first and the upper end second",
  ],
  [
    { filters: [{ type: "square" }, { type: "mean", support: 4 }] },
    "filters[1].support: found 4, expected an odd integer",
  ],
  [
    { filters: [{ type: "laws", kernels: "L5E5" }] },
    'filters[0].kernels: found "L5E5" with dimensions 3, expected 3 kernels',
  ],
  [
    { filters: [{ type: "laws", kernels: "L5E5S5", dimensions: 2 }] },
    'filters[0].kernels: found "L5E5S5" with dimensions 2, expected 2 kernels',
  ],
  [
    { filters: [{ type: "wavelet", wavelet: "haar", subBand: "LH" }] },
    'filters[0].subBand: found "LH" with dimensions 3, expected 3 letters',
  ],
  [
    { filters: [{ type: "wavelet", wavelet: "haar", subBand: "LLH", dimensions: 2 }] },
    'filters[0].subBand: found "LLH" with dimensions 2, expected 2 letters',
  ],
  [
    { filters: [{ type: "riesz", of: shannon, order: [0, 0, 0] }] },
    "filters[0].order: found [0, 0, 0], expected one of them above 0",
  ],
  [
    { filters: [{ type: "riesz", of: shannon, order: [1, 0, 1], dimensions: 2 }] },
    "filters[0].order: found [1, 0, 1] with dimensions 2, expected 0 along z",
  ],
  [
    {
      filters: [
        { type: "gaussian", sigma: 1 },
        { type: "gaussian", sigma: 2 },
        { truncate: 4, sigma: 1, type: "gaussian" },
      ],
    },
    "filters[2]: found the filter of filters[0] a second time, expected it once",
  ],
  [
    { original: false, filters: [] },
    "original: found false without filters, which leaves nothing to measure",
  ],
];

/** Near them, but consistent. */
const consistent: SettingsInput[] = [
  { resegment: { range: [1, 1] } },
  { resegment: { range: [1, null] } },
  { filters: [{ type: "mean", support: 1 }] },
  { filters: [{ type: "laws", kernels: "L3W5", dimensions: 2 }] },
  { filters: [{ type: "laws", kernels: "L3W5S3" }] },
  { filters: [{ type: "wavelet", wavelet: "haar", subBand: "HH", dimensions: 2 }] },
  { filters: [{ type: "wavelet", wavelet: "haar", subBand: "HHL" }] },
  { filters: [{ type: "riesz", of: shannon, order: [0, 0, 1] }] },
  { filters: [{ type: "riesz", of: shannon, order: [0, 1, 0], dimensions: 2 }] },
  { filters: [shannon, { ...shannon, dimensions: 2 }, { ...shannon, level: 2 }] },
  { filters: [shannon], original: false },
];

describe("settings that contradict each other", () => {
  it.each(contradictory)("are refused: %j", (input, problem) => {
    expect(() => resolveSettings(input)).toThrow(
      expect.objectContaining({ details: { problems: [problem] } }),
    );
  });

  it.each(consistent)("are not found in %j", (input) => {
    expect(() => resolveSettings(input)).not.toThrow();
  });

  it("are told all at once where they are of several steps", () => {
    const input = {
      resegment: { range: [1, 0] },
      filters: [{ type: "mean", support: 2 }],
    };
    expect(() => resolveSettings(input)).toThrow(
      "resegment.range: found [1, 0], expected the lower end first and the upper end second; filters[0].support: found 2, expected an odd integer",
    );
  });
});
