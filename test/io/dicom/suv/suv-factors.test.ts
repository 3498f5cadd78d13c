import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bodyMeasure } from "../../../../src/io/dicom/suv/body-measure.ts";
import { suvFactors } from "../../../../src/io/dicom/suv/suv-factors.ts";
import { suvKinds } from "../../../../src/io/dicom/suv/suv-kind.ts";
import { fluorineHalfLife, petAcquisition, ten } from "./pet-fixture.ts";

const factor = (...args: Parameters<typeof petAcquisition>) =>
  suvFactors(petAcquisition(...args), "bodyWeight")[0];

describe("activity corrected to the start of the series", () => {
  it("is divided by what is left of the dose for each gram", () => {
    // the mean rate of five minutes is reached after 149.606 s, and its time is given as 150 s
    const left = 368.08e6 * 0.5 ** (3599.606 / fluorineHalfLife);
    expect(factor() / (70000 / left)).toBeCloseTo(1, 6);
  });

  it("is the same over midnight", () => {
    // 22:30 and 00:30 instead of 10:00 and 12:00
    const late = ten + 12.5 * 3600;
    const slice = { acquisitionStart: late + 7200 };
    const start = { attribute: "RadiopharmaceuticalStartDateTime", instant: late } as const;
    const dated = factor({ slice, administration: { start, timeOfDay: null } });
    const undated = factor({ slice, administration: { start: null, timeOfDay: 22.5 * 3600 } });
    const day = factor({ slice: { acquisitionStart: ten + 7200 } });
    expect(dated).toBeCloseTo(day, 12);
    expect(undated).toBeCloseTo(day, 12);
  });
});

describe("the same activity", () => {
  // what a scanner stores of an activity that decays while it is measured, by definition
  const series = fc.record({
    activity: fc.double({ min: 1, max: 1e6, noNaN: true }),
    dose: fc.double({ min: 1e6, max: 1e9, noNaN: true }),
    halfLife: fc.double({ min: 60, max: 8000, noNaN: true }),
    uptake: fc.double({ min: 0.1, max: 1.5, noNaN: true }),
    // in half-lives
    starts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 }),
    length: fc.double({ min: 0.01, max: 1, noNaN: true }),
  });

  it("gives the same uptake as NONE, START and ADMIN, with and without a decay factor", () => {
    fc.assert(
      fc.property(series, ({ activity, dose, halfLife, uptake, starts, length }) => {
        const constant = Math.LN2 / halfLife;
        const reference = ten + uptake * halfLife;
        const bedStarts = starts.map((start) => start * halfLife);
        const duration = length * halfLife;
        const meanRates = bedStarts.map((start) => activity * meanOver(constant, start, duration));
        const slices = bedStarts.map((start, n) => ({
          acquisitionStart: reference + start,
          frameDuration: duration,
          // where the decaying activity equals its mean over the frame
          frameReferenceTime: -Math.log(meanRates[n] / activity) / constant,
        }));
        const administration = { dose, halfLife, timeOfDay: null };
        const uptakes = {
          NONE: values("NONE", meanRates, slices),
          START: values(
            "START",
            meanRates.map(() => activity),
            slices,
          ),
          factor: values(
            "START",
            meanRates.map(() => activity),
            slices.map((slice, n) => ({ ...slice, decayFactor: activity / meanRates[n] })),
          ),
          ADMIN: values(
            "ADMIN",
            meanRates.map(() => activity * Math.exp(constant * (reference - ten))),
            slices,
          ),
        };
        const expected = (activity * Math.exp(constant * (reference - ten)) * 70000) / dose;
        for (const uptake of Object.values(uptakes).flat()) {
          expect(Math.abs(uptake / expected - 1)).toBeLessThan(1e-6);
        }

        function values(decayCorrection: string, stored: number[], own: typeof slices): number[] {
          const pet = petAcquisition({ pet: { decayCorrection }, administration, slices: own });
          return suvFactors(pet, "bodyWeight").map((each, n) => each * stored[n]);
        }
      }),
      { endOnFailure: true },
    );
  });

  /** Mean of exp(−λt) over a frame, by the midpoint rule: not by the formula under test. */
  function meanOver(constant: number, start: number, duration: number): number {
    const steps = 2000;
    let sum = 0;
    for (let n = 0; n < steps; n++)
      sum += Math.exp(-constant * (start + ((n + 0.5) * duration) / steps));
    return sum / steps;
  }

  it("gives the same uptake as counts with Philips's factors", () => {
    const bqml = factor();
    const activityScale = factor({ pet: { units: "CNTS" }, slice: { activityScale: 0.5 } });
    const suvScale = factor({
      pet: { units: "CNTS" },
      slice: { suvScale: bqml / 4, activityScale: 9 },
    });
    expect(activityScale / 0.5).toBeCloseTo(bqml, 15);
    expect(4 * suvScale).toBeCloseTo(bqml, 15);
  });

  it("gives the same uptake as a rate of counts, calibrated or not", () => {
    const corrections = ["DECY", "NORM", "ATTN", "SCAT", "RAN", "DTIM"];
    const calibrated = { units: "CPS", corrections: [...corrections, "DCAL"] };
    const uncalibrated = { units: "CPS", corrections };
    const bqml = factor();
    // 1 Bq/ml is 0.064 calibrated counts a second in a voxel of 4 × 4 × 4 mm
    expect(0.064 * factor({ pet: calibrated })).toBeCloseTo(bqml, 15);
    expect(0.032 * factor({ pet: uncalibrated, slice: { doseCalibration: 2 } })).toBeCloseTo(
      bqml,
      15,
    );
    const counts = factor({ pet: { ...calibrated, units: "CNTS" } });
    expect(300 * 0.064 * counts).toBeCloseTo(bqml, 15);
  });
});

describe("kinds", () => {
  const typeOf = {
    bodyWeight: ["GML", "BW"],
    leanBodyMass: ["GML", "LBMJANMA"],
    leanBodyMassJames: ["GML", "LBMJAMES128"],
    idealBodyWeight: ["GML", "IBW"],
    bodySurfaceArea: ["CM2ML", "BSA"],
  } as const;
  const kind = fc.constantFrom(...suvKinds);
  const patient = fc.record({
    weight: fc.double({ min: 40, max: 100, noNaN: true }),
    size: fc.double({ min: 1.5, max: 2, noNaN: true }),
    sex: fc.constantFrom("M", "F", "O"),
  });

  it("lead from one to another and back", () => {
    fc.assert(
      fc.property(kind, kind, kind, patient, (from, via, to, patient) => {
        const convert = (a: typeof from, b: typeof from) => {
          const [units, suvType] = typeOf[a];
          return suvFactors(petAcquisition({ pet: { units, suvType }, patient }), b)[0];
        };
        expect(convert(from, via) * convert(via, from)).toBeCloseTo(1, 12);
        expect(convert(from, via) * convert(via, to)).toBeCloseTo(convert(from, to), 12);
        const activity = suvFactors(petAcquisition({ patient }), from)[0];
        const through = activity * convert(from, to);
        expect(through / suvFactors(petAcquisition({ patient }), to)[0]).toBeCloseTo(1, 12);
      }),
    );
  });

  it("need nothing of the patient where they are what is stored", () => {
    const nobody = { weight: null, size: null, sex: null };
    for (const kind of suvKinds) {
      const [units, suvType] = typeOf[kind];
      const pet = petAcquisition({ pet: { units, suvType }, patient: nobody });
      expect(suvFactors(pet, kind)).toEqual([1, 1]);
    }
    const untyped = petAcquisition({ pet: { units: "GML" }, patient: nobody });
    expect(suvFactors(untyped, "bodyWeight")).toEqual([1, 1]);
  });

  it("come from Morgan's lean mass too, which is none to ask for", () => {
    const pet = petAcquisition({ pet: { units: "GML", suvType: "LBM" }, patient: { sex: "M" } });
    expect(suvFactors(pet, "bodyWeight")[0]).toBeCloseTo(70 / (1.1 * 70 - 120 * 0.16), 12);
  });
});

describe("units of doses", () => {
  it("MBq and Bq are told apart by size", () => {
    expect(factor({ administration: { dose: 368.08 } })).toBeCloseTo(factor(), 15);
    for (const mega of [1, 20, 5000, 9999]) {
      const [small, large] = [mega, mega * 1e6].map((dose) => factor({ administration: { dose } }));
      expect(small / large).toBeCloseTo(1, 12);
    }
  });
});

describe("half-lives", () => {
  it("come from the radionuclide's code where there is none, and are otherwise what is stated", () => {
    const coded = factor({ administration: { halfLife: null } });
    expect(coded).toBeCloseTo(factor(), 12);
    const radionuclide = { scheme: "SRT", value: "C-131A1", meaning: "^68^Gallium" };
    const gallium = factor({ administration: { halfLife: 4057.7, radionuclide } });
    expect(gallium / (70000 / (368.08e6 * 0.5 ** (3599.36 / 4057.7)))).toBeCloseTo(1, 5);
  });
});

describe("what is not corrected for decay", () => {
  it("is taken back slice by slice", () => {
    const slices = [0, 300].map((later) => ({ acquisitionStart: ten + 3600 + later }));
    const pet = petAcquisition({ pet: { decayCorrection: "NONE" }, slices });
    const [first, second] = suvFactors(pet, "bodyWeight");
    expect(second / first).toBeCloseTo(2 ** (300 / fluorineHalfLife), 12);
  });

  it("is refused where all slices claim the same start but lie apart in time", () => {
    const slices = [150, 450].map((frameReferenceTime) => ({ frameReferenceTime }));
    expect(() => factor({ pet: { decayCorrection: "NONE" }, slices })).toThrow(
      /AcquisitionTime \(0008,0032\) is the same in all slices/,
    );
  });
});

describe("refusals", () => {
  it.each<[string, Parameters<typeof petAcquisition>[0], RegExp]>([
    ["no units", { pet: { units: null } }, /Units \(0054,1001\) is missing/],
    [
      "units without a relation",
      { pet: { units: "PROPCPS" } },
      /Units \(0054,1001\) are PROPCPS, expected BQML, GML, CM2ML, CNTS or CPS/,
    ],
    [
      "a type beside activities",
      { pet: { suvType: "BW" } },
      /SUVType \(0054,1006\) is BW although Units \(0054,1001\) are BQML, expected none/,
    ],
    [
      "a surface in g/ml",
      { pet: { units: "GML", suvType: "BSA" } },
      /expected BW, LBM, LBMJAMES128, LBMJANMA, IBW or none/,
    ],
    ["a weight in cm²/ml", { pet: { units: "CM2ML", suvType: "BW" } }, /expected BSA or none/],
    [
      "counts with nothing",
      { pet: { units: "CNTS" } },
      /CorrectedImage \(0028,0051\) lacks NORM, ATTN, SCAT, RAN, DTIM, which Units/,
    ],
    [
      "a scale for some slices",
      { pet: { units: "CNTS" }, slices: [{ suvScale: 2 }, {}] },
      /Philips SUV scale factor \(7053,1000\) is 0 in slice 2/,
    ],
    [
      "a negative scale",
      { pet: { units: "CNTS" }, slice: { activityScale: -2 } },
      /activity concentration scale factor \(7053,1009\) is -2 in slice 1/,
    ],
    [
      "rates without calibration",
      {
        pet: { units: "CPS", corrections: ["DECY", "NORM", "ATTN", "SCAT", "RAN", "DTIM"] },
        slice: { doseCalibration: 0 },
      },
      /DoseCalibrationFactor \(0054,1322\)/,
    ],
    [
      "rates without a volume",
      {
        pet: { units: "CPS", corrections: ["DECY", "NORM", "ATTN", "SCAT", "RAN", "DTIM", "DCAL"] },
        slice: { voxelVolume: null },
      },
      /SliceThickness/,
    ],
    [
      "no attenuation correction",
      { pet: { corrections: ["DECY", "NORM"] } },
      /CorrectedImage \(0028,0051\) lacks ATTN/,
    ],
    [
      "a transmission scan",
      { pet: { countsSource: "TRANSMISSION" } },
      /CountsSource \(0054,1002\) is TRANSMISSION/,
    ],
    [
      "an intercept",
      { slices: [{}, { rescaleIntercept: -1024 }] },
      /RescaleIntercept \(0028,1052\) is -1024, expected 0/,
    ],
    [
      "no decay correction",
      { pet: { decayCorrection: null } },
      /DecayCorrection \(0054,1102\) is missing/,
    ],
    [
      "an unknown decay correction",
      { pet: { decayCorrection: "END" } },
      /DecayCorrection \(0054,1102\) is END, expected NONE, START or ADMIN/,
    ],
    [
      "a decay correction that is not listed",
      { pet: { corrections: ["ATTN"] } },
      /DecayCorrection \(0054,1102\) is START, but CorrectedImage \(0028,0051\) lacks DECY/,
    ],
    [
      "a decay correction that is denied",
      { pet: { decayCorrection: "NONE", corrections: ["ATTN", "DECY"] } },
      /lists DECY/,
    ],
    [
      "a decay factor that is denied",
      { pet: { decayCorrection: "NONE" }, slice: { decayFactor: 1.2 } },
      /DecayFactor \(0054,1321\) is 1.2/,
    ],
    [
      "no dose",
      { administration: { dose: null } },
      /RadionuclideTotalDose \(0018,1074\) is missing/,
    ],
    [
      "a dose of neither unit",
      { administration: { dose: 368080 } },
      /RadionuclideTotalDose \(0018,1074\) is 368080, expected 1e6 to 1e10 Bq, or 1 to 1e4 MBq/,
    ],
    ["a dose of 0", { administration: { dose: 0 } }, /RadionuclideTotalDose/],
    [
      "no half-life",
      { administration: { halfLife: null, radionuclide: null } },
      /RadionuclideHalfLife \(0018,1075\) is missing or unreadable, expected the half-life in s, or a code/,
    ],
    [
      "a half-life of 0",
      { administration: { halfLife: 0 } },
      /RadionuclideHalfLife \(0018,1075\) is 0/,
    ],
    [
      "no administration time",
      { administration: { start: null, timeOfDay: null } },
      /RadiopharmaceuticalStartDateTime \(0018,1078\) is missing/,
    ],
    [
      "no acquisition time",
      { pet: { decayCorrection: "NONE" }, slices: [{}, { acquisitionStart: null }] },
      /AcquisitionTime \(0008,0032\) is missing/,
    ],
    [
      "no frame duration",
      { pet: { decayCorrection: "NONE" }, slice: { frameDuration: null } },
      /ActualFrameDuration \(0018,1242\) is missing/,
    ],
    ["no weight", { patient: { weight: null } }, /PatientWeight \(0010,1030\) is missing/],
  ])("%s", (_, changes, message) => {
    expect(() => factor(changes)).toThrow(
      expect.objectContaining({ code: "no-suv", message: expect.stringMatching(message) }),
    );
  });

  it("of what an uptake does not need are none", () => {
    const stored = { units: "GML", decayCorrection: null, seriesStart: null };
    const administration = { dose: null, start: null, timeOfDay: null, halfLife: null };
    expect(factor({ pet: stored, administration, slice: { acquisitionStart: null } })).toBe(1);
    const admin = {
      pet: { decayCorrection: "ADMIN" },
      administration: { halfLife: null, start: null },
    };
    expect(factor(admin)).toBeCloseTo(70000 / 368.08e6, 15);
  });

  it("name no one: no date is in a message", () => {
    const start = { attribute: "RadiopharmaceuticalStartDateTime", instant: ten + 1e6 } as const;
    expect(() => factor({ administration: { start, timeOfDay: null } })).toThrow(
      /is 12 d after the instant/,
    );
  });
});

it("multiplies by the measure that is asked for", () => {
  const patient = { weight: 70, size: 1.75, sex: "F" };
  for (const kind of suvKinds) {
    const ratio = suvFactors(petAcquisition({ patient }), kind)[0] / factor({ patient });
    expect(ratio).toBeCloseTo(bodyMeasure(kind, patient) / 70000, 12);
  }
});
