import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import type { FeatureValue } from "../../src/families/feature-value.ts";
import { packFeatures, unpackFeatures } from "../../src/pool/feature-message.ts";
import { digitalPhantom } from "../phantoms.ts";

const word = fc.constantFrom("original", "mean", "GLCM", "", "null");
const wordOrNull = fc.option(word);
const columns = {
  image: word,
  family: word,
  name: word,
  code: wordOrNull,
  tag: word,
  aggregation: wordOrNull,
  aggregationCode: wordOrNull,
  unit: wordOrNull,
  value: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
  reason: wordOrNull,
};
const row = fc.record(columns, { noNullPrototype: true }) as unknown as fc.Arbitrary<FeatureValue>;

/** What a message between threads makes of it. */
const sent = (rows: readonly FeatureValue[]) => structuredClone(packFeatures(rows));

describe("feature values as a message", () => {
  it("come out as they went in, to the last bit and the sign of 0", () => {
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        expect(unpackFeatures(sent(rows))).toStrictEqual(rows);
      }),
    );
  });

  it("keep the order of their columns, which JSON shows", () => {
    const { image, mask } = digitalPhantom();
    const { features } = extract(image, mask);
    expect(JSON.stringify(unpackFeatures(sent(features)))).toBe(JSON.stringify(features));
  });

  it("hold each word once", () => {
    const { image, mask } = digitalPhantom();
    const { words } = packFeatures(extract(image, mask).features);
    expect(new Set(words).size).toBe(words.length);
    expect(words).toContain("original");
  });
});
