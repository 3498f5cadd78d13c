import { describe, expect, it } from "vitest";
import { type BodyMeasure, bodyMeasure } from "../../../../src/io/dicom/suv/body-measure.ts";

const man = { weight: 70, size: 1.75, sex: "M" };
const woman = { ...man, sex: "F" };
const other = { ...man, sex: "O" };

describe("bodyMeasure", () => {
  // worked out by hand from the formulas of the IBSI's SUV manual, for 70 kg and 175 cm
  it.each<[BodyMeasure, number, number]>([
    ["bodyWeight", 70000, 70000],
    [
      "leanBodyMass",
      ((9270 * 70) / (6680 + 216 * (70 / 1.75 ** 2))) * 1000,
      ((9270 * 70) / (8780 + 244 * (70 / 1.75 ** 2))) * 1000,
    ],
    ["leanBodyMassJames", (77 - 128 * 0.16) * 1000, (74.9 - 148 * 0.16) * 1000],
    ["leanBodyMassMorgan", (77 - 120 * 0.16) * 1000, (74.9 - 148 * 0.16) * 1000],
    ["idealBodyWeight", (48 + 1.06 * 23) * 1000, (45.5 + 0.91 * 23) * 1000],
  ])("%s, in g", (measure, ofMan, ofWoman) => {
    expect(bodyMeasure(measure, man)).toBeCloseTo(ofMan, 6);
    expect(bodyMeasure(measure, woman)).toBeCloseTo(ofWoman, 6);
    expect(bodyMeasure(measure, other)).toBeCloseTo((ofMan + ofWoman) / 2, 6);
  });

  it("bodySurfaceArea, in cm², without the sex", () => {
    // ln 0.007184 + 0.725 ln 175 + 0.425 ln 70 = 0.614181
    expect(bodyMeasure("bodySurfaceArea", { ...man, sex: null }) / 1e4).toBeCloseTo(1.848143, 5);
  });

  it("reads grams and centimetres for what they are", () => {
    expect(bodyMeasure("bodyWeight", { ...man, weight: 70000 })).toBe(70000);
    expect(bodyMeasure("idealBodyWeight", { ...man, size: 175 })).toBeCloseTo(72380, 6);
  });

  it("needs size and sex only where they are used", () => {
    const unknown = { weight: 70, size: null, sex: null };
    expect(bodyMeasure("bodyWeight", unknown)).toBe(70000);
    expect(() => bodyMeasure("bodySurfaceArea", unknown)).toThrow(
      /PatientSize \(0010,1020\) is missing or unreadable, expected the height in m for bodySurfaceArea/,
    );
    expect(() => bodyMeasure("leanBodyMass", { ...man, sex: null })).toThrow(
      /PatientSex \(0010,0040\) is missing/,
    );
  });

  it.each([
    [
      { ...man, weight: null },
      /PatientWeight \(0010,1030\) is missing or unreadable, expected the weight in kg/,
    ],
    [{ ...man, weight: 0 }, /PatientWeight \(0010,1030\) is 0, expected 0.01 to 650 kg/],
    [{ ...man, weight: -70 }, /PatientWeight/],
    [{ ...man, weight: 800 }, /PatientWeight \(0010,1030\) is 800/],
    [{ ...man, weight: 1.75, size: 70 }, /1.75 and PatientSize \(0010,1020\) 70 look exchanged/],
    [{ ...man, size: 0 }, /PatientSize \(0010,1020\) is 0, expected 0.2 to 2.75 m/],
    [{ ...man, size: 10 }, /PatientSize \(0010,1020\) is 10/],
    [{ ...man, sex: "X" }, /PatientSex \(0010,0040\) is not known, expected M, F or O/],
    [{ weight: 150, size: 1.1, sex: "F" }, /leanBodyMassJames is not defined for 150 kg and 110/],
  ])("refuses %j", (patient, message) => {
    expect(() => bodyMeasure("leanBodyMassJames", patient)).toThrow(
      expect.objectContaining({ code: "no-suv", message: expect.stringMatching(message) }),
    );
  });
});
