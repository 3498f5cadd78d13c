import { randomUUID } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { open, readFile, rename, rm, utimes } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { VoxomicsError } from "../messages/errors.ts";
import { fileError } from "../node/file-error.ts";
import { onTermination } from "../node/on-termination.ts";
import { claimsBeside, nameOfClaim } from "./lock-claim.ts";
import { type LockHolder, lockText, readHolder, touchedFor } from "./lock-holder.ts";

/** A folder that other runs are kept away from. */
export interface HeldLock {
  /**
   * Makes sure that it is still held.
   *
   * @throws VoxomicsError `invalid-file` if somebody removed the file, or another run has it
   */
  check(): Promise<void>;
  release(): Promise<void>;
}

/** Where a test may hold a process that is after a lock. */
export type LockStep = "judged" | "claimed" | "waiting" | "confirmed";

/**
 * Keeps other runs away from a folder, until the lock is released.
 *
 * The file says which process holds it. One that was left behind, because its process was killed, is
 * taken over. Only one run at a time may do that: who wants to writes a claim beside the file, under
 * a name of its own, and then looks for other claims. Of two runs at least one sees the other's, and the
 * one whose name comes later withdraws. Whoever is left looks at the file once more and renames its
 * claim onto it, so however long a run is delayed between two steps, no two hold the folder.
 *
 * @param pause awaited at every step: nothing, but for tests
 * @throws VoxomicsError `invalid-file` if another process holds it, or it cannot be written
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

/** Between two looks at what other runs do, in ms. */
const settling = 20;

/** Puts a claim in the place of a lock that was left behind; false if another run is first. */
async function takeOver(
  path: string,
  token: string,
  mine: string,
  pause: (step: LockStep) => Promise<unknown>,
): Promise<boolean> {
  const claim = nameOfClaim(path, token);
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
    if (isMine()) utimes(path, now, now).catch(() => {}); // somebody removed it
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
