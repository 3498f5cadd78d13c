import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  parseDate,
  parseDateTime,
  parseOffset,
  parseTime,
} from "../../../../src/io/dicom/suv/dicom-time.ts";

describe("parseDate", () => {
  it("counts seconds since 1970 in days", () => {
    expect(parseDate("19700102")).toBe(86400);
    expect(parseDate("20240229")).toBe(Date.UTC(2024, 1, 29) / 1000);
    expect(parseDate("1997.04.24")).toBe(Date.UTC(1997, 3, 24) / 1000);
  });

  it.each(["", "2025", "20250230", "20251301", "2025-01-01", "202501011", "ANONYMISED"])(
    "finds none in %j",
    (text) => expect(parseDate(text)).toBeNull(),
  );
});

describe("parseTime", () => {
  it.each([
    ["1030", 37800],
    ["103015", 37815],
    ["103015.5", 37815.5],
    ["103015.000250", 37815.00025],
    ["10:30:15.25", 37815.25],
    ["000000", 0],
    ["235960", 86400], // a leap second
  ])("%j: %d s after midnight", (text, seconds) => expect(parseTime(text)).toBeCloseTo(seconds, 9));

  it.each(["", "10", "2400", "1060", "103061", "1030.5", "103015.1234567", "1030 ", "noon"])(
    "finds none in %j",
    (text) => expect(parseTime(text)).toBeNull(),
  );
});

describe("parseDateTime", () => {
  it.each([
    ["202501011030", 37800, null],
    ["20250101103015.125", 37815.125, null],
    ["20250101103015+0100", 37815, 3600],
    ["20250101103015.5-0330", 37815.5, -12600],
  ])("%j", (text, seconds, offset) => {
    const found = parseDateTime(text);
    expect(found?.instant).toBe(Date.UTC(2025, 0, 1) / 1000 + seconds);
    expect(found?.offset).toBe(offset);
  });

  it.each(["20250101", "2025010110", "20250101103015+2500", "20250101103015Z", "20250132103015"])(
    "finds none in %j",
    (text) => expect(parseDateTime(text)).toBeNull(),
  );

  it("returns what was written, to the microsecond", () => {
    const date = fc.date({
      min: new Date("1970-01-01"),
      max: new Date("2100-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(date, (at) => {
        const [day, time] = at.toISOString().split("T");
        const text = `${day.replaceAll("-", "")}${time.replace(/[:Z]/g, "")}`;
        expect(parseDateTime(text)?.instant).toBeCloseTo(at.getTime() / 1000, 5);
      }),
    );
  });
});

describe("parseOffset", () => {
  it("counts seconds ahead of UTC", () => {
    expect(parseOffset("+0530")).toBe(19800);
    expect(parseOffset("-0800")).toBe(-28800);
    expect(parseOffset("+1400")).toBe(50400);
    expect(parseOffset("0100")).toBeNull();
    expect(parseOffset("+0160")).toBeNull();
    expect(parseOffset("+1500")).toBeNull();
  });
});
