import { describe, expect, it } from "vitest";
import { administrationTime } from "../../../../src/io/dicom/suv/administration-time.ts";
import { fluorineHalfLife, petAcquisition, ten } from "./pet-fixture.ts";

const eleven = ten + 3600;
const stated = (instant: number) =>
  ({ attribute: "RadiopharmaceuticalStartDateTime", instant }) as const;

function time(start: number | null, timeOfDay: number | null, halfLife = fluorineHalfLife): number {
  const { administration } = petAcquisition({
    administration: { start: start === null ? null : stated(start), timeOfDay },
  });
  return administrationTime(administration, halfLife, eleven, eleven + 300);
}

describe("administrationTime", () => {
  it("is the stated date and time", () => {
    expect(time(ten, null)).toBe(ten);
    expect(time(ten, 36000)).toBe(ten);
    expect(time(ten, 36059)).toBe(ten);
    expect(time(eleven + 60, null)).toBe(eleven + 60); // within a first frame
  });

  it("is today, or yesterday where the time of day is still to come", () => {
    expect(time(null, 36000)).toBe(ten);
    expect(time(null, 39600)).toBe(eleven);
    expect(time(null, 20 * 3600)).toBe(ten - 14 * 3600);
  });

  it("is refused where times contradict each other", () => {
    expect(() => time(ten, 36120)).toThrow(
      /RadiopharmaceuticalStartDateTime \(0018,1078\) and RadiopharmaceuticalStartTime \(0018,1072\) state different times of day/,
    );
    expect(() => time(ten - 36000, 86390)).not.toThrow(); // ten seconds before midnight
    expect(() => time(eleven + 600, null)).toThrow(/is 10 min after the instant that the values/);
    expect(() => time(ten - 365 * 86400, null)).toThrow(
      /is 365 d before the instant that the values are corrected to, expected up to 18 h before \(10 half-lives\)/,
    );
  });

  it("is refused where a time of day fits no day, or several", () => {
    expect(() => time(null, 39601)).toThrow(
      /StartTime \(0018,1072\) is 1 s after or 24 h before .* expected RadiopharmaceuticalStartDateTime \(0018,1078\)/,
    );
    expect(() => time(null, 36000, 78.41 * 3600)).toThrow(
      /is 60 min before, or a day more, or earlier yet, .* half-life of 3 d/,
    );
    expect(time(ten - 86400, null, 78.41 * 3600)).toBe(ten - 86400);
  });
});
