import { describe, expect, it } from "vitest";
import { orderTimes } from "../../src/reproducibility/time-order.ts";

const order = (cells: readonly string[], stated?: readonly string[]) =>
  orderTimes(cells, [...cells.keys()], "when", stated);

describe("the order of times", () => {
  it("is that of numbers, not of their texts", () => {
    expect(order(["10", "9", "-1.5", "9.0"])).toEqual({
      times: ["-1.5", "9", "10"],
      by: "numbers",
      places: [2, 1, 0, 1],
    });
  });

  it.each([
    [["2024-03-01", "2023-12-31", "2024-02-29"], ["2023-12-31", "2024-02-29", "2024-03-01"]],
    [["20240301", "20231231"], ["20231231", "20240301"]],
    [["2024-03", "2023-12"], ["2023-12", "2024-03"]],
    [["2024-03-01T10:00", "2024-03-01 09:59:59.5"], ["2024-03-01 09:59:59.5", "2024-03-01T10:00"]],
    [["2024-03-01T01:00+02:00", "2024-02-29T22:59Z"], ["2024-02-29T22:59Z", "2024-03-01T01:00+02:00"]],
  ])("of the dates %j is that of the calendar", (cells, times) => {
    expect(order(cells)).toMatchObject({ times, by: "dates" });
  }); // biome-ignore format: a table

  it("is as stated", () => {
    expect(order(["post", " pre", "post"], ["pre", "post"])).toEqual({
      times: ["pre", "post"],
      by: "stated",
      places: [1, 0, 1],
    });
  });

  it.each([
    [["pre", "post"], undefined, 'times: found "pre", "post" in column "when", whose order is not plain'],
    [["T1", "T2"], undefined, "is not plain"],
    [["1", "2024-01-01"], undefined, "is not plain"],
    [["2024-01-01", "2024-01-01T10:00"], undefined, "is not plain"],
    [["2024-01-01T10:00Z", "2024-01-01T10:00"], undefined, "is not plain"],
    [["2023-02-29", "2024-01-01"], undefined, "is not plain"],
    [["2024-01-01T24:00", "2024-01-01T10:00"], undefined, "is not plain"],
    [["1", ""], undefined, 'row 2: found no time in column "when"'],
    [["1", "1.0"], undefined, 'column "when": found one time, "1", expected two or more'],
    [["a", "b", "c"], ["a", "b"], 'times: row 3, column "when": found "c", expected one of those that are stated, "a", "b"'],
    [["before", "after"], ["befor", "after"], 'times: found "befor", which no row has in column "when"; did you mean "before"?'],
    [["a", "b"], ["a", "b", "a"], 'times: found "a" twice, expected each time once'],
  ])("of %j, stated as %j, is refused", (cells, stated, message) => {
    expect(() => order(cells, stated)).toThrow(message);
  }); // biome-ignore format: a table
});
