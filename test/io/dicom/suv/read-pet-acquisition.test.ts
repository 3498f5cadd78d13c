import { describe, expect, it } from "vitest";
import { readPetAcquisition } from "../../../../src/io/dicom/suv/read-pet-acquisition.ts";
import { type Elements, syntaxes } from "../dicom-fixture.ts";
import { petAcquisition, ten } from "./pet-fixture.ts";
import { petHeaders } from "./pet-headers.ts";

const readHeaders = async (changes: Elements = {}, administration: Elements = {}) =>
  readPetAcquisition([await petHeaders(changes, administration)]);

describe("readPetAcquisition", () => {
  it("reads the default object, whatever the transfer syntax", async () => {
    const expected = petAcquisition({
      pet: { corrections: ["NORM", "DTIM", "ATTN", "SCAT", "DECY", "RAN"] },
      slices: [{}],
    });
    for (const syntax of Object.values(syntaxes)) {
      const dataSet = await petHeaders({}, {}, { syntax });
      expect(readPetAcquisition([dataSet])).toEqual(expected);
    }
  });

  it("tells what is absent, blank or no time as null", async () => {
    const { units, suvType, patient, slices, seriesStart } = await readHeaders({
      Units: undefined,
      PatientWeight: "",
      SeriesTime: "11",
      AcquisitionDate: "HIDDEN",
      ActualFrameDuration: "0",
      SliceThickness: undefined,
    });
    expect({ units, suvType, weight: patient.weight, seriesStart }).toEqual({
      units: null,
      suvType: null,
      weight: null,
      seriesStart: null,
    });
    expect(slices[0]).toMatchObject({ acquisitionStart: null, frameDuration: null });
    expect(slices[0].voxelVolume).toBeNull();
    const { administration } = await readHeaders(
      {},
      {
        RadiopharmaceuticalStartDateTime: "20250101",
        RadionuclideCodeSequence: undefined,
      },
    );
    expect(administration).toMatchObject({ start: null, timeOfDay: 36000, radionuclide: null });
  });

  it("has nothing administered without the sequence", async () => {
    const { administration } = await readHeaders({
      RadiopharmaceuticalInformationSequence: undefined,
    });
    expect(new Set(Object.values(administration))).toEqual(new Set([null]));
  });

  it("takes date and time from one attribute where there are not two", async () => {
    const { slices } = await readHeaders({
      AcquisitionTime: undefined,
      AcquisitionDateTime: "20250101113000.5",
    });
    expect(slices[0].acquisitionStart).toBe(ten + 5400.5);
  });

  it("puts times of another zone onto the scanner's clock", async () => {
    const utc = { RadiopharmaceuticalStartDateTime: "20250101090000+0000" };
    const here = { TimezoneOffsetFromUTC: "+0100" };
    expect((await readHeaders(here, utc)).administration.start?.instant).toBe(ten);
    const unzoned = { RadiopharmaceuticalStartDateTime: "20250101100000" };
    expect((await readHeaders(here, unzoned)).administration.start?.instant).toBe(ten);
    // where only this time has an offset from UTC, the other times are taken to have the same one
    const zoned = { RadiopharmaceuticalStartDateTime: "20250101100000+0100" };
    expect((await readHeaders({}, zoned)).administration.start?.instant).toBe(ten);
  });

  describe("vendors' attributes", () => {
    it("lie where their creator says", async () => {
      const reserved = {
        "70530010 LO": "SOMEBODY ELSE",
        "70530011 LO": "Philips PET Private Group",
        "70531000 DS": "7",
        "70531100 DS": "0.0005",
        "70531109 DS": "0.5",
      } as const;
      const { slices } = await readHeaders(reserved);
      expect(slices[0]).toMatchObject({ suvScale: 0.0005, activityScale: 0.5 });
    });

    it("lie in the first block where there is no creator, but not in another's", async () => {
      const bare = { "70531000 DS": "0.0005" } as const;
      expect((await readHeaders(bare)).slices[0].suvScale).toBe(0.0005);
      const others = { ...bare, "70530010 LO": "SOMEBODY ELSE" } as const;
      expect((await readHeaders(others)).slices[0].suvScale).toBeNull();
    });

    it("state the reference time", async () => {
      const attributes = {
        DecayCorrectionDateTime: "20250101110000",
        "00090010 LO": "GEMS_PETD_01",
        "0009100D DT": "20250101110001",
        "00710010 LO": "SIEMENS MED PT",
        "00711022 DT": "20250101110002",
      } as const;
      const { decayCorrectedTo } = await readHeaders(attributes);
      expect(decayCorrectedTo.map(({ instant }) => instant - ten)).toEqual([3600, 3601, 3602]);
    });

    it("state the administration where the standard's do not", async () => {
      const vendor = { "00090010 LO": "GEMS_PETD_01", "0009103B DT": "20250101095500.00" } as const;
      const none = {
        RadiopharmaceuticalStartDateTime: undefined,
        RadiopharmaceuticalStartTime: undefined,
      };
      expect((await readHeaders(vendor, none)).administration.start).toEqual({
        attribute: { tag: "0009103B", vr: "DT" },
        instant: ten - 300,
      });
      expect((await readHeaders(vendor)).administration.start?.instant).toBe(ten);
    });
  });

  it("refuses several administrations", async () => {
    const items = [{ RadionuclideTotalDose: "1e8" }, { RadionuclideTotalDose: "2e8" }];
    await expect(readHeaders({ RadiopharmaceuticalInformationSequence: items })).rejects.toThrow(
      /RadiopharmaceuticalInformationSequence \(0054,0016\) has 2 items, expected one/,
    );
  });

  it.each<[string, Elements, Elements, RegExp]>([
    [
      "weights",
      { PatientWeight: "71" },
      {},
      /PatientWeight \(0010,1030\) differs between slices 1 and 2/,
    ],
    ["units", { Units: "CNTS" }, {}, /Units \(0054,1001\) differs/],
    [
      "doses",
      {},
      { RadionuclideTotalDose: "3.6e8" },
      /RadionuclideTotalDose \(0018,1074\) differs/,
    ],
    [
      "a missing administration",
      { RadiopharmaceuticalInformationSequence: undefined },
      {},
      /differs/,
    ],
  ])("refuses %s that differ between slices", async (_, changes, administration, message) => {
    const dataSets = [await petHeaders(), await petHeaders(changes, administration)];
    expect(() => readPetAcquisition(dataSets)).toThrow(message);
  });

  it("refuses no slices", () => {
    expect(() => readPetAcquisition([])).toThrow(/there is no slice/);
  });
});
