import { describe, expect, it } from "vitest";
import { fieldsOf } from "../../../../src/explorer/view/set/field.ts";
import { shownPaths } from "../../../../src/explorer/view/set/shown-paths.ts";
import { settingsSchema } from "../../../../src/settings/settings.ts";

const fields = fieldsOf(settingsSchema);

describe("the paths of the form", () => {
  it("are those of steps that are done, and of the members that are chosen", () => {
    const without = shownPaths(fields, {});
    expect(without.has("resample")).toBe(true);
    expect(without.has("resample.spacing")).toBe(false);
    expect(without.has("discretise.bins")).toBe(true);
    expect(without.has("discretise.width")).toBe(false);
    const settings = {
      resample: { spacing: [1, 1, 1] },
      discretise: { method: "fixedBinSize" },
      filters: [{ type: "mean" }, { type: "riesz", of: { type: "simoncelli" } }],
    };
    const shown = shownPaths(fields, settings);
    const paths = [
      "resample.spacing",
      "discretise.width",
      "filters[0].support",
      "filters[1].of.level",
    ];
    expect(paths.filter((path) => !shown.has(path))).toEqual([]);
    expect(shown.has("filters[2]")).toBe(false);
  });
});
