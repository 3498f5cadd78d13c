import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DeltaOptions, delta } from "../../src/reproducibility/delta.ts";
import { fromWideRecords } from "../../src/reproducibility/measurement-table.ts";

// two patients at three weeks; B was not seen in week 6, and its entropy of week 12 has no value
const records = [
  { patient: "A", week: "0", region: "core", sex: "f", volume: 20, entropy: 4 },
  { patient: "B", week: "12", region: "core", sex: "m", volume: 30, entropy: null },
  { patient: "A", week: "6", region: "core", sex: "f", volume: 15, entropy: 5 },
  { patient: "B", week: "0", region: "core", sex: "m", volume: 40, entropy: 2 },
  { patient: "A", week: "12", region: "core", sex: "f", volume: 30, entropy: -1 },
];
const labels = ["patient", "week", "region", "sex"];
const table = fromWideRecords(records, labels);
const asked: DeltaOptions = { subject: "patient", time: "week" };

/** The changes of a table as texts: `A 6 volume -5 -0.25 …`. */
function shown(options: DeltaOptions, of = table): string[] {
  const all = delta(of, options);
  return [...all.changes()].map((one) => {
    const { labels: who } = all.subjects[one.subject];
    const { name } = all.comparisons[one.comparison];
    const log = one.logRatio === null ? null : Number(one.logRatio.toFixed(4));
    return [who.patient, name, one.feature, one.absolute, one.relative, log, one.reason].join(" ");
  });
}

describe("delta", () => {
  it("is that worked out by hand", () => {
    expect(shown(asked)).toEqual([
      "A 6 volume -5 -0.25 -0.2877 ",
      "A 6 entropy 1 0.25 0.2231 ",
      "A 12 volume 10 0.5 0.4055 ",
      "A 12 entropy -5   different-signs",
      "B 6 volume    no-later-time",
      "B 6 entropy    no-later-time",
      "B 12 volume -10 -0.25 -0.2877 ",
      "B 12 entropy    no-later-value",
    ]);
  });

  it("compares each time with the one before where that is asked for, and is another than the first", () => {
    expect(delta(table, { ...asked, previous: true }).comparisons).toEqual([
      { name: "6", earlier: 0, later: 1 },
      { name: "12", earlier: 0, later: 2 },
      { name: "12-6", earlier: 1, later: 2 },
    ]);
    expect(shown({ ...asked, previous: true, features: ["volume"] })).toEqual([
      "A 6 volume -5 -0.25 -0.2877 ",
      "A 12 volume 10 0.5 0.4055 ",
      "A 12-6 volume 15 1 0.6931 ",
      "B 6 volume    no-later-time",
      "B 12 volume -10 -0.25 -0.2877 ",
      "B 12-6 volume    no-earlier-time",
    ]);
  });

  it("compares each subject's own visits, of dates without being asked", () => {
    expect(shown({ ...asked, visits: true, features: ["volume"] })).toEqual([
      "A visit2 volume -5 -0.25 -0.2877 ",
      "A visit3 volume 10 0.5 0.4055 ",
      "B visit2 volume -10 -0.25 -0.2877 ",
      "B visit3 volume    no-later-time",
    ]);
    const dated = fromWideRecords(
      [
        { patient: "A", week: "2024-05-01", volume: 3 },
        { patient: "A", week: "2024-01-31", volume: 2 },
        { patient: "B", week: "2023-07-01", volume: 5 },
        { patient: "B", week: "2023-11-30", volume: 4 },
      ],
      ["patient", "week"],
    );
    const all = delta(dated, asked);
    expect(all).toMatchObject({ times: null, orderedBy: "dates" });
    expect(all.subjects.map(({ times }) => times)).toEqual([
      ["2024-01-31", "2024-05-01"],
      ["2023-07-01", "2023-11-30"],
    ]);
    expect([...all.changes()].map(({ absolute }) => absolute)).toEqual([1, -1]);
    expect(delta(dated, { ...asked, visits: false }).comparisons).toHaveLength(3);
  });

  it("says which changes exceed the coefficient of repeatability", () => {
    const changes = [...delta(table, { ...asked, repeatability: { volume: 5 } }).changes()];
    const volumes = changes.filter(({ feature }) => feature === "volume");
    expect(volumes.map(({ exceeds }) => exceeds)).toEqual([false, true, null, true]);
    const [, entropy] = changes;
    expect(entropy).toMatchObject({
      exceeds: null,
      repeatability: null,
      reason: "no-repeatability",
    });
  });

  it("keeps regions, settings and perturbations apart, unless other columns are named", () => {
    const both = fromWideRecords(
      [...records, ...records.map((one) => ({ ...one, region: "edema", volume: one.volume / 2 }))],
      labels,
    );
    const apart = delta(both, { ...asked, features: ["volume"] });
    expect(apart.apart).toEqual(["region"]);
    expect(apart.subjects.map((one) => Object.values(one.labels))).toEqual([
      ["A", "core", "f"],
      ["B", "core", "m"],
      ["A", "edema", "f"],
      ["B", "edema", "m"],
    ]);
    expect(shown({ ...asked, where: { region: "core" } }, both)).toEqual(shown(asked));
    expect(() => delta(both, { ...asked, apart: [] })).toThrow(
      'rows 1 and 6 are both of patient "A", week "0"; they differ in "region": choose one (where), keep them apart (apart), or say what several mean (several)',
    );
    expect(shown({ ...asked, apart: [], several: "first" }, both)).toEqual(shown(asked));
    expect(
      shown({ ...asked, apart: [], several: "largest", volumeColumn: "volume" }, both),
    ).toEqual(shown(asked));
    expect(shown({ ...asked, apart: [], several: "mean", features: ["volume"] }, both)[0]).toBe(
      "A 6 volume -3.75 -0.25 -0.2877 ",
    );
  });

  it("takes 0 and 0.0 for one time", () => {
    const again = [...records, { ...records[0], week: "0.0" }];
    expect(() => delta(fromWideRecords(again, labels), asked)).toThrow(
      'rows 1 and 6 are both of patient "A", region "core", week "0": choose one',
    );
  });

  it.each<[Partial<DeltaOptions>, string]>([
    [{ subject: "patients" }, 'no column "patients"'],
    [{ subject: [] }, "subject: found an array, expected a column"],
    [{ time: "weeks" }, 'no column "weeks"'],
    [{ time: "patient" }, 'time: found "patient", expected another column than the subject\'s'],
    [{ apart: ["regions"] }, 'no column "regions"'],
    [{ features: ["volum"] }, 'no column "volum"'],
    [{ times: ["0", "6"] }, 'times: row 2, column "week": found "12"'],
    [{ where: { patient: "C" } }, 'no row has patient = "C" (found "A", "B")'],
    [{ several: "all" as never }, 'several: found "all", expected largest, mean, first'],
    [{ repeatability: { volume: -1 } }, "repeatability.volume: found -1, expected a number of at least 0, or null"],
    [{ prevous: true } as never, 'unknown option "prevous": did you mean "previous"?'],
  ])("refuses %j", (options, message) => {
    expect(() => delta(table, { ...asked, ...options })).toThrow(message);
  }); // biome-ignore format: a table

  it("refuses rows without a subject or a time", () => {
    const at = (field: string) => [{ ...records[0], [field]: " " }, ...records];
    expect(() => delta(fromWideRecords(at("patient"), labels), asked)).toThrow(
      'row 1: found no subject in column "patient"',
    );
    expect(() => delta(fromWideRecords(at("week"), labels), asked)).toThrow(
      'row 1: found no time in column "week"',
    );
  });

  it("refuses times that would give two comparisons one name", () => {
    const odd = ["0", "6", "12", "12-6"].map((week) => ({ ...records[0], week }));
    expect(() =>
      delta(fromWideRecords(odd, labels), { ...asked, times: ["0", "6", "12", "12-6"], previous: true }),
    ).toThrow('times: two comparisons would be called "12-6"');
  }); // biome-ignore format: one line

  it("does not depend on the order of rows, but for the order of subjects", () => {
    const numbers = [...records.keys()];
    fc.assert(
      fc.property(fc.shuffledSubarray(numbers, { minLength: numbers.length }), (order) => {
        const moved = fromWideRecords(order.map((n) => records[n]), labels);
        expect(shown({ ...asked, previous: true }, moved).sort()).toEqual(
          shown({ ...asked, previous: true }).sort(),
        );
      }),
    ); // biome-ignore format: one property
  });
});
