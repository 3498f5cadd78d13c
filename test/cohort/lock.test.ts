import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { holdLock } from "../../src/cohort/lock.ts";
import { temporaryFolder } from "../node/temporary-folder.ts";

const folder = await temporaryFolder();
const path = join(folder, "run.lock");
const mine = `${process.pid} ${hostname()}\n`;

describe("holdLock", () => {
  it("is there until it is let go", async () => {
    const release = await holdLock(path);
    expect(await readFile(path, "utf8")).toBe(mine);
    await release();
    expect(existsSync(path)).toBe(false);
  });

  it("is refused while its process lives", async () => {
    await writeFile(path, `${process.ppid}\n`);
    await expect(holdLock(path)).rejects.toMatchObject({
      code: "invalid-file",
      message: `${path}: process ${process.ppid} is at work on this cohort; wait for it, or remove the file if it is not`,
    });
    expect(await readFile(path, "utf8")).toBe(`${process.ppid}\n`);
  });

  it.each([
    ["a process that is no more", () => `${spawnSync(process.execPath, ["--version"]).pid}\n`],
    ["a file that was never finished", () => ""],
    ["something else", () => "hello"],
    ["a process of this number, before the machine started anew", () => `${process.pid}\n`],
  ])("takes over what was left behind by %s", async (_, text) => {
    await writeFile(path, text());
    const release = await holdLock(path);
    expect(await readFile(path, "utf8")).toBe(mine);
    await release();
    expect(existsSync(path)).toBe(false);
  });

  it("is refused while a process on another machine touches it, and taken over after", async () => {
    await writeFile(path, "7 elsewhere\n");
    await expect(holdLock(path)).rejects.toThrow(
      `${path}: process 7 on elsewhere is at work on this cohort`,
    );
    const before = new Date(Date.now() - 120_000);
    await utimes(path, before, before);
    const release = await holdLock(path);
    expect(await readFile(path, "utf8")).toBe(mine);
    await release();
  });

  it("is touched as long as it is held", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const release = await holdLock(path);
    const before = new Date(Date.now() - 120_000);
    await utimes(path, before, before);
    vi.advanceTimersByTime(15_000);
    await expect.poll(async () => (await stat(path)).mtimeMs).toBeGreaterThan(Date.now() - 60_000);
    await release();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it("leaves alone what another has taken since", async () => {
    const release = await holdLock(path);
    await writeFile(path, `${process.ppid}\n`);
    await release();
    expect(await readFile(path, "utf8")).toBe(`${process.ppid}\n`);
  });

  it("says what is wrong with the folder", async () => {
    await expect(holdLock(join(folder, "nowhere", "run.lock"))).rejects.toMatchObject({
      code: "invalid-file",
      message: expect.stringMatching(/no such file$/),
    });
  });
});
