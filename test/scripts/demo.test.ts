import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };

/** Runs `npm run demo` with options. */
function demo(...options: string[]) {
  const argv = ["--import", import.meta.resolve("tsx"), "scripts/demo.ts", ...options];
  return spawnSync(process.execPath, argv, { encoding: "utf8" });
}

it("runs the sources: nothing is built first", () => {
  expect(manifest.scripts.demo).toBe("tsx scripts/demo.ts");
});

it("says for each family how many values are within tolerance, and that all are", () => {
  const { stdout, stderr, status } = demo();
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/✓ Morphology \(HCUG\) +25 +0 +0 +4\n/);
  expect(stdout).toMatch(/✓ Grey level co-occurrence matrix \(LFYI\) +150 +0 +0 +0\n/);
  expect(stdout).toContain("✓ All 482 consensus values are within tolerance.");
  expect(stdout.split("\n").length).toBeLessThan(40);
});

it("shows every value with --all", () => {
  const { stdout, status } = demo("--all");
  expect(status).toBe(0);
  expect(stdout).toMatch(/Dependence count energy +CAS9 +2D +0\.170252 +0\.17 +0 ✓/);
  expect(stdout).toContain("✓ All 482 consensus values are within tolerance.");
});

it("refuses any other option", () => {
  const { stdout, stderr, status } = demo("--al");
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain("unknown --al");
});
