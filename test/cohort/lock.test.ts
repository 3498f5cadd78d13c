import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname, platform } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type HeldLock, holdLock, type LockStep } from "../../src/cohort/lock.ts";
import { ownIdentity } from "../../src/cohort/process-identity.ts";
import { temporaryFolder } from "../node/temporary-folder.ts";

const folder = await temporaryFolder();
const path = join(folder, "run.lock");
const own = ownIdentity();
/** A process that is no more. */
const gone = { ...own, process: spawnSync(process.execPath, ["--version"]).pid };
const textOf = (identity: object) => `${JSON.stringify({ ...identity, token: "another" })}\n`;
const namesThis = { process: process.pid, machine: hostname(), token: expect.any(String) };
const content = async () => JSON.parse(await readFile(path, "utf8"));
const longAgo = async (file: string) => {
  const before = new Date(Date.now() - 3_600_000);
  await utimes(file, before, before);
};

afterEach(async () => {
  for (const name of await readdir(folder)) await rm(join(folder, name));
});

describe("holdLock", () => {
  it("is there until it is let go", async () => {
    const lock = await holdLock(path);
    expect(await content()).toMatchObject(namesThis);
    await lock.check();
    await lock.release();
    expect(existsSync(path)).toBe(false);
  });

  it("is refused while its process lives", async () => {
    const child = spawn(process.execPath, ["-e", "process.stdin.resume()"]);
    // Linux tells when it was started; the number alone would do elsewhere
    const started = await vi.waitFor(async () => startOf(child.pid ?? 0), { timeout: 60_000 });
    const text = textOf({ ...own, process: child.pid, started });
    await writeFile(path, text);
    await longAgo(path); // it may be busy
    await expect(holdLock(path)).rejects.toMatchObject({
      code: "invalid-file",
      message: `${path}: process ${child.pid} is at work on this cohort; wait for it, or remove the file if it is not`,
    });
    expect(await readFile(path, "utf8")).toBe(text);
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));
    const lock = await holdLock(path);
    expect(await content()).toMatchObject(namesThis);
    await lock.release();
  });

  it("is refused to another run of this process", async () => {
    const lock = await holdLock(path);
    await expect(holdLock(path)).rejects.toThrow(`process ${process.pid} is at work`);
    await lock.check();
    await lock.release();
  });

  it("is taken over at once from a process that is no more, however lately it touched it", async () => {
    await writeFile(path, textOf(gone));
    const lock = await holdLock(path);
    expect(await content()).toMatchObject(namesThis);
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it.runIf(platform() === "linux")(
    "is taken over from a process whose number another has by now",
    async () => {
      await writeFile(path, textOf({ ...own, process: process.ppid, started: "1" }));
      await (await holdLock(path)).release();
      await writeFile(path, textOf({ ...own, started: "1" }));
      await (await holdLock(path)).release();
    },
  );

  it.each([
    ["another boot of the machine", textOf({ ...gone, home: "other pid:[1]" }), hostname()],
    [
      "another container of the same machine",
      textOf({ ...own, home: `${own.home?.split(" ")[0]} pid:[1]` }),
      hostname(),
    ],
    ["a machine of the same name", textOf({ ...gone, home: null }), hostname()],
    ["another machine", textOf({ ...gone, home: "x", machine: "elsewhere" }), "elsewhere"],
    ["an older version", `${gone.process} ${hostname()}\n`, hostname()],
    ["an older version, elsewhere", "7 elsewhere\n", "elsewhere"],
    ["a run that has not finished writing it", "", ""],
    ["something else", "hello", ""],
  ])("of %s is believed while it is touched, and taken over after", async (_, text, machine) => {
    await writeFile(path, text);
    const place = {
      "": "",
      elsewhere: " on elsewhere",
      [hostname()]: " in another container, or on another machine of this name,",
    }[machine];
    const who = machine === "" ? "a process" : `process \\d+${place}`;
    await expect(holdLock(path)).rejects.toThrow(
      new RegExp(`${who} \\(the file was touched \\d+ s ago\\) is at work on this cohort; wait`),
    );
    expect(await readFile(path, "utf8")).toBe(text);
    await longAgo(path);
    const lock = await holdLock(path);
    expect(await content()).toMatchObject(namesThis);
    await lock.release();
  });

  it("is touched as long as it is held", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const lock = await holdLock(path);
    await longAgo(path);
    vi.advanceTimersByTime(15_000);
    const touched = async () => (await stat(path)).mtimeMs;
    await expect.poll(touched).toBeGreaterThan(Date.now() - 1_800_000);
    await lock.release();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it("is left alone, and missed, once another has taken it", async () => {
    const lock = await holdLock(path);
    await writeFile(path, "7 elsewhere\n");
    await expect(lock.check()).rejects.toMatchObject({
      code: "invalid-file",
      message: expect.stringContaining("the lock of this run belongs to another run now;"),
    });
    await lock.release();
    expect(await readFile(path, "utf8")).toBe("7 elsewhere\n");
    await rm(path);
    await expect(lock.check()).rejects.toThrow("the lock of this run is gone;");
  });

  it("says what is wrong with the folder", async () => {
    await expect(holdLock(join(folder, "nowhere", "run.lock"))).rejects.toMatchObject({
      code: "invalid-file",
      message: expect.stringMatching(/no such file$/),
    });
  });
});

describe("a lock that was left behind", () => {
  it("is had by one run at a time, whatever the order of what several do, and by one at the end", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (s, runs) => {
        await writeFile(path, textOf(gone));
        let holding = 0;
        const had: boolean[] = [];
        const run = async (n: number) => {
          let lock: HeldLock;
          try {
            lock = await holdLock(path, (step) => s.schedule(Promise.resolve(), `${n} ${step}`));
          } catch (error) {
            expect(String(error)).toContain("is at work on this cohort");
            had.push(false);
            return;
          }
          expect(++holding).toBe(1);
          await s.schedule(Promise.resolve(), `${n} works`);
          await lock.check();
          holding--;
          had.push(true);
          await lock.release();
        };
        await s.waitFor(Promise.all(Array.from({ length: runs }, (_, n) => run(n))));
        expect(had).toHaveLength(runs);
        expect(had).toContain(true);
        expect(await readdir(folder)).toEqual([]);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it.each(["judged", "claimed", "confirmed"] satisfies LockStep[])(
    "is had by one of two, of which one was held up once it had %s",
    async (held) => {
      await writeFile(path, textOf(gone));
      const [reached, told, claimed] = [signal(), signal(), signal()];
      const first = holdLock(path, async (step) => {
        if (step !== held) return;
        reached.give();
        await told.given;
      });
      await reached.given;
      const second = holdLock(path, async (step) => {
        if (step === "claimed") claimed.give();
      });
      // nothing keeps the second away from a run that has not claimed it yet
      await (held === "judged" ? second : claimed.given);
      told.give();
      const results = await Promise.allSettled([first, second]);
      const locks = results.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
      expect(locks).toHaveLength(1);
      await locks[0].check();
      await locks[0].release();
      expect(await readdir(folder)).toEqual([]);
    },
  );

  it("is taken over beside the claim of a run that was killed before it had it", async () => {
    await writeFile(path, textOf(gone));
    const claim = `${path}.00000000-0000-4000-8000-000000000000`;
    await writeFile(claim, textOf(gone));
    await writeFile(`${path}.mine`, "notes");
    await (await holdLock(path)).release();
    expect(await readdir(folder)).toEqual(["run.lock.mine"]);
  });
});

/** Something to wait for, and the function that ends the waiting. */
function signal() {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}

/** When the kernel started a process. */
async function startOf(pid: number): Promise<string | null> {
  if (platform() !== "linux") return null;
  const text = await readFile(`/proc/${pid}/stat`, "utf8");
  return text.slice(text.lastIndexOf(")") + 2).split(" ")[19];
}
