import { describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { planOf } from "../../src/extraction/plan.ts";
import { rememberedPlan } from "../../src/extraction/remembered-plan.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import { digitalPhantom } from "../phantoms.ts";

const settingsOf = (width: number) => ({
  discretise: { method: "fixedBinSize" as const, width },
  features: ["glcm.contrast", "morph_volume"],
});

describe("rememberedPlan", () => {
  it("is the plan of the settings, and the same one for equal settings", () => {
    const plan = rememberedPlan(settingsOf(2));
    expect(plan).toEqual(planOf(resolveSettings(settingsOf(2))));
    expect(rememberedPlan(settingsOf(2))).toBe(plan);
    expect(rememberedPlan(settingsOf(3))).toEqual(planOf(resolveSettings(settingsOf(3))));
    expect(rememberedPlan(settingsOf(2))).toBe(plan);
  });

  it("follows settings that are changed after a call", () => {
    const settings = settingsOf(4);
    rememberedPlan(settings);
    settings.discretise.width = 5;
    settings.features.push("stat_mean");
    const changed = rememberedPlan(settings);
    expect(changed.settings.discretise).toMatchObject({ width: 5 });
    expect(changed.images[0].families).toEqual(["glcm", "morphology", "statistics"]);
  });

  it("refuses wrong settings each time, also those that equal right ones up to a hidden property", () => {
    const wrong = { ...settingsOf(2), distance: 0 };
    for (let n = 0; n < 2; n++) expect(() => rememberedPlan(wrong)).toThrow("distance");
    rememberedPlan(settingsOf(2));
    const hidden = Object.defineProperty(settingsOf(2), "distance", { value: 0 });
    expect(() => rememberedPlan(hidden)).toThrow("distance");
  });

  it("reads settings with accessors, and instances of classes, at each call", () => {
    let width = 1;
    const accessor = {
      get discretise() {
        return { method: "fixedBinSize" as const, width };
      },
    };
    class Settings {
      discretise = { method: "fixedBinSize" as const, width };
    }
    const widths = [1, 2, 3].map((next) => {
      width = next;
      return [accessor, new Settings()].map((input) => rememberedPlan(input).settings.discretise);
    });
    expect(widths).toEqual(
      [1, 2, 3].map((next) =>
        Array(2).fill({ method: "fixedBinSize", width: next, minimum: null }),
      ),
    );
  });

  it("gives callers settings of their own", () => {
    const { image, mask } = digitalPhantom();
    const first = extract(image, mask, settingsOf(1));
    (first.settings as { distance: number }).distance = 2;
    (first.settings.features as string[]).length = 0;
    const { settings, features } = extract(image, mask, settingsOf(1));
    expect(settings).toEqual(resolveSettings(settingsOf(1)));
    expect(features.length).toBe(first.features.length);
  });
});
