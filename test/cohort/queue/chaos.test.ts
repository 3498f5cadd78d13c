import { type ChildProcess, spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, expect, it } from "vitest";
import { stringify } from "yaml";
import { folderWithPackage } from "../../built-package.ts";
import { cohortFolder, quick } from "../cohort-folder.ts";
import { describeWithRedis, startRedis } from "./redis-server.ts";

const cases = 39;
const repeats = 5;
const units = (cases + 1) * repeats;

const built = await folderWithPackage();
afterAll(built.remove);
const script = join(built.path, "node_modules", "voxomics", "dist", "cli.js");
const cohort = await cohortFolder(cases);
const manifest = await cohort.writeManifest([
  ...cohort.rows,
  { ...cohort.rows[1], id: "gone", image: "images/gone.nii" },
]);
const settings = cohort.path("quick.yaml");
await writeFile(settings, stringify({ ...quick, families: ["statistics", "glcm"] }));
const commands = ["cohort", manifest, "--settings", settings, "--perturb", "RV", "--repeats", String(repeats)]; // biome-ignore format: one line

const tables = ["features.csv", "features.parquet", "undefined.csv", "notes.csv", "errors.csv", "perturbations.csv"]; // biome-ignore format: one line
const contents = (out: string) =>
  Promise.all(tables.map((name) => readFile(cohort.path(out, name), "base64")));

/** The rows in the journal so far. A line that a kill has cut off has no end. */
async function rowsIn(out: string): Promise<{ key: string; failure: { code: string } | null }[]> {
  const text = await readFile(cohort.path(out, "journal.jsonl"), "utf8").catch(() => "");
  const lines = text.split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line)).filter(({ key }) => key.startsWith('["unit"'));
}

/** The same numbers in every run of the test. */
function* randomNumbers(seed: number): Generator<number, never> {
  for (let state = seed; ; state = (state * 48271) % 0x7fffffff) yield state / 0x7fffffff;
}

/** Processes that were started and have not ended. */
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
});

function start(...argv: string[]) {
  const child = spawn(process.execPath, [script, ...argv], { stdio: ["ignore", "pipe", "pipe"] });
  const text = { out: "", err: "" };
  running.add(child);
  child.stdout.on("data", (part) => {
    text.out += part;
  });
  child.stderr.on("data", (part) => {
    text.err += part;
  });
  const ended = new Promise<typeof text>((resolve) => {
    child.once("close", () => {
      running.delete(child);
      resolve(text);
    });
  });
  return { child, ended };
}

/** Keeps a command running: starts it again whenever it ends, unless `isDone` with what it printed. */
function keep(argv: readonly string[], isDone: (out: string) => boolean) {
  let now = start(...argv);
  let isOver = false;
  let errors = "";
  const through = (async () => {
    for (;;) {
      const { out, err } = await now.ended;
      errors += err;
      if (isOver || isDone(out)) return errors;
      now = start(...argv);
    }
  })();
  return {
    through,
    kill: () => now.child.kill("SIGKILL"),
    stop() {
      isOver = true;
      now.child.kill("SIGTERM");
    },
  };
}

await start(...commands, "--workers", "2", "--out", cohort.path("whole")).ended;
const expected = await contents("whole");

describeWithRedis("a cohort whose workers, coordinator and Redis are killed", () => {
  it.each([
    { persistent: true, seed: 20261130 },
    { persistent: false, seed: 19750521 },
  ])(
    "ends with the tables of one machine, each row once (Redis persistent: $persistent)",
    async ({ persistent, seed }) => {
      const redis = await startRedis(persistent);
      const out = `chaos-${persistent}`;
      const random = randomNumbers(seed);
      const below = (n: number) => Math.floor(random.next().value * n);

      const worker = ["worker", "--queue", redis.url, "--root", cohort.path(), "--workers", "1", "--lost-after", "3"]; // biome-ignore format: one line
      const workers = [1, 2, 3].map(() => keep(worker, () => false));
      const coordinating = [...commands, "--queue", redis.url, "--out", cohort.path(out)];
      const coordinator = () => keep(coordinating, (printed) => printed.includes("run.json"));
      let one = coordinator();
      const victims = {
        worker: () => workers[below(3)].kill(),
        coordinator: () => one.kill(),
        redis: async () => {
          await redis.kill();
          await setTimeout(below(500));
          await redis.start();
        },
      };

      // each victim dies when the journal has so many rows: moments that come on any machine
      const deaths = Object.entries({ worker: 6, redis: 2, coordinator: 2 })
        .flatMap(([victim, times]) => Array(times).fill(victim as keyof typeof victims))
        .map((victim: keyof typeof victims) => ({ victim, rows: below(units - 20) }))
        .sort((a, b) => a.rows - b.rows);
      for (const { victim, rows } of deaths) {
        while ((await rowsIn(out)).length < rows) await setTimeout(10);
        await setTimeout(below(100));
        await victims[victim]();
      }
      let errors = await one.through;
      // a case that was with a killed worker three times has failed: the next run tries it again
      while ((await cohort.text(out, "errors.csv")).includes("worker-lost")) {
        one = coordinator();
        errors += await one.through;
      }
      for (const each of workers) each.stop();
      errors += (await Promise.all(workers.map(({ through }) => through))).join("");

      expect(await contents(out)).toEqual(expected);
      const rows = (await rowsIn(out)).filter(({ failure }) => failure?.code !== "worker-lost");
      expect(rows).toHaveLength(units);
      expect(new Set(rows.map(({ key }) => key)).size).toBe(units);
      expect(errors).not.toMatch(/internal:|\n {4}at /);
    },
  );
});
