import { describe, expect, it } from "vitest";
import type { Watch } from "../../src/base/watch.ts";
import { extract } from "../../src/extraction/extract.ts";
import type { FilterSettings } from "../../src/filters/filters.ts";
import { VoxomicsError } from "../../src/messages/errors.ts";
import { createPool, type PoolOptions } from "../../src/node/pool.ts";
import type { Pool } from "../../src/pool/pool.ts";
import { buildScript } from "../build-script.ts";
import { digitalPhantom } from "../phantoms.ts";

const { image, mask } = digitalPhantom();
const script = await buildScript("test/pool/saboteur.ts");
const expected = extract(image, mask);

/** Tries a pool whose workers come to harm, and closes it. */
async function withPool(options: PoolOptions, work: (pool: Pool) => Promise<void>): Promise<void> {
  await using pool = createPool({ workers: 1, script, ...options });
  await work(pool);
}

/** Has a worker come to harm; what the call that it does is rejected with. */
function mishap(pool: Pool, type: string, watch: Watch = {}): Promise<unknown> {
  return pool.applyFilter(image, { type } as unknown as FilterSettings, watch).then(
    () => Promise.reject(new Error("it went well")),
    (error) => error,
  );
}

/** Waits for the next worker thread of this process to come up, and to end. */
function endOfNextWorker(): Promise<void> {
  return new Promise((resolve) => {
    process.once("worker", (worker) => worker.once("exit", () => resolve()));
  });
}

async function expectUsable(pool: Pool): Promise<void> {
  expect(await pool.extract(image, mask)).toStrictEqual(expected);
}

describe("a worker that is lost", () => {
  it.each([1, 2])("fails its own call only, among %s", (workers) =>
    withPool({ workers }, async (pool) => {
      const [error, ...others] = await Promise.all([
        mishap(pool, "exit"),
        pool.extract(image, mask),
        pool.extract(image, mask),
        pool.extract(image, mask),
      ]);
      expect(error).toBeInstanceOf(VoxomicsError);
      expect(error).toMatchObject({ code: "worker-lost", details: { call: "applyFilter" } });
      expect((error as Error).message).toBe(
        "a worker ended before it was done with applyFilter: it exited with code 3",
      );
      for (const other of others) expect(other).toStrictEqual(expected);
    }),
  );

  it("by lack of memory says so", () =>
    withPool({ resourceLimits: { maxOldGenerationSizeMb: 64 } }, async (pool) => {
      const error = await mishap(pool, "exhaust");
      expect(error).toMatchObject({
        code: "worker-lost",
        cause: { code: "ERR_WORKER_OUT_OF_MEMORY" },
      });
      await expectUsable(pool);
    }));

  it.each(["exitLater", "throwLater"])("while it is idle is missed by nobody (%s)", (type) =>
    withPool({}, async (pool) => {
      const ended = endOfNextWorker();
      await mishap(pool, type).catch(() => {});
      await ended;
      await expectUsable(pool);
    }),
  );

  it("before it came up fails what it was started for", () =>
    withPool({ script: new URL("./no-such-worker.mjs", import.meta.url) }, async (pool) => {
      const calls = [pool.extract(image, mask), pool.extract(image, mask)];
      for (const result of await Promise.allSettled(calls)) {
        expect(result).toMatchObject({ status: "rejected", reason: { code: "worker-lost" } });
      }
    }));

  it("in a region among many is that region's error", () =>
    withPool({ resourceLimits: { maxOldGenerationSizeMb: 64 } }, async (pool) => {
      const task = { image, mask };
      const lost = mishap(pool, "exit");
      const codes: unknown[] = [];
      for await (const { error } of pool.extractMany([task, task])) codes.push(error);
      expect(await lost).toMatchObject({ code: "worker-lost" });
      expect(codes).toEqual([null, null]);
    }));
});

describe("an error that a worker throws", () => {
  it("arrives with code and details, and the worker goes on", () =>
    withPool({}, async (pool) => {
      const error = await mishap(pool, "refuse");
      expect(error).toBeInstanceOf(VoxomicsError);
      expect(error).toMatchObject({
        code: "invalid-intensity",
        message: "found NaN",
        details: { voxel: [1, 2, 3] },
      });
      expect((error as Error).stack).toContain("saboteur");
      await expectUsable(pool);
    }));

  it("that nobody foresaw stays what it is", () =>
    withPool({}, async (pool) => {
      const error = await mishap(pool, "blunder");
      expect(error).toBeInstanceOf(TypeError);
      expect((error as Error).message).toBe("x is not a function");
      await expectUsable(pool);
    }));

  it("settings that no message can hold fail their call", () =>
    withPool({}, async (pool) => {
      const error = await mishap(pool, (() => {}) as never);
      expect(error).toMatchObject({ name: "DataCloneError" });
      await expectUsable(pool);
    }));
});

describe("a call that is aborted", () => {
  it("before it began does not begin", () =>
    withPool({}, async (pool) => {
      const signal = AbortSignal.abort();
      expect(await mishap(pool, "exit", { signal })).toBe(signal.reason);
      const many = pool.extractMany([{ image, mask }], { signal });
      await expect(many.next()).rejects.toBe(signal.reason);
      await expectUsable(pool);
    }));

  it("in the middle ends at once, with the signal's reason", () =>
    withPool({}, async (pool) => {
      const controller = new AbortController();
      const reason = new Error("changed my mind");
      const onProgress = () => controller.abort(reason);
      expect(await mishap(pool, "spin", { onProgress, signal: controller.signal })).toBe(reason);
      await expectUsable(pool);
    }));

  it("while it waits leaves the others alone", () =>
    withPool({}, async (pool) => {
      const controller = new AbortController();
      const first = pool.extract(image, mask);
      const waiting = mishap(pool, "exit", controller);
      controller.abort();
      expect(await waiting).toBe(controller.signal.reason);
      expect(await first).toStrictEqual(expected);
      await expectUsable(pool);
    }));

  it("is stopped in all the workers that it was spread over", () =>
    withPool({ workers: 2 }, async (pool) => {
      const controller = new AbortController();
      const reason = new Error("changed my mind");
      const filters = [2, 3, 4, 5].map((sigma) => ({ type: "gaussian", sigma }) as const);
      const onProgress = () => controller.abort(reason);
      const call = pool.extract(
        image,
        mask,
        { filters },
        { onProgress, signal: controller.signal },
      );
      await expect(call).rejects.toBe(reason);
      await expectUsable(pool);
    }));

  it("by a watcher that throws fails with what it threw", () =>
    withPool({}, async (pool) => {
      const blunder = new Error("no such element");
      const onProgress = () => {
        throw blunder;
      };
      expect(await mishap(pool, "spin", { onProgress })).toBe(blunder);
      await expectUsable(pool);
    }));

  it("listens no longer than it takes", () =>
    withPool({}, async (pool) => {
      const controller = new AbortController();
      const { signal } = controller;
      let listeners = 0;
      const add = signal.addEventListener.bind(signal);
      const remove = signal.removeEventListener.bind(signal);
      signal.addEventListener = (...args: Parameters<typeof add>) => {
        listeners++;
        add(...args);
      };
      signal.removeEventListener = (...args: Parameters<typeof remove>) => {
        listeners--;
        remove(...args);
      };
      await pool.extract(image, mask, {}, { signal });
      await mishap(pool, "refuse", { signal });
      for await (const { error } of pool.extractMany([{ image, mask }], { signal })) {
        expect(error).toBeNull();
      }
      expect(listeners).toBe(0);
    }));
});

describe("a pool that is closed", () => {
  it("rejects what is not done, and what comes after", async () => {
    const pool = createPool({ workers: 1, script });
    let open: Promise<unknown>[] = [];
    const spinning = new Promise<void>((resolve) => {
      open = [mishap(pool, "spin", { onProgress: () => resolve() }), mishap(pool, "spin")];
    });
    const many = pool
      .extractMany([{ image, mask }])
      .next()
      .catch((error) => error);
    await spinning;
    await pool.close();
    for (const call of [...open, many, mishap(pool, "exit")]) {
      expect(await call).toMatchObject({ code: "pool-closed" });
    }
    await pool.close();
  });
});
