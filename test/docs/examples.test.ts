import ts from "typescript";
import { expect, it } from "vitest";
import * as adapters from "../../src/adapters.ts";
import * as habitats from "../../src/habitats.ts";
import * as core from "../../src/index.ts";
import * as ndarray from "../../src/ndarray.ts";
import * as pyradiomics from "../../src/pyradiomics.ts";
import * as radiogenomics from "../../src/radiogenomics.ts";
import * as reproducibility from "../../src/reproducibility.ts";
import * as validate from "../../src/validate.ts";
import { blocksOf, docstringBlocks, pages } from "./code-blocks.ts";

/** The entries that examples run with here: the others read and write files, or need a browser. */
const modules: Readonly<Record<string, object>> = {
  voxomics: core,
  "voxomics/adapters": adapters,
  "voxomics/habitats": habitats,
  "voxomics/ndarray": ndarray,
  "voxomics/pyradiomics": pyradiomics,
  "voxomics/radiogenomics": radiogenomics,
  "voxomics/reproducibility": reproducibility,
  "voxomics/validate": validate,
};

/** A ball of 6 voxels' radius in noise, with room around it. */
const size = [24, 24, 24] as const;
const grid = {
  size,
  spacing: [2, 2, 2],
  origin: [0, 0, 0],
  direction: core.identityDirection,
} as const;
const voxels = Array.from({ length: 24 ** 3 }, (_, n) => n);
const image: core.Volume = { ...grid, data: Int16Array.from(voxels, (n) => (n * n) % 61) };
const mask: core.Mask = {
  ...grid,
  data: Uint8Array.from(voxels, (n) => {
    const from = [n % 24, Math.floor(n / 24) % 24, Math.floor(n / 576)].map((x) => x - 12);
    return Math.hypot(...from) <= 6 ? 1 : 0;
  }),
};

/** What `test/docs/given.ts` declares, as far as examples without files use it. */
const given = {
  image,
  mask,
  masks: [mask],
  labels: mask,
  settings: { discretise: { method: "fixedBinNumber", bins: 6 } },
  onProgress: () => {},
  signal: new AbortController().signal,
  records: voxels.slice(0, 20).map((n) => ({
    id: n % 5,
    patient: `patient ${n % 5}`,
    rater: `rater ${Math.floor(n / 5)}`,
    image: "ct.nii.gz",
    mask: "mask.nii.gz",
    roi: "GTV-1",
    "statistics.meanIntensity": String((n % 5) + n / 100),
  })),
};

const imports = /^import \{([^}]*)\} from "([^"]+)";$/gm;
const statement = /^(?!const |let |\/\/)(\S.*); \/\/ (.+)$/gm;

/** Whether text is a literal of JavaScript, such as `[3, 4, 1]`. */
function isLiteral(text: string): boolean {
  try {
    new Function(`"use strict"; return (${text});`)();
    return true;
  } catch {
    return false;
  }
}

/** An example as a function of `modules`, `check`, `console` and what is given. */
function compiled(text: string) {
  // a comment that is a value is compared with what stands before it, or is logged before it
  const checked = text.replace(statement, (line, expression: string, value: string) => {
    if (!isLiteral(value)) return line;
    const logged = /^console\.log\((.*)\)$/.exec(expression);
    return logged ? `check([${logged[1]}], [${value}]);` : `check(${expression}, ${value});`;
  });
  const { outputText } = ts.transpileModule(checked, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const body = outputText
    .replace(imports, (_, names, from) => `const {${names}} = modules["${from}"];`)
    .replace(/^export \{\};$/m, "");
  const names = ["modules", "check", "console", ...Object.keys(given)];
  return new Function(...names, `return (async () => { ${body} })();`);
}

const programs = [...pages.flatMap(blocksOf), ...docstringBlocks()].filter(
  ({ language }) => language === "ts",
);
const examples = programs.filter(({ text }) => {
  const from = Array.from(text.matchAll(/ from "([^"]+)";/g), ([, name]) => name);
  return from.length > 0 && from.every((name) => name in modules);
});

let compared = 0;

it.each(examples)("$place runs, and gives the values that its comments say", async ({ text }) => {
  const check = (found: unknown, expected: unknown) => {
    compared++;
    expect(found).toEqual(expected);
  };
  const quiet = { log() {}, warn() {}, error() {}, table() {} };
  await expect(
    compiled(text)(modules, check, quiet, ...Object.values(given)),
  ).resolves.toBeUndefined();
});

it("runs most examples, and compares what many of them say", () => {
  expect(examples.length).toBeGreaterThan(100);
  expect(examples.some(({ place }) => place.startsWith("README.md"))).toBe(true);
  expect(compared).toBeGreaterThan(20);
});
