import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { folderWithPackage } from "../built-package.ts";
import { cohortFolder, quick } from "./cohort-folder.ts";

const built = await folderWithPackage();
afterAll(built.remove);
const script = join(built.path, "node_modules", "voxomics", "dist", "cli.js");
const cohort = await cohortFolder(10);
const manifest = await cohort.writeManifest([
  ...cohort.rows,
  { ...cohort.rows[1], id: "gone", image: "images/gone.nii" },
]);
const settings = cohort.path("quick.yaml");
await writeFile(settings, stringify({ ...quick, families: ["statistics", "glcm"] }));
const commands = ["cohort", manifest, "--settings", settings, "--workers", "2"];
const plan = ["--perturb", "RV", "--repeats", "3", "--seed", "11"];

/** Starts the command; `ended` has its status, or the signal that ended it, and what it printed. */
function start(out: string): { child: ChildProcess; ended: Promise<Ended> } {
  const argv = [script, ...commands, ...plan, "--out", cohort.path(out)];
  const child = spawn(process.execPath, argv);
  const text = { out: "", err: "" };
  child.stdout.on("data", (part) => {
    text.out += part;
  });
  child.stderr.on("data", (part) => {
    text.err += part;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (status, signal) => resolve({ status, signal, ...text }));
  });
  return { child, ended };
}

interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

const tables = [
  "features.csv",
  "features.parquet",
  "undefined.csv",
  "errors.csv",
  "perturbations.csv",
] as const;

const contents = (out: string) =>
  Promise.all(tables.map((name) => readFile(cohort.path(out, name), "base64")));

/** Bytes of the journal. */
const written = (out: string) => {
  const path = cohort.path(out, "journal.jsonl");
  return existsSync(path) ? statSync(path).size : 0;
};

/** What the journal has entries of. */
const keys = async (out: string): Promise<string[]> => {
  const lines = (await readFile(cohort.path(out, "journal.jsonl"), "utf8")).trim().split("\n");
  return lines.map((line) => JSON.parse(line).key);
};

const finished = {
  status: 1,
  signal: null,
  out: [...tables, "run.json"].map((name) => `${cohort.path("whole", name)}\n`).join(""),
  err: 'error: 1 case failed: see errors.csv; the first: row 11, column "image": images/gone.nii: no such file\n',
};

/** What comes out when nothing comes in between. */
const whole = await start("whole").ended;
const expected = await contents("whole");
const once = (await keys("whole")).sort();
/** Times have more digits or fewer. */
const length = written("whole") - 50;

/** The same numbers in every run of the test. */
function* randomNumbers(seed: number): Generator<number, never> {
  for (let state = seed; ; state = (state * 48271) % 0x7fffffff) yield state / 0x7fffffff;
}
const random = randomNumbers(20260724);

/** Sends a signal once the journal has grown to a random length, and a random moment later. */
async function interrupt(out: string, signal: "SIGKILL" | "SIGINT" | "SIGTERM"): Promise<Ended> {
  const [from, part, pause] = [written(out), random.next().value, random.next().value];
  // beyond the end: while tables are written
  const until = from + part * 1.2 * (length - from);
  const { child, ended } = start(out);
  const poll = async () => {
    while (child.exitCode === null && written(out) < Math.min(until, length)) await setTimeout(1);
    await setTimeout(25 * pause);
    child.kill(signal);
  };
  await Promise.race([poll(), ended]);
  return ended;
}

describe("a run of the command", () => {
  it("says what it wrote, and what failed", async () => {
    expect(whole).toEqual(finished);
    expect(once).toHaveLength(1 + 1 + 33);
    expect(new Set(once).size).toBe(once.length);
    const rows = (await readFile(cohort.path("whole", "features.csv"), "utf8")).split("\n");
    expect(rows).toHaveLength(1 + 30 + 1);
    expect((await cohort.table("whole", "undefined.csv")).length).toBeGreaterThan(5);
    expect(await cohort.table("whole", "errors.csv")).toHaveLength(1);
    expect((await readdir(cohort.path("whole"))).sort()).toEqual(
      [...tables, "journal.jsonl", "run.json"].sort(),
    );
  });

  it("that is killed at 30 moments ends with the same tables, to the byte", async () => {
    let kills = 0;
    const grown: boolean[] = [];
    for (let run = 0; kills < 30; run++) {
      const out = `killed-${run}`;
      for (let before = -1; kills < 30 && written(out) < length; before = written(out)) {
        grown.push(written(out) > before);
        const { signal } = await interrupt(out, "SIGKILL");
        if (signal !== "SIGKILL") break; // it was through
        kills++;
      }
      expect(await start(out).ended).toEqual(inFolder(out));
      expect(await contents(out)).toEqual(expected);
      expect((await keys(out)).sort()).toEqual(once);
      const left = await readdir(cohort.path(out));
      expect(left.filter((name) => /tmp|lock/.test(name))).toEqual([]);
    }
    expect(kills).toBe(30);
    expect(grown.filter(Boolean).length).toBeGreaterThan(10);
  }, 300_000);

  it("that is killed while it writes its tables writes them all the next time", async () => {
    const [first, last] = ["features.csv", "run.json"].map((name) => cohort.path("tables", name));
    for (let attempt = 0; attempt < 20 && !existsSync(first); attempt++) {
      const { child, ended } = start("tables");
      const poll = async () => {
        while (child.exitCode === null && !existsSync(first)) await setTimeout(0);
        child.kill("SIGKILL");
      };
      await Promise.all([poll(), ended]);
      if (existsSync(last)) for (const name of [first, last]) await rm(name); // it was quicker
    }
    expect(existsSync(first)).toBe(true);
    expect(existsSync(last)).toBe(false);
    expect(await start("tables").ended).toEqual(inFolder("tables"));
    expect(await contents("tables")).toEqual(expected);
  }, 120_000);

  it.each(["SIGINT", "SIGTERM"] as const)(
    "that is ended by %s leaves its journal, and goes on",
    async (signal) => {
      const out = signal.toLowerCase();
      const ended = await interrupt(out, signal);
      expect(ended).toMatchObject({ signal, err: "" });
      const left = await readdir(cohort.path(out));
      expect(left.filter((name) => /tmp|lock/.test(name))).toEqual([]);
      expect(await start(out).ended).toEqual(inFolder(out));
      expect(await contents(out)).toEqual(expected);
    },
    60_000,
  );

  it("keeps another away from its folder until it is through, or killed", async () => {
    const first = start("shared");
    while (!existsSync(cohort.path("shared", "run.lock"))) await setTimeout(1);
    const { status, err } = await start("shared").ended;
    expect({ status, err }).toEqual({
      status: 1,
      err: `error: ${cohort.path("shared", "run.lock")}: process ${first.child.pid} is at work on this cohort; wait for it, or remove the file if it is not\n`,
    });
    expect(await first.ended).toEqual(inFolder("shared"));
    expect(await contents("shared")).toEqual(expected);
  }, 60_000);
});

const inFolder = (out: string): Ended => ({
  ...finished,
  out: finished.out.replaceAll(cohort.path("whole"), cohort.path(out)),
});
