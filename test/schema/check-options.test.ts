import { describe, expect, it } from "vitest";
import { checkOptionNames, checkOptions, checkWatch } from "../../src/schema/check-options.ts";

interface Options {
  readonly workers?: number | undefined;
  readonly create?: (() => number) | undefined;
}

const kinds = { workers: null, create: "function" } as const;

describe("checkOptions", () => {
  it("takes options that there are, and those that are undefined", () => {
    for (const options of [{}, { workers: 3 }, { workers: undefined, create: undefined }]) {
      expect(() => checkOptions<Options>(options, kinds)).not.toThrow();
    }
  });

  it.each([
    [{ worker: 3 }, 'unknown option "worker": did you mean "workers"?', "invalid-settings"],
    [{ path: "a" }, 'unknown option "path": known: workers, create', "invalid-settings"],
    [{ create: 3 }, "create: found 3, expected a function", "invalid-argument"],
    [null, "options: found null, expected an object", "invalid-argument"],
    [[], "options: found an array, expected an object", "invalid-argument"],
  ])("refuses %j", (options, message, code) => {
    expect(() => checkOptions<Options>(options as Options, kinds)).toThrow(
      expect.objectContaining({ name: "VoxomicsError", message, code }),
    );
  });

  it("has to know every option of the type", () => {
    // @ts-expect-error an option is missing
    expect(() => checkOptions<Options>({ create: () => 1 }, { workers: null })).toThrow("unknown");
  });
});

it("checkWatch takes a signal and what follows progress", () => {
  expect(() =>
    checkWatch({ onProgress: () => {}, signal: new AbortController().signal }),
  ).not.toThrow();
  expect(() => checkWatch(new AbortController())).not.toThrow();
});

it("checkOptionNames names the first that is not known", () => {
  expect(() => checkOptionNames({ label: 1, path: 2, file: 3 }, ["label", "region"])).toThrow(
    'unknown option "path": known: label, region',
  );
});
