import { setTimeout } from "node:timers/promises";
import { Redis } from "ioredis";
import { afterEach, expect, it } from "vitest";
import { runQueueWorker } from "../../../src/cohort/queue/run-queue-worker.ts";
import { keyPrefix, queueName } from "../../../src/cohort/queue/unit-job.ts";
import { type CohortOptions, runCohort } from "../../../src/cohort/run-cohort.ts";
import { isUnitEntry } from "../../../src/cohort/sound-entry.ts";
import type { Note } from "../../../src/messages/note.ts";
import { cohortFolder, quick } from "../cohort-folder.ts";
import { describeWithRedis, startRedis } from "./redis-server.ts";

const cohort = await cohortFolder(4);
const settings = [{ name: "quick", settings: quick }];
const table = (out: string) => cohort.text(out, "features.csv");
const keyOf = (name: string) => `${keyPrefix}:${queueName()}:${name}`;
await cohort.run("whole");

/** What is to be ended after a test. */
const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

function work(queue: string) {
  const ending = new AbortController();
  const notes: Note[] = [];
  const ended = runQueueWorker({
    // Redis takes whole milliseconds only
    ...{ queue, workers: 1, signal: ending.signal, lostAfter: 1.0005 },
    folders: [{ from: cohort.path(), to: cohort.path() }],
    onNote: (note) => notes.push(note),
  });
  endings.push(() => {
    ending.abort();
    return ended;
  });
  return { notes };
}

function coordinate(queue: string, out: string, options: Partial<CohortOptions> = {}) {
  const notes: Note[] = [];
  const { manifest } = cohort;
  const onNote = (note: Note) => notes.push(note);
  return {
    ended: runCohort({ manifest, settings, queue, onNote, ...options, out: cohort.path(out) }),
    notes,
  };
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await setTimeout(20);
}

/** A coordinator whose cases all wait in Redis. */
async function waitingCases(out: string) {
  const { url } = await startRedis();
  const redis = new Redis(url);
  endings.push(() => redis.disconnect());
  const { ended, notes } = coordinate(url, out);
  await until(async () => (await redis.llen(keyOf("wait"))) === 4);
  return { url, redis, ended, notes, ids: await redis.lrange(keyOf("wait"), 0, -1) };
}

async function expectWhole(out: string) {
  expect(await table(out)).toBe(await table("whole"));
  const rows = (await cohort.entries(out)).filter(isUnitEntry);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(4);
  expect(rows).toHaveLength(4);
}

describeWithRedis("a queue whose keys in Redis are lost or damaged", () => {
  it.each<[string, (redis: Redis, ids: readonly string[]) => Promise<unknown>]>([
    ["the line of waiting jobs is lost", (redis) => redis.del(keyOf("wait"))],
    ["the fields of a waiting job are lost", (redis, [id]) => redis.del(keyOf(id))],
    [
      "the fields of a finished job are lost",
      (redis, [id]) =>
        redis
          .multi()
          .lrem(keyOf("wait"), 1, id)
          .del(keyOf(id))
          .zadd(keyOf("completed"), Date.now(), id)
          .exec(),
    ],
    [
      "a finished job is no JSON",
      (redis, [id]) =>
        redis
          .multi()
          .lrem(keyOf("wait"), 1, id)
          .hset(keyOf(id), "data", "no JSON", "returnvalue", "{}")
          .zadd(keyOf("completed"), Date.now(), id)
          .exec(),
    ],
    [
      "an active job was taken by nobody",
      (redis, [id]) => redis.multi().lrem(keyOf("wait"), 1, id).lpush(keyOf("active"), id).exec(),
    ],
  ])("measures all when %s", async (name, damage) => {
    const out = name.replaceAll(" ", "-");
    const { url, redis, ended, ids } = await waitingCases(out);
    await damage(redis, ids);
    work(url);
    await ended;
    await expectWhole(out);
  });

  /** Cases that a worker has measured, and no coordinator has taken. */
  const finishedCases = async (out: string) => {
    const { url } = await startRedis();
    const ending = new AbortController();
    const stopped = coordinate(url, out, { signal: ending.signal }).ended;
    const redis = new Redis(url);
    endings.push(() => redis.disconnect());
    await until(async () => (await redis.llen(keyOf("wait"))) === 4);
    ending.abort();
    await expect(stopped).rejects.toThrow("aborted");
    work(url);
    await until(async () => (await redis.zcard(keyOf("completed"))) === 4);
    return { url, redis };
  };

  it("enters no row that the journal has, as when a coordinator was killed before it removed the job", async () => {
    const { url, redis } = await finishedCases("window");
    await cohort.run("window");
    expect(await redis.zcard(keyOf("completed"))).toBe(4);
    expect(await coordinate(url, "window").ended).toMatchObject({ found: 4 });
    expect(await redis.zcard(keyOf("completed"))).toBe(0);
    await expectWhole("window");
  });

  it("enters each row once when Redis refuses to remove jobs", async () => {
    const { url, redis } = await finishedCases("read-only");
    const refusals = async () =>
      Number(/errorstat_READONLY:count=(\d+)/.exec(await redis.info("errorstats"))?.[1] ?? 0);
    await redis.replicaof("127.0.0.1", "1"); // of no server: it takes no writes
    const { ended, notes } = coordinate(url, "read-only");
    const entered = async () => (await cohort.entries("read-only")).some(isUnitEntry);
    await until(() => entered().catch(() => false));
    const before = await refusals();
    await until(async () => (await refusals()) > before + 10);
    await redis.replicaof("NO", "ONE");
    await ended;
    expect(notes.map(({ message }) => message).join()).toContain("READONLY");
    await expectWhole("read-only");
  });

  it("says that Redis drops keys since a moment, and goes on", async () => {
    const { url, redis, ended, notes } = await waitingCases("dropping");
    await redis.config("SET", "maxmemory-policy", "allkeys-lru");
    await until(() => notes.some(({ code }) => code === "queue-unsafe"));
    await redis.config("SET", "maxmemory-policy", "noeviction");
    work(url);
    await ended;
    expect(
      notes.filter(({ code }) => code === "queue-unsafe").map(({ message }) => message),
    ).toEqual([
      `${url}: this Redis drops keys when its memory is full: found maxmemory-policy allkeys-lru, expected noeviction; rows that it drops are measured again`,
    ]);
    await expectWhole("dropping");
  });

  it("goes on after Redis had no memory left", async () => {
    const { url, redis, ended } = await waitingCases("full");
    await redis.config("SET", "maxmemory", "1");
    const worker = work(url);
    await until(() => worker.notes.some(({ message }) => message.includes("OOM")));
    await redis.config("SET", "maxmemory", "0");
    await ended;
    await expectWhole("full");
  });

  it("refuses a database that Redis does not have", async () => {
    const { url } = await startRedis();
    const refused = coordinate(`${url}/99`, "nowhere").ended;
    await expect(refused).rejects.toMatchObject({ code: "queue-unavailable" });
    await expect(refused).rejects.toThrow("DB index is out of range");
  });
});
