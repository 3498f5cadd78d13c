import { describe, expect, it } from "vitest";
import { decayConstant, frameDecay } from "../../../../src/io/dicom/suv/decay.ts";
import { referenceTime } from "../../../../src/io/dicom/suv/reference-time.ts";
import { fluorineHalfLife, petAcquisition, ten } from "./pet-fixture.ts";

const constant = decayConstant(fluorineHalfLife);
const eleven = ten + 3600;
const reference = (...args: Parameters<typeof petAcquisition>) =>
  referenceTime(petAcquisition(...args), constant);

/** Six beds of four minutes, three seconds apart, as GE's Discovery ST writes them. */
const beds = [0, 1, 2, 3, 4, 5].map((bed) => {
  const offset = 243 * bed;
  const decayFactor = frameDecay(constant, 240) * Math.exp(constant * offset);
  return { offset, slice: { frameReferenceTime: offset, frameDuration: 240, decayFactor } };
});

describe("the reference time of START", () => {
  it("is led back to from acquisition, frame time and duration, whatever the series' time", () => {
    // the times of the IBSI's object 3_2: the series' time was reset to 11:30
    const slices = [
      { acquisitionStart: eleven + 150, frameReferenceTime: 450 },
      { acquisitionStart: eleven + 300, frameReferenceTime: 600 },
    ];
    const reset = { pet: { seriesStart: eleven + 1800 }, slice: { frameDuration: 603 }, slices };
    expect(Math.abs(reference(reset) - eleven)).toBeLessThan(3);
    expect(reference({ ...reset, pet: { seriesStart: null } })).toBe(reference(reset));
  });

  it("follows from the decay factor where frame times count to the frame's start", () => {
    const slices = beds.map(({ offset, slice }) => ({
      ...slice,
      acquisitionStart: eleven + offset,
    }));
    expect(reference({ slices })).toBeCloseTo(eleven, 3);
    const unrecorded = slices.map((slice) => ({ ...slice, decayFactor: 1 }));
    expect(reference({ slices: unrecorded }) - eleven).toBeCloseTo(119.75, 1); // half a frame late
  });

  it("is the series' start where every slice has that as its acquisition time", () => {
    const slices = beds.map(({ slice }) => ({ ...slice, acquisitionStart: eleven }));
    expect(reference({ slices })).toBe(eleven);
    expect(() => reference({ slices, pet: { seriesStart: eleven + 7200 } })).toThrow(
      /leads to other times by slice, and SeriesTime \(0008,0031\) is 7200 s after the first Acq/,
    );
    expect(() => reference({ slices, pet: { seriesStart: eleven - 7200 } })).toThrow(
      /7200 s before/,
    );
  });

  it("is the series' start where frame times are missing", () => {
    const slice = { frameReferenceTime: null };
    expect(reference({ slice })).toBe(eleven);
    expect(() => reference({ slice, pet: { seriesStart: null } })).toThrow(
      /SeriesTime \(0008,0031\) is missing or unreadable, expected the reference time, as FrameReferenceTime \(0054,1300\) is missing/,
    );
    expect(() => reference({ slice: { ...slice, acquisitionStart: null } })).toThrow(
      /AcquisitionTime \(0008,0032\) is missing/,
    );
  });

  it("is what the scanner states, as in the IBSI's object 3_3", () => {
    const attribute = { tag: "0009100D", vr: "DT" } as const;
    const late = { acquisitionStart: eleven + 1800 };
    const decayCorrectedTo = [{ attribute, instant: eleven }];
    expect(reference({ pet: { decayCorrectedTo }, slice: late })).toBe(eleven);
    // without that statement, frame times and the series' time differ: the manual's option B takes the former
    expect(reference({ slice: late }) - eleven).toBeCloseTo(1800, -1);
  });

  it("is not what a scanner cannot have meant", () => {
    const attribute = { tag: "0009100D", vr: "DT" } as const;
    const stated = (...instants: number[]) => ({
      pet: { decayCorrectedTo: instants.map((instant) => ({ attribute, instant })) },
    });
    expect(() => reference(stated(eleven + 600))).toThrow(
      /\(0009,100D\) states a reference time 600 s after the first AcquisitionTime/,
    );
    expect(() => reference(stated(eleven - 93600))).toThrow(
      /93600 s before the first AcquisitionTime .*, expected up to a day before/,
    );
    expect(() => reference(stated(eleven, eleven - 120))).toThrow(
      /state different reference times/,
    );
    expect(reference(stated(eleven, eleven + 1))).toBe(eleven);
  });

  it("is not told by a decay factor and frame times that contradict each other", () => {
    const decayFactor = frameDecay(constant, 300) * Math.exp(constant * 1800);
    expect(() => reference({ slice: { decayFactor } })).toThrow(
      /DecayFactor \(0054,1321\) and FrameReferenceTime \(0054,1300\) lead to reference times 1800 s apart/,
    );
  });
});
