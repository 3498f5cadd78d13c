import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
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

/** Time that no load exhausts: nothing here is to be quick. */
const ample = 3_600_000;

/** Starts the command; `ended` has its status, or the signal that ended it, and what it printed. */
function start(out: string, env: NodeJS.ProcessEnv = {}, asked = commands): Run {
  const argv = [script, ...asked, ...plan, "--out", cohort.path(out)];
  const child = spawn(process.execPath, argv, { env: { ...process.env, ...env } });
  const text = { out: "", err: "" };
  child.stdout.on("data", (part) => {
    text.out += part;
  });
  child.stderr.on("data", (part) => {
    text.err += part;
  });
  const ended = new Promise<Ended>((resolve) => {
    // how far a run is, and how quick, differs from run to run
    const err = () => text.err.replace(/^progress: .*\n/gm, "");
    child.on("close", (status, signal) => resolve({ status, signal, ...text, err: err() }));
  });
  return { child, ended };
}

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
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
  "notes.csv",
  "errors.csv",
  "perturbations.csv",
] as const;

const contents = (out: string) =>
  Promise.all(tables.map((name) => readFile(cohort.path(out, name), "base64")));

/** What the journal has entries of. */
const keys = async (out: string): Promise<string[]> => {
  const text = await readFile(cohort.path(out, "journal.jsonl"), "utf8").catch(() => "");
  // a line that a kill has cut off has no end
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line).key);
};

/** What comes out when nothing comes in between. */
const whole = await start("whole").ended;
const expected = await contents("whole");
const once = (await keys("whole")).sort();
/** The same numbers in every run of the test. */
function* randomNumbers(seed: number): Generator<number, never> {
  for (let state = seed; ; state = (state * 48271) % 0x7fffffff) yield state / 0x7fffffff;
}
const random = randomNumbers(20260724);

/**
 * Loaded into the command before its own code: holds it at one step of its work on files, by number or by
 * name. It says so in a file, and goes on once another is there.
 */
const holding = `
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { basename } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { isMainThread } from "node:worker_threads";

const { HOLD_AT, HOLD_NAME = "$^", HOLD_MARK, HOLD_UNTIL } = process.env;
const { open, rename } = fs.promises;
let steps = 0;
async function step(name) {
  if (++steps !== Number(HOLD_AT) && !new RegExp(HOLD_NAME).test(name)) return;
  fs.writeFileSync(HOLD_MARK, name);
  while (!fs.existsSync(HOLD_UNTIL)) await setTimeout(2);
}
if (isMainThread) {
  fs.promises.open = async (path, ...options) => {
    const name = basename(String(path));
    const journal = name === "journal.jsonl" && options[0] === "a+";
    if (journal || name.endsWith(".tmp")) await step("open " + name);
    const file = await open(path, ...options);
    if (!journal) return file;
    const append = file.appendFile.bind(file);
    file.appendFile = async (line) => {
      await step("before a line");
      await append(line.subarray(0, line.length >> 1));
      await step("within a line");
      await append(line.subarray(line.length >> 1));
      await step("after a line");
    };
    return file;
  };
  fs.promises.rename = async (from, to) => {
    await step("rename to " + basename(to));
    await rename(from, to);
  };
  syncBuiltinESMExports();
}
`;
const hook = cohort.path("holding.mjs");
await writeFile(hook, holding);
let holds = 0;

/** Starts the command, and waits until it is held at a step, or has ended without coming so far. */
async function startHeld(
  out: string,
  step: { at: number } | { name: string },
  asked: string[] = commands,
) {
  const [mark, until] = ["mark", "until"].map((name) => cohort.path(`${name}-${holds}`));
  holds++;
  const env = {
    NODE_OPTIONS: `--import=${pathToFileURL(hook)}`,
    HOLD_MARK: mark,
    HOLD_UNTIL: until,
    ...("at" in step ? { HOLD_AT: String(step.at) } : { HOLD_NAME: step.name }),
  };
  const run = start(out, env, asked);
  let ended = false;
  run.ended.then(() => {
    ended = true;
  });
  while (!existsSync(mark) && !ended) await setTimeout(5);
  return { ...run, held: !ended, goOn: () => writeFile(until, "") };
}

/** Steps of a run from its beginning: the journal, three for each line, two for each table. */
const steps = 1 + 3 * once.length + 2 * (tables.length + 1);

/** Ends the command with a signal at a random step, unless it is through before. */
async function interrupt(
  out: string,
  signal: "SIGKILL" | "SIGINT" | "SIGTERM",
  most: number,
): Promise<Ended> {
  const { child, ended, held } = await startHeld(out, {
    at: 1 + Math.floor(random.next().value * most),
  });
  if (held) child.kill(signal);
  return ended;
}

describe("a run of the command", () => {
  it("says what it wrote, and what failed", async () => {
    expect(whole).toEqual({
      status: 1,
      signal: null,
      out: [...tables, "run.json"].map((name) => `${cohort.path("whole", name)}\n`).join(""),
      err: expect.stringMatching(
        /^(note: .*\n){2}error: 1 case failed: see errors\.csv; the first: row 11, column "image": images\/gone\.nii: no such file\n$/,
      ),
    });
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

  it(
    "that is killed at 30 moments ends with the same tables, to the byte",
    async () => {
      let kills = 0;
      let grown = 0;
      for (let run = 0; kills < 30; run++) {
        const out = `killed-${run}`;
        for (let before = 0, through = false; kills < 30 && !through; ) {
          const { signal } = await interrupt(out, "SIGKILL", steps);
          through = signal !== "SIGKILL";
          if (!through) kills++;
          const now = (await keys(out)).length;
          if (now > before) grown++;
          before = now;
        }
        expect(withoutFound(await start(out).ended)).toEqual(inFolder(out));
        expect(await contents(out)).toEqual(expected);
        expect((await keys(out)).sort()).toEqual(once);
        const left = await readdir(cohort.path(out));
        expect(left.filter((name) => /tmp|lock|damaged/.test(name))).toEqual([]);
      }
      expect(kills).toBe(30);
      expect(grown).toBeGreaterThan(10);
    },
    ample,
  );

  it(
    "that is killed while it writes its tables writes them all the next time",
    async () => {
      const [first, last] = ["features.csv", "run.json"].map((name) => cohort.path("tables", name));
      const { child, ended } = await startHeld("tables", {
        name: "^open \\.features\\.parquet\\.",
      });
      child.kill("SIGKILL");
      expect((await ended).signal).toBe("SIGKILL");
      expect(existsSync(first)).toBe(true);
      expect(existsSync(last)).toBe(false);
      const again = await start("tables").ended;
      expect(again.out).toContain("\n33 of 33 rows were already measured\n");
      expect(withoutFound(again)).toEqual(inFolder("tables"));
      expect(await contents("tables")).toEqual(expected);
    },
    ample,
  );

  it.each(["SIGINT", "SIGTERM"] as const)(
    "that is ended by %s leaves its journal, and goes on",
    async (signal) => {
      const out = signal.toLowerCase();
      const ended = await interrupt(out, signal, steps);
      expect(ended).toMatchObject({ signal, err: "" });
      const left = await readdir(cohort.path(out));
      expect(left.filter((name) => /tmp|lock/.test(name))).toEqual([]);
      expect(withoutFound(await start(out).ended)).toEqual(inFolder(out));
      expect(await contents(out)).toEqual(expected);
    },
    ample,
  );

  it(
    "keeps another away from its folder until it is through, or killed",
    async () => {
      const first = await startHeld("shared", { name: "^open journal" });
      const { status, err } = await start("shared").ended;
      expect({ status, err }).toEqual({
        status: 1,
        err: `error: ${cohort.path("shared", "run.lock")}: process ${first.child.pid} is at work on this cohort; wait for it, or remove the file if it is not\n`,
      });
      await first.goOn();
      expect(await first.ended).toEqual(inFolder("shared"));
      expect(await contents("shared")).toEqual(expected);
    },
    ample,
  );

  it(
    "stops before it writes anything once another has its folder",
    async () => {
      const run = await startHeld("taken", { name: "^within a line" });
      await writeFile(cohort.path("taken", "run.lock"), "7 elsewhere\n");
      await run.goOn();
      const { status, err } = await run.ended;
      expect(status).toBe(1);
      expect(err).toContain("the lock of this run belongs to another run now; this run stops");
      expect((await keys("taken")).length).toBe(1);
      expect((await readdir(cohort.path("taken"))).sort()).toEqual(["journal.jsonl", "run.lock"]);
    },
    ample,
  );

  it(
    "is one of four that start where a killed run has left its lock",
    async () => {
      const { child, ended } = await startHeld("race", { at: 20 });
      child.kill("SIGKILL");
      await ended;
      const runs = await Promise.all(
        Array.from({ length: 4 }, () => startHeld("race", { name: "^open journal" })),
      );
      // nobody goes on before all of them are held or refused
      expect(runs.filter(({ held }) => held)).toHaveLength(1);
      await Promise.all(runs.map(({ goOn }) => goOn()));
      const results = await Promise.all(runs.map(async (run) => run.ended));
      expect(results.filter(({ err }) => err.includes("is at work on this cohort"))).toHaveLength(
        3,
      );
      expect(results.map(withoutFound)).toContainEqual(inFolder("race"));
      expect(await contents("race")).toEqual(expected);
    },
    ample,
  );
});

/** What a run printed, but for the line that says how many rows were there. */
function withoutFound(ended: Ended): Ended {
  return { ...ended, out: ended.out.replace(/^\d+ of 33 rows were already measured\n/m, "") };
}

const inFolder = (out: string): Ended => ({
  ...whole,
  out: whole.out.replaceAll(cohort.path("whole"), cohort.path(out)),
  err: whole.err.replaceAll(cohort.path("whole"), cohort.path(out)),
});

describe("a run of the command with three sequences a case", () => {
  it(
    "that is killed at ten moments ends with the same tables, to the byte",
    async () => {
      const rows = [0, 3, 6].map((n) => ({
        id: `p${n}`,
        "image:T1": `images/i${n}.nii`,
        "image:T2": `images/i${n + 1}.nii`,
        "image:FLAIR": `images/i${n + 2}.nii`,
        mask: `images/m${n}.nii.gz`,
      }));
      const several = await cohort.writeManifest(rows, "several.csv");
      const asked = ["cohort", several, ...commands.slice(2), "--settings-for", `T2=${settings}`];
      expect((await start("three", {}, asked).ended).status).toBe(0);
      const undisturbed = await contents("three");
      expect(await cohort.table("three", "features.csv")).toHaveLength(9);
      const rowsOnce = (await keys("three")).sort();
      const most = 1 + 3 * rowsOnce.length + 2 * (tables.length + 1);
      let kills = 0;
      for (let run = 0; kills < 10; run++) {
        const out = `three-${run}`;
        for (let through = false; kills < 10 && !through; ) {
          const at = 1 + Math.floor(random.next().value * most);
          const { child, ended, held } = await startHeld(out, { at }, asked);
          if (held) child.kill("SIGKILL");
          through = (await ended).signal !== "SIGKILL";
          if (!through) kills++;
        }
        expect((await start(out, {}, asked).ended).status).toBe(0);
        expect(await contents(out)).toEqual(undisturbed);
        expect((await keys(out)).sort()).toEqual(rowsOnce);
      }
      expect(kills).toBe(10);
    },
    ample,
  );
});
