import { afterEach, describe, expect, it, vi } from "vitest";
import { voxomics } from "./workspace.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

const expected = "expected an address redis://HOST:PORT";

describe.each([
  ["worker", ["worker"]],
  ["cohort", ["cohort", "manifest.csv", "--settings", "ct", "--out", "none"]],
])("the address of a queue, of %s", (_, command) => {
  it("is needed", async () => {
    vi.stubEnv("VOXOMICS_QUEUE", undefined);
    const { status, err } = await voxomics(...command, "--queue");
    expect(status).toBe(2);
    expect(err).toBe(
      "error: option '--queue' needs an address, redis://HOST:PORT, here or in VOXOMICS_QUEUE\n",
    );
  });

  it("is not repeated if it is none, whether it comes from an option or from the environment", async () => {
    vi.stubEnv("VOXOMICS_QUEUE", "redis://:s3cret@h:port");
    for (const argv of [["--queue"], ["--queue", "http://:s3cret@h"]]) {
      const { status, err } = await voxomics(...command, ...argv);
      expect(status).toBe(1);
      expect(err).toMatch(`error: --queue: ${expected}`);
      expect(err).not.toContain("s3cret");
    }
  });
});

describe("voxomics worker", () => {
  it.each([
    [["--root", "a=b=c"], "Expected a folder, or FROM=TO."],
    [["--root", "=b"], "Expected a folder, or FROM=TO."],
    [["--root", "data=/mnt"], "Expected an absolute path before the =."],
    [["--idle", "0"], "Expected a number of seconds above 0."],
    [["--lost-after", "soon"], "Expected a number of seconds above 0."],
    [["--grace", "-1"], "Expected a number of seconds above 0."],
    [["--workers", "0"], "Expected a whole number from 1."],
  ])("refuses %j", async (argv, message) => {
    const { status, err } = await voxomics("worker", "--queue", "redis://h", ...argv);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });

  it("names the option of a folder that is not there", async () => {
    const root = ["--root", "/data=/nowhere/at/all"];
    const { status, err } = await voxomics("worker", "--queue", "redis://127.0.0.1:1", ...root);
    expect([status, err]).toEqual([1, "error: /nowhere/at/all: no such folder\n"]);
  });
});

describe("voxomics cohort", () => {
  it.each([
    ["--workers", "2"],
    ["--merge", "a"],
  ])("has no %s beside --queue", async (...argv) => {
    const cohort = ["cohort", "m.csv", "--settings", "ct", "--out", "none"];
    const { status, err } = await voxomics(...cohort, "--queue", "redis://h", ...argv);
    expect(status).toBe(2);
    expect(err).toMatch(/^error: option '--\w+ .*' cannot be used with option '--\w+ .*'/);
  });
});
