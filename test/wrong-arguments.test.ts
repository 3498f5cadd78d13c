import { describe, expect, it } from "vitest";
import * as adapters from "../src/adapters.ts";
import * as browser from "../src/browser.ts";
import * as cohort from "../src/cohort.ts";
import * as habitats from "../src/habitats.ts";
import * as core from "../src/index.ts";
import * as io from "../src/io.ts";
import { VoxomicsError } from "../src/messages/errors.ts";
import * as ndarray from "../src/ndarray.ts";
import * as node from "../src/node.ts";
import * as pyradiomics from "../src/pyradiomics.ts";
import * as reproducibility from "../src/reproducibility.ts";
import * as validate from "../src/validate.ts";

const entries = {
  core,
  io,
  adapters,
  ndarray,
  node,
  reproducibility,
  habitats,
  cohort,
  validate,
  pyradiomics,
};

// biome-ignore lint/suspicious/noExplicitAny: functions of any type are called with what they do not take
type Anything = any;

const wrongInputs: readonly (readonly [string, unknown])[] = [
  ["undefined", undefined],
  ["null", null],
  ["a number", 7],
  ["NaN", Number.NaN],
  ["a text", "nothing of that name"],
  ["an empty object", {}],
  ["an empty array", []],
  ["true", true],
  ["a function", () => 1],
  ["a volume without data", { size: [2, 2, 2], spacing: [1, 1, 1], origin: [0, 0, 0] }],
  ["bytes", new Uint8Array(3)],
];

/**
 * Inputs that a function takes, or that are its defaults, by the names of `wrongInputs`; "all" for a
 * function that takes anything.
 */
const taken: Readonly<Record<string, "all" | readonly string[]>> = {
  isPresetName: "all", // a question about any value
  digitalPhantom: "all", // has no argument
  VoxomicsError: "all", // a class
  isVoxomicsError: "all", // a question about any value
  toJson: ["null", "a number", "NaN", "a text", "an empty object", "an empty array", "true", "a volume without data", "bytes"], // biome-ignore format: a list
  // settings and options that have defaults
  parseParams: ["an empty object"],
  resolveSettings: ["undefined", "an empty object"],
  listMapFeatures: ["undefined", "an empty object"],
  createPool: ["undefined", "an empty object", "a volume without data"],
  // an empty table is one
  toLongCsv: ["an empty array"],
  toLongRegionsCsv: ["an empty array"],
  toWideCsv: ["an empty array"],
  toTable: ["an empty array"],
  toPyradiomicsCsv: ["an empty array"],
  toPyradiomicsJson: ["an empty array"],
  measurementsOf: ["an empty array"],
  toMapTable: ["an empty array"],
  toPatientTable: ["an empty array"],
  countOutcomes: ["an empty array"],
  toComparisonTable: ["an empty array"],
  compareWithReference: ["an empty array"],
  fromWideRecords: ["an empty array"],
  clusterLeaves: ["an empty array"],
  correlationMatrix: ["an empty array"],
  concordanceCorrelation: ["an empty array"],
  otsuThreshold: ["an empty array", "bytes"],
  limitsOfAgreement: ["an empty array"],
  withinSubject: ["an empty array"],
  // what they take
  countGridVoxels: ["a volume without data"],
  withinTolerance: ["a number"],
  writeFileAtomic: ["a text"],
};

/** All functions that users import, once each. */
const functions = [
  ...new Map(
    Object.values(entries).flatMap((entry) =>
      Object.entries(entry as Readonly<Record<string, unknown>>).flatMap(([name, value]) =>
        typeof value === "function" ? [[value, name] as const] : [],
      ),
    ),
  ),
].map(([call, name]) => [name, call as (...given: Anything[]) => Anything] as const);

/** What became of a call: the error that it refused its arguments with, or what it did instead. */
async function outcomeOf(call: () => Anything): Promise<unknown> {
  try {
    const result = await call();
    if (typeof result?.next === "function") await result.next();
    return "nothing was thrown";
  } catch (error) {
    return error;
  }
}

describe("functions that are called with what they do not take", () => {
  it.each(functions)("%s refuses it with a VoxomicsError", async (name, call) => {
    const fine = taken[name] ?? [];
    if (fine === "all") return;
    for (const [what, input] of wrongInputs) {
      if (fine.includes(what)) continue;
      // alone, and with as much of the same after it as the function takes
      for (const given of [[input], new Array(4).fill(input)]) {
        const outcome = await outcomeOf(() => call(...given));
        expect(outcome, `${name}(${what}), ${given.length} times`).toBeInstanceOf(VoxomicsError);
      }
    }
  });
});

/** The names of a function's parameters, by its source: `image, mask, input = {}, watch = {}`. */
function parametersOf(call: Anything): readonly string[] {
  const source = String(call).replace(/\/\*[\s\S]*?\*\//g, "");
  const list = source.slice(source.indexOf("(") + 1);
  const names: string[] = [];
  let depth = 0;
  let name = "";
  for (const letter of list) {
    if (depth === 0 && letter === ")") break;
    if ("([{".includes(letter)) depth++;
    if (")]}".includes(letter)) depth--;
    if (depth === 0 && letter === ",") {
      names.push(name);
      name = "";
    } else name += letter;
  }
  return [...names, name].map((one) => one.split("=")[0].trim());
}

/** Names of parameters that hold options. */
const optionParameters = ["options", "watch", "extents"];

/** Methods of a pool, which is made by a function that users import. */
const pool = Object.getOwnPropertyNames(node.createPool().constructor.prototype)
  .filter((name) => !["constructor", "workers", "close"].includes(name))
  .map((name) => [`pool.${name}`, (...given: Anything[]) => methodOf(name)(...given)] as const);

function methodOf(name: string): Anything {
  const made: Anything = node.createPool();
  return made[name].bind(made);
}

const withOptions = [
  ...functions.map(([name, call]) => ({ name, call, source: call as Anything })),
  ...[["createPool (browser)", browser.createPool] as const, ...pool].map(([name, call]) => ({
    name,
    call: call as (...given: Anything[]) => Anything,
    source: name.startsWith("pool.")
      ? (node.createPool() as Anything)[name.slice("pool.".length)]
      : call,
  })),
].flatMap(({ name, call, source }) =>
  parametersOf(source).flatMap((parameter, at) =>
    optionParameters.includes(parameter) ? [{ name, call, parameter, at }] : [],
  ),
);

describe("options that there are not", () => {
  it("are looked for in all functions that take options", () => {
    const names = withOptions.map(({ name, parameter }) => `${name} ${parameter}`);
    expect(names).toEqual(
      expect.arrayContaining([
        ...["extract watch", "extractRegions watch", "applyFilter watch", "featureMap options"],
        ...["read options", "openCase options", "runCohort options", "writeNifti options"],
        ...["perturb options", "listPerturbations extents", "analyse options"],
        ...["agreementTable options", "selectFeatures options", "createPool options"],
        ...["createPool (browser) options", "fromItk options", "readSettings options"],
        ...["pool.extract watch", "pool.extractMany watch", "pool.perturb watch"],
      ]),
    );
    expect(names.length).toBeGreaterThan(40);
  });

  it.each(withOptions)("$name refuses in its $parameter", async ({ name, call, at }) => {
    // the arguments before are wrong too: options are looked at first
    const before = new Array(at).fill("nothing of that name");
    const outcome = await outcomeOf(() => call(...before, { fileNames: ["a"] }));
    expect(outcome, name).toMatchObject({
      name: "VoxomicsError",
      code: "invalid-settings",
      message: expect.stringMatching(/^(.*: )?unknown option "fileNames": (known: |did you mean )/),
    });
  });

  it.each(withOptions.filter(({ parameter }) => parameter === "watch"))(
    "$name refuses a watch that is none",
    async ({ name, call, at }) => {
      const before = new Array(at).fill("nothing of that name");
      for (const [watch, message] of [
        [null, "watch: found null, expected an object"],
        [{ onProgres: () => 1 }, 'unknown option "onProgres": did you mean "onProgress"?'],
        [{ onProgress: 3 }, "onProgress: found 3, expected a function"],
        [{ signal: {} }, "signal: found an object, expected the signal of an AbortController"],
      ] as const) {
        // extractMany has a signal alone
        if (name === "pool.extractMany" && JSON.stringify(watch) !== '{"signal":{}}') continue;
        const outcome = await outcomeOf(() => call(...before, watch));
        expect(outcome, name).toMatchObject({ name: "VoxomicsError", message });
      }
    },
  );
});

describe("helpers of volumes", () => {
  const { image, mask } = validate.digitalPhantom();
  const refused = (code: string) => expect.objectContaining({ name: "VoxomicsError", code });

  it.each<[string, core.Box]>([
    ["that ends outside", { min: [0, 0, 0], max: [9, 9, 9] }],
    ["that begins outside", { min: [-1, 0, 0], max: [1, 1, 1] }],
    ["that ends before it begins", { min: [2, 2, 2], max: [1, 3, 3] }],
    ["of fractions", { min: [0.5, 0, 0], max: [2, 2, 2] }],
    ["of NaN", { min: [Number.NaN, 0, 0], max: [2, 2, 2] }],
  ])("crop refuses a box %s", (_, box) => {
    expect(() => core.crop(image, box)).toThrow(refused("invalid-argument"));
  });

  it("refuse numbers that are none", () => {
    const nowhere = [0, Number.NaN, 0] as const;
    for (const call of [core.indexToWorld, core.worldToIndex]) {
      expect(() => call(image, nowhere)).toThrow(refused("invalid-argument"));
      expect(() => call(null as never, [0, 0, 0])).toThrow(refused("invalid-volume"));
    }
    const box = { min: [0, 0, 0], max: [1, 1, 1] } as const;
    expect(() => core.growBox(box, nowhere, image.size)).toThrow(refused("invalid-argument"));
    expect(() => core.thresholdMask(mask, Number.NaN)).toThrow(refused("invalid-argument"));
    expect(() => core.selectLabel(mask, "GTV" as never)).toThrow(refused("invalid-argument"));
  });

  it("say what was found, what was expected and where", () => {
    expect(() => core.toMask(null as never)).toThrow("mask: found null, expected a volume record");
    expect(() => core.applyFilter(image, null as never)).toThrow(
      "filter: found null, expected an object",
    );
    expect(() => core.completeFilter({ type: "logg" } as never)).toThrow(
      'filter.type: found "logg", expected "mean", "laplacianOfGaussian",',
    );
    expect(() => core.crop(image, { min: [0, 0, 0], max: [9, 9, 9] })).toThrow(
      "box: found [0, 0, 0] to [9, 9, 9], expected voxels, the lower ones first inside a volume of 5 × 4 × 4 voxels",
    );
    expect(() => core.toReport({} as never, {} as never)).toThrow(
      "extraction.settings: found undefined, expected an object",
    );
    expect(() => core.measureFamily("texture" as never, null as never)).toThrow(
      'family: found "texture", expected one of morphology, planarMorphology, localIntensity,',
    );
    expect(() => core.measureFamily("glmc" as never, null as never)).toThrow(
      'ngldm; did you mean "glcm"?',
    );
    for (const none of [undefined, null, "region"] as never[]) {
      const expected = /^region: found .*, expected an object$/;
      expect(() => core.measureFamily("glcm", none)).toThrow(expected);
      expect(() => core.countMatrices(none, "glcm")).toThrow(expected);
    }
    expect(() => core.countMatrices(image as never, "glcm")).toThrow(
      "region.image: found undefined, expected an object",
    );
  });

  it("take what they took before", () => {
    expect(core.boundingBox(mask)).toEqual({ min: [0, 0, 0], max: [4, 3, 3] });
    const box = { min: [1, 0, 2], max: [4, 3, 3] } as const;
    expect(core.crop(image, box).size).toEqual([4, 4, 2]);
    expect(core.toMask(mask)).toEqual(mask);
    expect(core.worldToIndex(image, core.indexToWorld(image, [1, 2, 3]))).toEqual([1, 2, 3]);
  });
});
