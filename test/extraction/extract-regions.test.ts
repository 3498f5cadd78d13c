import { describe, expect, it, vi } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { extractRegions } from "../../src/extraction/extract-regions.ts";
import * as filters from "../../src/filters/respond.ts";
import { presets } from "../../src/settings/presets.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { selectLabel } from "../../src/volume/mask.ts";
import { identityDirection, type Volume } from "../../src/volume/volume.ts";

const grid = {
  size: [12, 10, 8],
  spacing: [1, 1.5, 2],
  origin: [0, 0, 0],
  direction: identityDirection,
} as const;
const image: Volume = {
  ...grid,
  data: Float32Array.from({ length: 960 }, (_, v) => (v * 37) % 101),
};
// three slabs, and a fourth label that no voxel has
const labels: Volume = {
  ...grid,
  data: Uint8Array.from({ length: 960 }, (_, v) => 1 + ((v % 12) >> 2)),
};
const masks = [1, 2, 4, 3].map((label) => () => selectLabel(labels, label));

const withFilters: SettingsInput = {
  resample: { spacing: [1.5, 1.5, 1.5] },
  families: ["statistics", "glcm", "localIntensity"],
  filters: [
    { type: "laplacianOfGaussian", sigma: 2 },
    { type: "mean", support: 3 },
  ],
};

describe("extractRegions", () => {
  it.each<[string, SettingsInput]>([
    ["the defaults", { families: ["morphology", "statistics", "glszm", "diagnostics"] }],
    ["filters", withFilters],
    ["filters alone", { ...withFilters, original: false }],
    ["a preset", presets.ct],
  ])("gives what extract gives, by %s", (_, settings) => {
    const outcomes = extractRegions(image, masks, settings);
    expect(outcomes).toHaveLength(4);
    for (const [n, label] of [1, 2, 4, 3].entries()) {
      if (label === 4) continue;
      expect(outcomes[n]).toEqual({
        extraction: extract(image, selectLabel(labels, label), settings),
        error: null,
      });
    }
  });

  it("leaves the others alone where a region is refused", () => {
    const outcomes = extractRegions(image, masks, { families: ["statistics"] });
    expect(outcomes.map(({ error }) => error?.code ?? null)).toEqual([
      null,
      null,
      "empty-mask",
      null,
    ]);
    expect(outcomes[2].error?.message).toBe("mask has no voxel with label 4; it holds 1, 2, 3");
  });

  it("refuses a region whose response is no number, and no other", () => {
    const dark = { ...image, data: image.data.map((value, v) => (v === 0 ? -1e300 : value)) };
    const settings: SettingsInput = {
      original: false,
      filters: [{ type: "exponential" }],
      filterFeatures: { families: ["statistics"] },
    };
    const alone = [1, 2, 3].map((label) => {
      try {
        return extract(dark, selectLabel(labels, label), settings).features.length;
      } catch (error) {
        return (error as Error).message;
      }
    });
    const together = extractRegions(
      dark,
      [1, 2, 3].map((label) => selectLabel(labels, label)),
      settings,
    ).map(({ extraction, error }) => error?.message ?? extraction?.features.length);
    expect(together).toEqual(alone);
  });

  it("applies each filter once to regions that lie close", () => {
    const applied = vi.spyOn(filters, "respondIn");
    try {
      extractRegions(image, masks, withFilters);
      expect(applied).toHaveBeenCalledTimes(2);
    } finally {
      applied.mockRestore();
    }
  });

  describe("with sub-bands that share passes", () => {
    const bands = ["LLL", "HLL", "LHL", "LLH", "HLH"].map(
      (subBand) => ({ type: "wavelet", wavelet: "haar", subBand }) as const,
    );
    const settingsOf = (subBands: SettingsInput["filters"]): SettingsInput => ({
      original: false,
      filters: subBands,
      filterFeatures: { families: ["statistics", "localIntensity"] },
    });

    it("gives what each filter gives alone, in the order of the settings", () => {
      const source = [1, 3].map((label) => selectLabel(labels, label));
      const together = extractRegions(image, source, settingsOf(bands));
      source.forEach((mask, n) => {
        const alone = bands.flatMap((band) => extract(image, mask, settingsOf([band])).features);
        expect(together[n].extraction?.features).toEqual(alone);
      });
    });

    it("tells of the first response that a region is refused in, whichever is made first", () => {
      const respondIn = filters.respondIn;
      const applied = vi.spyOn(filters, "respondIn").mockImplementation((...given) => {
        const response = respondIn(...given);
        return /HLL|LLH/.test(given[2].identity) ? response.fill(Number.NaN) : response;
      });
      try {
        const [{ error }] = extractRegions(image, [masks[0]], settingsOf(bands));
        expect(error?.message).toContain(
          applied.mock.calls.map(([, , { identity }]) => identity).find((id) => /HLL/.test(id)),
        );
        const made = applied.mock.calls.map(([, , { identity }]) => identity.match(/[LH]{3}/)?.[0]);
        expect(made).toEqual(["LLL", "LLH", "LHL", "HLL"]); // HLH comes after both
      } finally {
        applied.mockRestore();
      }
    });
  });

  it("applies no filter if no region is left", () => {
    const applied = vi.spyOn(filters, "respondIn");
    try {
      const [outcome] = extractRegions(image, [masks[2]], withFilters);
      expect(outcome.error?.code).toBe("empty-mask");
      expect(applied).not.toHaveBeenCalled();
    } finally {
      applied.mockRestore();
    }
  });

  it("makes masks one at a time", () => {
    const made: number[] = [];
    const order: string[] = [];
    extractRegions(
      image,
      [1, 2].map((label) => () => {
        made.push(label);
        return selectLabel(labels, label);
      }),
      { families: ["statistics"] },
      { onProgress: ({ stage }) => order.push(`${stage}: ${made}`) },
    );
    expect(order[0]).toBe("region 1 of 2: ");
    expect(order).toContain("region 2 of 2: 1");
    expect(made).toEqual([1, 2]);
  });

  it("throws what is about the image or the settings", () => {
    expect(() => extractRegions({ ...image, size: [1, 1, 1] }, masks)).toThrow(
      /^image\.data: found/,
    );
    expect(() => extractRegions(image, masks, { familys: [] } as SettingsInput)).toThrow(/familys/);
    expect(() => extractRegions(image, undefined as never)).toThrow(
      "masks: found undefined, expected an array",
    );
    const failing = () => {
      throw new TypeError("a mistake");
    };
    expect(() => extractRegions(image, [failing])).toThrow("a mistake");
  });

  it("stops at a signal, and counts its steps", () => {
    const signal = AbortSignal.abort(new Error("enough"));
    expect(() => extractRegions(image, masks, {}, { signal })).toThrow("enough");
    const seen: number[] = [];
    extractRegions(image, masks, withFilters, {
      onProgress: ({ done, total }) => seen.push(done / total),
    });
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBeLessThan(1);
  });

  it("takes no region at all", () => expect(extractRegions(image, [])).toEqual([]));
});
