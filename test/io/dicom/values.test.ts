import { describe, expect, it } from "vitest";
import { type DicomDataSet, parseDicom } from "../../../src/io/dicom/data-set.ts";
import {
  bytesOf,
  exactNumbersOf,
  has,
  itemOf,
  itemsOf,
  numberOf,
  numbersOf,
  privateAttribute,
  requiredNumberOf,
  requiredStringOf,
  stringOf,
  stringsOf,
} from "../../../src/io/dicom/values.ts";
import { dicomFile, type Elements, latin1, syntaxes } from "./dicom-fixture.ts";

function parsed(elements: Elements, syntax?: string): Promise<DicomDataSet> {
  return parseDicom(dicomFile(elements, syntax === undefined ? {} : { syntax }));
}

describe("text", () => {
  it("is split at backslashes, without padding", async () => {
    const dataSet = await parsed({ ImageType: "ORIGINAL \\ PRIMARY\\\\AXIAL", Modality: "PT" });
    expect(stringsOf(dataSet, "ImageType")).toEqual(["ORIGINAL", "PRIMARY", "", "AXIAL"]);
    expect(stringOf(dataSet, "ImageType")).toBe("ORIGINAL");
    expect(requiredStringOf(dataSet, "Modality")).toBe("PT");
  });

  it("has no control characters in it", async () => {
    const dataSet = await parsed({ Modality: "C\nT\x1b[31m", Units: "\r\n" });
    expect(stringsOf(dataSet, "Modality")).toEqual(["CT[31m"]);
    expect(stringOf(dataSet, "Units")).toBeUndefined();
  });

  it("may be absent or empty", async () => {
    const dataSet = await parsed({ Modality: "CT", RescaleType: "", Units: " " });
    for (const keyword of ["RescaleType", "Units", "Manufacturer"] as const) {
      expect(stringsOf(dataSet, keyword)).toEqual([]);
      expect(stringOf(dataSet, keyword)).toBeUndefined();
      expect(() => requiredStringOf(dataSet, keyword)).toThrow(/^DICOM file has no .*, expected/);
    }
    expect(has(dataSet, "Modality")).toBe(true);
    expect(has(dataSet, "RescaleType")).toBe(false);
    expect(has(dataSet, "Manufacturer")).toBe(false);
  });

  it("is cut off where no value of its representation goes on", async () => {
    const bytes = new Uint8Array(2 ** 20).fill(0x41);
    const [value, ...others] = stringsOf(
      await parsed({ Modality: "CT", "00080070 UT": bytes }),
      "Manufacturer",
    );
    expect(others).toEqual([]);
    expect(value).toMatch(/^A+$/);
    expect(value.length).toBeGreaterThan(64 * 8);
    expect(value.length).toBeLessThan(2 ** 16);
  });

  it("of more than a line keeps its backslashes", async () => {
    const dataSet = await parsed({ Modality: "CT", ROIDescription: "a\\b " });
    expect(stringsOf(dataSet, "ROIDescription")).toEqual(["a\\b"]);
  });

  it.each([
    ["ISO_IR 100", "Zwölffingerdarm", latin1("Zw\xf6lffingerdarm")],
    ["ISO_IR 192", "Größe 肺", new TextEncoder().encode("Größe 肺")],
    ["ISO_IR 144", "Лёгкое", latin1("\xbb\xf1\xd3\xda\xde\xd5")],
    ["GB18030", "肿瘤", latin1("\xd6\xd7\xc1\xf6")],
    // PS3.5 annex H and I give these in person names
    ["\\ISO 2022 IR 87", "山田", latin1("\x1b$B;3ED\x1b(B")],
    ["\\ISO 2022 IR 149", "김희중", latin1("\x1b$)C\xb1\xe8\xc8\xf1\xc1\xdf")],
    ["ISO 2022 IR 13\\ISO 2022 IR 87", "ﾔﾏﾀﾞ", latin1("\xd4\xcf\xc0\xde")],
  ])("in %s: %s", async (characterSet, text, bytes) => {
    const dataSet = await parsed({
      SpecificCharacterSet: characterSet,
      StructureSetROISequence: [{ "30060026 LO": bytes }],
    });
    const [item] = itemsOf(dataSet, "StructureSetROISequence");
    expect(stringOf(item, "ROIName")).toBe(text);
  });

  it("of an item may have a character set of its own", async () => {
    const dataSet = await parsed({
      SpecificCharacterSet: "ISO_IR 100",
      SegmentSequence: [
        { SpecificCharacterSet: "ISO_IR 192", "00620005 LO": new TextEncoder().encode("Größe") },
      ],
    });
    expect(stringOf(itemsOf(dataSet, "SegmentSequence")[0], "SegmentLabel")).toBe("Größe");
  });
});

describe("numbers", () => {
  const binary: Elements = {
    Rows: 65535,
    "00280120 SS": [-3, 7],
    TemporalPositionIndex: 2 ** 32 - 1,
    "00189073 FD": 0.1,
    "00189074 FL": 0.5,
    "00080011 SL": -5,
    "00080012 SV": -(2 ** 40),
    "00080013 UV": 2 ** 40,
  };

  it.each([syntaxes.explicit, syntaxes.bigEndian])("in binary, %s", async (syntax) => {
    const dataSet = await parsed(binary, syntax);
    const value = (tag: string, vr: "FD" | "FL" | "SL" | "SV" | "UV") =>
      numbersOf(dataSet, { tag, vr });
    expect(numbersOf(dataSet, "Rows")).toEqual([65535]);
    expect(numbersOf(dataSet, "PixelPaddingValue")).toEqual([-3, 7]);
    expect(numbersOf(dataSet, "TemporalPositionIndex")).toEqual([2 ** 32 - 1]);
    expect(value("00189073", "FD")).toEqual([0.1]);
    expect(value("00189074", "FL")).toEqual([0.5]);
    expect(value("00080011", "SL")).toEqual([-5]);
    expect(value("00080012", "SV")).toEqual([-(2 ** 40)]);
    expect(value("00080013", "UV")).toEqual([2 ** 40]);
  });

  it("in text", async () => {
    const dataSet = await parsed({
      ImagePositionPatient: " -1.5e2\\+3 \\.25",
      NumberOfFrames: "12",
      SliceThickness: "",
    });
    expect(exactNumbersOf(dataSet, "ImagePositionPatient", 3)).toEqual([-150, 3, 0.25]);
    expect(requiredNumberOf(dataSet, "NumberOfFrames")).toBe(12);
    expect(numberOf(dataSet, "SliceThickness")).toBeUndefined();
    expect(() => requiredNumberOf(dataSet, "SliceThickness")).toThrow(
      "DICOM file has no SliceThickness (0018,0050), expected a number",
    );
    expect(() => exactNumbersOf(dataSet, "ImagePositionPatient", 6)).toThrow(
      "ImagePositionPatient (0020,0032): found 3 numbers, expected 6",
    );
  });

  it.each(["1,5", "0x10", "Infinity", "NaN", "1\\\\2", "--1", "1 2", "e5", "1e999"])(
    "refuses %s",
    async (text) => {
      const dataSet = await parsed({ SliceThickness: text });
      expect(() => numbersOf(dataSet, "SliceThickness")).toThrow(
        /^SliceThickness \(0018,0050\): found ".*", expected a decimal number$/,
      );
    },
  );

  it("refuses bytes that are no whole numbers", async () => {
    const dataSet = await parsed({ "00189087 FD": Uint8Array.of(1, 2, 3, 4) });
    expect(() => numbersOf(dataSet, "DiffusionBValue")).toThrow(
      "DiffusionBValue (0018,9087): found 4 bytes, expected a multiple of 8",
    );
  });

  it("of unknown representation are read as the dictionary says", async () => {
    const dataSet = await parsed({ "00280010 UN": Uint8Array.of(2, 1) });
    expect(numbersOf(dataSet, "Rows")).toEqual([258]);
  });
});

describe("other values", () => {
  it("bytes are views", async () => {
    const dataSet = await parsed({ Modality: "CT", PixelData: Uint8Array.of(1, 2, 3, 4) });
    const bytes = bytesOf(dataSet, "PixelData");
    expect(bytes).toEqual(Uint8Array.of(1, 2, 3, 4));
    expect(bytes?.buffer).toBe(dataSet.bytes.buffer);
    expect(bytesOf(dataSet, "FloatPixelData")).toBeUndefined();
  });

  it("sequences of unknown representation are implicit", async () => {
    const items = dicomFile(
      { StructureSetROISequence: [{ ROINumber: "7" }, { ROINumber: "8" }] },
      { syntax: syntaxes.implicit, meta: false },
    ).slice(8);
    const dataSet = await parsed({ "30060020 UN": items });
    const numbers = itemsOf(dataSet, "StructureSetROISequence").map((item) =>
      numberOf(item, "ROINumber"),
    );
    expect(numbers).toEqual([7, 8]);
    expect(itemOf(dataSet, "SegmentSequence")).toBeUndefined();
  });

  it("private elements are found by their creator's block", async () => {
    const dataSet = await parsed({
      "70530010 LO": "Another Group",
      "70530042 LO": "Philips PET Private Group",
      "70531000 DS": "1",
      "70534200 DS": "0.25",
    });
    const find = (creator: string) => privateAttribute(dataSet, creator, "7053", "00", "DS");
    const attribute = find("Philips PET Private Group");
    expect(attribute).toEqual({ tag: "70534200", vr: "DS" });
    expect(numberOf(dataSet, attribute as NonNullable<typeof attribute>)).toBe(0.25);
    expect(find("nobody")).toBeUndefined();
  });
});
