import { readFile, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { parseJson } from "../node/parse-json.ts";
import { isRunning, ownIdentity, type ProcessIdentity } from "./process-identity.ts";

/** The process that a lock names. */
export interface LockHolder {
  /** Whether the lock is in force: its process is running, or may be. */
  readonly holds: boolean;
  /** The process as messages name it. */
  readonly name: string;
  /** Process number; 0 if the file names none. */
  readonly process: number;
  readonly machine: string | null;
}

/**
 * Where it cannot be told whether a lock's process is running, the lock is in force if its file was
 * touched within this time, in ms.
 */
export const touchedFor = 60_000;

/** What this process writes into a lock: who it is, and a token that no other lock has. */
export function lockText(token: string): string {
  return `${JSON.stringify({ ...ownIdentity(), token })}\n`;
}

/** The process that a lock names, and whether the lock is in force; null if there is no such file. */
export async function readHolder(path: string): Promise<LockHolder | null> {
  const [text, touched] = await Promise.all([
    readFile(path, "utf8").catch(() => null),
    stat(path).catch(() => null),
  ]);
  if (text === null || touched === null) return null;
  const identity = parseIdentity(text);
  const running = isRunning(identity);
  const { process, machine } = identity;
  const age = Date.now() - touched.mtimeMs;
  if (running !== null) {
    return { holds: running, name: `process ${process}`, process, machine };
  }
  const who = process === 0 ? "a process" : `process ${process}`;
  const name = `${who}${placeOf(machine)} (the file was touched ${secondsOf(age)} s ago)`;
  return { holds: age < touchedFor, name, process, machine: machine || null };
}

function placeOf(machine: string): string {
  if (machine === hostname()) return " in another container, or on another machine of this name,";
  return machine === "" ? "" : ` on ${machine}`;
}

function secondsOf(milliseconds: number): number {
  return Math.max(0, Math.round(milliseconds / 1000));
}

/**
 * The process that the text of a lock names. Older versions wrote only its number and machine. Any other
 * text gives process 0 on no machine.
 */
function parseIdentity(text: string): ProcessIdentity {
  try {
    const { process, machine, home, started } = parseJson(text) as ProcessIdentity;
    const named = Number.isSafeInteger(process) && process > 0 && typeof machine === "string";
    if (named && isTextOrNull(home) && isTextOrNull(started)) {
      return { process, machine, home, started };
    }
  } catch {}
  const [, pid = "0", machine = ""] = /^(\d{1,9})(?: (\S+))?\n?$/.exec(text) ?? [];
  return { process: Number(pid), machine, home: null, started: null };
}

function isTextOrNull(found: unknown): found is string | null {
  return found === null || typeof found === "string";
}
