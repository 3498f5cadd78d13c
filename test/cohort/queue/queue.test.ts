import { cp, mkdir, readFile, rename, symlink } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { Queue, Worker } from "bullmq";
import { afterEach, expect, it } from "vitest";
import {
  type QueueWorkerOptions,
  runQueueWorker,
} from "../../../src/cohort/queue/run-queue-worker.ts";
import { keyPrefix, queueName } from "../../../src/cohort/queue/unit-job.ts";
import { type CohortOptions, runCohort } from "../../../src/cohort/run-cohort.ts";
import { isUnitEntry } from "../../../src/cohort/sound-entry.ts";
import type { Note } from "../../../src/messages/note.ts";
import { cohortFolder, quick } from "../cohort-folder.ts";
import { describeWithRedis, startRedis } from "./redis-server.ts";

const cohort = await cohortFolder(6);
const folders = [{ from: cohort.path(), to: cohort.path() }];
const manifest = await cohort.writeManifest([
  ...cohort.rows,
  { ...cohort.rows[1], id: "gone", image: "images/gone.nii" },
]);
const perturb = { perturbations: ["RV"], repeats: 2, seed: 5 };
const tables = ["features.csv", "features.parquet", "undefined.csv", "notes.csv", "errors.csv", "perturbations.csv"]; // biome-ignore format: one line
const contents = (out: string) =>
  Promise.all(tables.map((name) => readFile(cohort.path(out, name), "base64")));

/** Workers that were started by the test. */
const workers: { readonly ending: AbortController; readonly ended: Promise<unknown> }[] = [];
afterEach(async () => {
  for (const { ending } of workers) ending.abort();
  await Promise.all(workers.splice(0).map(({ ended }) => ended));
});

function work(queue: string, options: Partial<QueueWorkerOptions> = {}) {
  const ending = new AbortController();
  const notes: string[] = [];
  const onNote = ({ message }: Note) => notes.push(message);
  const all = { queue, workers: 1, folders, onNote, ...options, signal: ending.signal };
  const ended = runQueueWorker(all);
  ended.catch(() => {}); // a test that expects it to fail says so
  workers.push({ ending, ended: ended.catch(() => {}) });
  return { ending, ended, notes };
}

function coordinate(queue: string, out: string, options: Partial<CohortOptions> = {}) {
  const notes: Note[] = [];
  const onNote = (note: Note) => notes.push(note);
  const settings = [{ name: "quick", settings: quick }];
  const all = { manifest, settings, perturb, onNote, ...options, queue, out: cohort.path(out) };
  return { ended: runCohort(all), notes };
}

/** The queue of this version and engine, as BullMQ sees it. */
async function withQueue<T>(url: string, use: (queue: Queue) => Promise<T>): Promise<T> {
  const queue = new Queue(queueName(), { connection: { url }, prefix: keyPrefix });
  try {
    return await use(queue);
  } finally {
    await queue.close();
  }
}

/** All that is left of jobs. */
const jobsIn = (url: string) =>
  withQueue(url, (queue) =>
    queue.getJobCounts("waiting", "active", "completed", "failed", "delayed"),
  );
const noJobs = { waiting: 0, active: 0, completed: 0, failed: 0, delayed: 0 };

/** Waits until a condition holds, however long that takes. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await setTimeout(20);
}

await cohort.run("whole", { manifest, perturb });
const expected = await contents("whole");

describeWithRedis("a cohort over a queue", () => {
  it("has the tables of one machine to the byte, and each row once", async () => {
    const { url } = await startRedis();
    const [one, two] = [work(url), work(url, { workers: 2 })];
    const seen: number[] = [];
    const onProgress = ({ workers }: { workers: number }) => seen.push(workers);
    const result = await coordinate(url, "queued", { onProgress }).ended;
    expect([result.measured, result.failed.length]).toEqual([12, 2]);
    expect(await contents("queued")).toEqual(expected);
    const rows = (await cohort.entries("queued")).filter(isUnitEntry);
    expect(rows).toHaveLength(14);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(14);
    expect(await jobsIn(url)).toEqual(noJobs);
    const record = await cohort.record("queued");
    expect(Math.max(...seen)).toBe(record.machine.workers);
    const [{ image }] = record.cases;
    expect(image).toEqual((await cohort.record("whole")).cases[0].image); // with its SHA-256
    one.ending.abort();
    two.ending.abort();
    const counts = await Promise.all([one.ended, two.ended]);
    expect(counts.reduce((sum, { measured }) => sum + measured, 0)).toBe(12);
    expect(counts.reduce((sum, { failed }) => sum + failed, 0)).toBe(2);

    // all is in the journal: nothing is handed out
    const again = await coordinate(url, "queued").ended;
    expect(again.found).toBe(14);
  });

  it("measures several images a case, each with its settings", async () => {
    const { url } = await startRedis();
    work(url, { workers: 2 });
    const three = [0, 3].map((n) => ({
      id: `p${n}`,
      "image:T1": `images/i${n}.nii`,
      "image:T2": `images/i${n + 1}.nii`,
      "image:FLAIR": `images/i${n + 2}.nii`,
      mask: `images/m${n}.nii.gz`,
    }));
    const several = await cohort.writeManifest(three, "several.csv");
    const coarse = { ...quick, discretise: { method: "fixedBinNumber", bins: 4 } } as const;
    const options = { manifest: several, perturb, settingsFor: { T2: coarse } };
    await cohort.run("several", options);
    const { measured } = await coordinate(url, "several-queued", options).ended;
    expect(measured).toBe(12);
    expect(await contents("several-queued")).toEqual(await contents("several"));
    expect(await cohort.table("several", "features.csv")).toHaveLength(4);
  });

  it("measures shards of a cohort, and two cohorts at once", async () => {
    const { url } = await startRedis();
    work(url, { workers: 2 });
    const shards = [1, 2].map((number) =>
      coordinate(url, `part-${number}`, { shard: { number, of: 2 } }),
    );
    const other = coordinate(url, "beside");
    const [one, two] = await Promise.all(shards.map(({ ended }) => ended));
    expect(one.measured + two.measured).toBe(12);
    await other.ended;
    expect(await contents("beside")).toEqual(expected);
    const { mergeCohort } = await import("../../../src/cohort/merge-cohort.ts");
    const settings = [{ name: "quick", settings: quick }];
    const parts = ["part-1", "part-2"].map((name) => cohort.path(name));
    await mergeCohort({ manifest, settings, perturb, shards: parts, out: cohort.path("merged") });
    expect(await contents("merged")).toEqual(expected);
  });

  it("goes on after Redis was away, with its keys or without", async () => {
    for (const persistent of [true, false]) {
      const redis = await startRedis(persistent);
      const out = `away-${persistent}`;
      const { notes, ended } = coordinate(redis.url, out);
      await until(async () => (await jobsIn(redis.url)).waiting === 14);
      await redis.kill();
      await until(() => notes.some(({ code }) => code === "queue-waiting"));
      await redis.start();
      await until(() => notes.some(({ code }) => code === "queue-resumed"));
      work(redis.url);
      await ended;
      expect(await contents(out)).toEqual(expected);
    }
  });

  it("takes a password, a database and the address from the URL, and shows no secret", async () => {
    const { port } = await startRedis(false, ["--requirepass", "s3cret"]);
    const url = `redis://:s3cret@127.0.0.1:${port}/2`;
    const worker = work(url);
    const { ended, notes } = coordinate(url, "secret");
    await ended;
    const text = await Promise.all(
      ["run.json", "journal.jsonl"].map((name) => cohort.text("secret", name)),
    );
    expect(text.join("") + JSON.stringify([notes, worker.notes])).not.toContain("s3cret");
    expect(await contents("secret")).toEqual(expected);
    for (const wrong of [`redis://127.0.0.1:${port}`, `redis://:s3cr3t@127.0.0.1:${port}`]) {
      const refused = coordinate(wrong, "secret").ended;
      await expect(refused).rejects.toMatchObject({ code: "queue-unavailable" });
      await expect(refused).rejects.toThrow(`redis://127.0.0.1:${port}: `);
      await expect(refused).rejects.not.toThrow("s3cr3t");
    }
  });

  it("refuses a Redis that drops keys, and says if there is none", async () => {
    const redis = await startRedis(false, ["--maxmemory-policy", "allkeys-lru"]);
    const message = `redis://127.0.0.1:${redis.port}: this Redis drops keys when its memory is full: found maxmemory-policy allkeys-lru, expected noeviction`;
    const both = () => [coordinate(redis.url, "none").ended, work(redis.url).ended];
    for (const refused of both()) {
      await expect(refused).rejects.toMatchObject({ code: "queue-unavailable", message });
    }
    await redis.kill();
    for (const refused of both()) {
      await expect(refused).rejects.toMatchObject({ code: "queue-unavailable" });
      await expect(refused).rejects.toThrow(/127\.0\.0\.1:\d+: found no Redis .*ECONNREFUSED/);
    }
    const measuring = coordinate(redis.url, "none", { workers: 2 }).ended;
    await expect(measuring).rejects.toThrow(/^workers: found 2, expected none beside a queue/);
    // a timer would take it for 1 ms
    const patient = work(redis.url, { grace: 3_000_000 }).ended;
    await expect(patient).rejects.toThrow(/^grace: found 3000000, expected .* up to 2000000/);
  });

  it("finds the files of cases where the worker has them", async () => {
    const { url } = await startRedis();
    await cp(cohort.path("images"), cohort.path("mounted", "images"), { recursive: true });
    await rename(cohort.path("images"), cohort.path("hidden"));
    try {
      work(url, { folders: [{ from: cohort.path(), to: cohort.path("mounted") }] });
      await coordinate(url, "mapped").ended;
    } finally {
      await rename(cohort.path("hidden"), cohort.path("images"));
    }
    expect(await contents("mapped")).toEqual(expected);
  });

  it("reads nothing beside the folders of a worker", async () => {
    const { url } = await startRedis();
    await mkdir(cohort.path("open"));
    await symlink(cohort.path("images", "i1.nii"), cohort.path("open", "linked.nii"));
    const rows = [{ ...cohort.rows[1], image: "open/linked.nii", mask: "open/linked.nii" }];
    const asked = { manifest: await cohort.writeManifest(rows, "linked.csv"), perturb: undefined };
    const open = [{ from: cohort.path("open"), to: cohort.path("open") }];
    const worker = work(url, { folders: open });
    const { ended, notes } = coordinate(url, "linked", asked);
    const { failed } = await ended;
    const path = cohort.path("open", "linked.nii");
    const message = `${path} leads elsewhere, expected a file below the folders that this worker reads (${open[0].from})`;
    expect(failed.map(({ failure }) => failure)).toEqual([
      { code: "internal", message: `row 1: ${message}`, ofCase: false },
    ]);
    expect(worker.notes).toEqual([`a case is not for this worker: ${message}`]);
    expect(notes.filter(({ code }) => code === "worker-unfit")).toHaveLength(1);
    worker.ending.abort();
    // the next run tries it again
    work(url);
    expect(await coordinate(url, "linked", asked).ended).toMatchObject({ found: 0 });
  });

  it("takes no result that is not sound, and tries the case again", async () => {
    const { url } = await startRedis();
    const answers: readonly (() => unknown)[] = [
      () => ({ measured: "everything" }),
      () => {
        throw new Error("out of order");
      },
      () => null,
    ];
    let asked = 0;
    const forger = new Worker(queueName(), async () => answers[asked++ % answers.length](), {
      connection: { url, maxRetriesPerRequest: null },
      prefix: keyPrefix,
    });
    const one = {
      manifest: await cohort.writeManifest([cohort.rows[1]], "one.csv"),
      perturb: undefined,
    };
    const { failed } = await coordinate(url, "forged", one).ended;
    expect(asked).toBe(3);
    expect(failed.map(({ failure }) => failure)).toEqual([
      {
        code: "internal",
        message: "row 1: found a result that is not sound, expected that of a worker",
        ofCase: false,
      },
    ]);
    await forger.close();
    work(url);
    const { measured, found } = await coordinate(url, "forged", one).ended;
    expect([measured, found]).toEqual([1, 0]);
  });

  it("counts a case as lost whose worker is lost three times, and tries it again in the next run", async () => {
    const { url } = await startRedis();
    const one = {
      manifest: await cohort.writeManifest([cohort.rows[1]], "one.csv"),
      perturb: undefined,
    };
    const { ended } = coordinate(url, "lost", one);
    // workers that take the case and say nothing of it again
    const lock = { lockDuration: 200, skipLockRenewal: true, stalledInterval: 100 };
    const connection = { url, maxRetriesPerRequest: null };
    const silent = [1, 2, 3, 4].map(
      () =>
        new Worker(queueName(), () => new Promise(() => {}), {
          ...{ connection, prefix: keyPrefix, ...lock },
          maxStalledCount: 2,
        }),
    );
    for (const worker of silent) worker.on("error", () => {});
    const { failed } = await ended;
    expect(failed.map(({ failure }) => failure)).toEqual([
      {
        code: "worker-lost",
        message: "row 1: 3 workers were lost while they measured it",
        ofCase: false,
      },
    ]);
    await Promise.all(silent.map((worker) => worker.close(true)));
    work(url);
    const { measured, found } = await coordinate(url, "lost", one).ended;
    expect([measured, found]).toEqual([1, 0]);
  });

  it("hands cases back when a worker is stopped, and ends when idle", async () => {
    const { url } = await startRedis();
    const { ended } = coordinate(url, "stopped");
    let isOver = false;
    ended.then(() => {
      isOver = true;
    });
    for (let stops = 0; stops < 3; stops++) {
      const worker = work(url, { workers: 2, grace: 0.001 });
      await until(async () => isOver || (await jobsIn(url)).active > 0);
      worker.ending.abort();
      await worker.ended;
      expect((await jobsIn(url)).active).toBe(0);
    }
    const last = work(url, { idle: 2 });
    await ended;
    expect(await contents("stopped")).toEqual(expected);
    await last.ended;
  });

  it("takes the results of a coordinator that was stopped", async () => {
    const { url } = await startRedis();
    const ending = new AbortController();
    const { ended } = coordinate(url, "taken", { signal: ending.signal });
    await until(async () => (await jobsIn(url)).waiting === 14);
    ending.abort();
    await expect(ended).rejects.toThrow("aborted");
    const worker = work(url);
    await until(async () => (await jobsIn(url)).completed === 14);
    worker.ending.abort();
    await worker.ended;
    await coordinate(url, "taken").ended; // without a worker
    expect(await contents("taken")).toEqual(expected);
  });
});
