import dcmjs from "dcmjs";
import { describe, expect, it } from "vitest";
import { attributeOf, keywords, nameOf } from "../../../src/io/dicom/attributes.ts";

/** By tags written "(0028,0030)". */
const { dictionary } = dcmjs.data.DicomMetaDictionary;

/** Representations that depend on other attributes. */
const choices: Readonly<Record<string, readonly string[]>> = { xs: ["US", "SS"], ox: ["OB", "OW"] };

describe("attributes", () => {
  it.each(keywords)("%s is what the standard's dictionary says", (keyword) => {
    const { tag, vr } = attributeOf(keyword);
    const entry = dictionary[`(${tag.slice(0, 4)},${tag.slice(4)})`];
    expect(entry.name).toBe(keyword);
    expect(choices[entry.vr] ?? [entry.vr]).toContain(vr);
  });

  it("are named with their tags", () => {
    expect(nameOf("PixelSpacing")).toBe("PixelSpacing (0028,0030)");
    expect(nameOf({ tag: "70531000", vr: "DS" })).toBe("(7053,1000)");
  });
});
