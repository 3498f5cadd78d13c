import { expect, it } from "vitest";
import { isQuick, quickTests, testFiles } from "../../scripts/quick-tests.ts";

it.each([
  ["test/matrices/glcm.test.ts", "", true],
  ["test/cli/extract.test.ts", "", false],
  ["test/io/fuzz.test.ts", "", false],
  ["test/io/dicom/fuzz.test.ts", "", false],
  ["test/pool/process.test.ts", 'import { spawn } from "node:child_process";', false],
  ["test/a.test.ts", 'import { folderWithPackage } from "./built-package.ts";', false],
  ["test/a.test.ts", 'import { describeWithData } from "./phantoms.ts";', false],
  ["test/a.test.ts", "// slow: every filter on every image\n", false],
])("%s with %j is quick: %s", (path, text, quick) => {
  expect(isQuick(path, text)).toBe(quick);
});

it("leaves most tests to the quick ones", () => {
  const all = testFiles();
  const quick = quickTests();
  expect(quick.every((path) => all.includes(path))).toBe(true);
  expect(quick.length).toBeGreaterThan(all.length / 2);
  expect(quick).toContain("test/import-graph.test.ts");
});
