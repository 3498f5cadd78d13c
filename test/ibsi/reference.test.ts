import { beforeAll, describe, expect, it } from "vitest";
import table from "../../ibsi-phantoms/reference/ibsi1.json" with { type: "json" };
import { extract } from "../../src/extraction/extract.ts";
import type { Extraction } from "../../src/extraction/extraction.ts";
import { type PresetName, resolvePreset } from "../../src/settings/presets.ts";
import { compareWithReference } from "../../src/validate/compare.ts";
import { digitalPhantom } from "../../src/validate/digital-phantom.ts";
import type { ImageWithMask } from "../../src/validate/ibsi1.ts";
import { referenceRows } from "../../src/validate/reference.ts";
import { ctPhantom, describeWithData } from "../phantoms.ts";

/** One test for each consensus value of a configuration. */
function testEveryValue(
  config: string,
  name: PresetName,
  count: number,
  read: () => Promise<ImageWithMask>,
) {
  describe(`configuration ${config}`, () => {
    let features: Extraction["features"];
    beforeAll(async () => {
      const { image, mask } = await read();
      features = extract(image, mask, resolvePreset(name)).features;
    });
    const rows = referenceRows(table, config).filter(({ value }) => value !== null);

    it(`has ${count} consensus values`, () => expect(rows).toHaveLength(count));

    it.each(rows)("$tag is $value ± $tolerance", (row) => {
      const [{ feature, outcome }] = compareWithReference(features, [row]);
      expect(feature).toMatchObject({ code: row.code, aggregationCode: row.aggregationCode });
      expect(outcome, `${row.tag} is ${feature?.value}`).toBe("agrees");
    });
  });
}

describe("IBSI 1 digital phantom", () => {
  testEveryValue("none", "ibsi-digital-phantom", 482, async () => digitalPhantom());
});

describeWithData("IBSI 1 CT phantom", () => {
  testEveryValue("A", "ibsi-1a", 406, ctPhantom);
  testEveryValue("B", "ibsi-1b", 406, ctPhantom);
  testEveryValue("C", "ibsi-1c", 270, ctPhantom);
  testEveryValue("D", "ibsi-1d", 270, ctPhantom);
  testEveryValue("E", "ibsi-1e", 270, ctPhantom);
});
