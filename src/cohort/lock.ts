import { randomUUID } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { open, readdir, readFile, rename, rm, utimes } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import { VoxomicsError } from "../messages/errors.ts";
import { fileError } from "../node/file-error.ts";
import { onTermination } from "../node/on-termination.ts";
import { type LockHolder, lockText, readHolder, touchedFor } from "./lock-holder.ts";

/** A lock that this process holds on a folder. */
export interface HeldLock {
  /**
   * Checks that this process still holds the lock.
   *
   * @throws VoxomicsError `invalid-file` if the lock's file was removed, or names another run
   */
  check(): Promise<void>;
  release(): Promise<void>;
}

/** The steps towards a lock at which a test may make a process wait. */
export type LockStep = "judged" | "claimed" | "waiting" | "confirmed";

/**
 * Keeps other runs away from a folder until the lock is released.
 *
 * The lock is a file that names the process that holds it. A lock whose process was killed is taken
 * over. To do so, a run writes a claim, a file of its own name beside the lock, and then looks for
 * claims of other runs. Of two runs at least one sees the claim of the other, and the run whose token
 * sorts later withdraws. The run that is left reads the lock once more and renames its claim to the
 * lock's name. However long a run is delayed between two steps, no two runs hold the folder.
 *
 * @param path of the lock's file
 * @param pause awaited after every step; does nothing except in tests
 * @throws VoxomicsError `invalid-file` if another process holds the lock, or its file cannot be written
 */
export async function holdLock(
  path: string,
  pause: (step: LockStep) => Promise<unknown> = async () => {},
): Promise<HeldLock> {
  const token = randomUUID();
  const mine = lockText(token);
  while (!(await createWith(path, mine))) {
    refuseIfHeld(path, await readHolder(path));
    await pause("judged");
    if (await takeOver(path, token, mine, pause)) break;
    await setTimeout(settling);
  }
  return heldLock(path, mine);
}

/** Time between two looks at the claims of other runs, in ms. */
const settling = 20;

/** Replaces a lock whose process has ended by a claim; false if another run is first. */
async function takeOver(
  path: string,
  token: string,
  mine: string,
  pause: (step: LockStep) => Promise<unknown>,
): Promise<boolean> {
  const claim = claimPath(path, token);
  const callOff = onTermination(() => rmSync(claim, { force: true }));
  try {
    await createWith(claim, mine);
    await pause("claimed");
    for (;;) {
      const others = await claimsBeside(path, token);
      if (others.some((other) => other < token)) return false;
      if (others.length === 0) break;
      await pause("waiting");
      await setTimeout(settling);
    }
    const holder = await readHolder(path);
    if (holder === null || holder.holds) return false;
    await pause("confirmed");
    await rename(claim, path);
    return true;
  } catch (cause) {
    throw cause instanceof VoxomicsError ? cause : fileError(path, cause);
  } finally {
    await rm(claim, { force: true });
    callOff();
  }
}

/** Path of the file by which a run announces that it wants to take over a lock. */
function claimPath(path: string, token: string): string {
  return `${path}.${token}`;
}

/**
 * The tokens of other runs that want to take over a lock. Claims of processes that have ended are
 * removed.
 */
async function claimsBeside(path: string, own: string): Promise<string[]> {
  const start = `${basename(path)}.`;
  const tokens = (await readdir(dirname(path)))
    .filter((name) => name.startsWith(start))
    .map((name) => name.slice(start.length))
    .filter((token) => /^[0-9a-f-]{36}$/.test(token) && token !== own);
  const held = await Promise.all(
    tokens.map(async (token) => {
      const claim = claimPath(path, token);
      const holder = await readHolder(claim);
      if (holder?.holds === false) await rm(claim, { force: true });
      return holder?.holds === true;
    }),
  );
  return tokens.filter((_, n) => held[n]);
}

function heldLock(path: string, mine: string): HeldLock {
  const isMine = () => {
    try {
      return readFileSync(path, "utf8") === mine;
    } catch {
      return false;
    }
  };
  const touching = setInterval(() => {
    const now = new Date();
    if (isMine()) utimes(path, now, now).catch(() => {}); // fails if the file was just removed
  }, touchedFor / 4);
  touching.unref();
  const callOff = onTermination(() => {
    if (isMine()) rmSync(path, { force: true });
  });
  return {
    async check() {
      const text = await readFile(path, "utf8").catch(() => null);
      if (text === mine) return;
      const now = text === null ? "is gone" : "belongs to another run now";
      throw new VoxomicsError(
        "invalid-file",
        `${path}: the lock of this run ${now}; this run stops and leaves the tables alone: run it again once no other is at work on this cohort`,
        { path, found: text, expected: mine },
      );
    },
    async release() {
      clearInterval(touching);
      callOff();
      if (isMine()) await rm(path, { force: true });
    },
  };
}

function refuseIfHeld(path: string, holder: LockHolder | null): void {
  if (!holder?.holds) return;
  throw new VoxomicsError(
    "invalid-file",
    `${path}: ${holder.name} is at work on this cohort; wait for it, or remove the file if it is not`,
    { path, process: holder.process, machine: holder.machine },
  );
}

async function createWith(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, "wx");
    await file.writeFile(text);
    await file.close();
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw fileError(path, cause);
  }
}
