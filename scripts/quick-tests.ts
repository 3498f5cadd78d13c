import { readdirSync, readFileSync } from "node:fs";

/**
 * What keeps a test file out of the quick tests: rules of its path and of its text.
 *
 * A quick test calls functions, on data that are in the repository, and waits for nothing outside of its
 * own process.
 */
const slow: readonly { readonly path?: RegExp; readonly text?: RegExp }[] = [
  { path: /^test\/(cli|cohort|bench|scripts|docs)\// }, // whole programs
  { path: /^test\/(perturbation|reproducibility-report)\// }, // whole studies
  { path: /^test\/performance\// }, // memory and numbers of operations
  { path: /fuzz\.test\.ts$/, text: /\/mutations\.ts"/ }, // thousands of damaged files
  { text: /\/built-package\.ts"|\/build-script\.ts"/ }, // the package or a program is built first
  { text: /\/describe-with-chromium\.ts"/ }, // a browser
  { text: /"node:child_process"|createPool/ }, // other processes and threads
  { text: /describeWithData/ }, // the IBSI data sets, with the CT phantom
  { text: /createProgram/ }, // programs are type-checked
  { text: /^\/\/ slow: / }, // the file says so, and why
];

/** Whether a test file belongs to the quick tests, by its path from the root and its text. */
export function isQuick(path: string, text: string): boolean {
  return !slow.some((rule) => rule.path?.test(path) || rule.text?.test(text));
}

/** The paths of the quick tests, from the root of the repository. */
export function quickTests(): string[] {
  return testFiles().filter((path) => isQuick(path, readFileSync(path, "utf8")));
}

/** The paths of all tests, from the root of the repository. */
export function testFiles(): string[] {
  return readdirSync("test", { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".test.ts"))
    .map((path) => `test/${path.replaceAll("\\", "/")}`);
}
