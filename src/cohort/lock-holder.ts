import { readFile, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { parseJson } from "../node/parse-json.ts";
import { isRunning, ownIdentity, type ProcessIdentity } from "./process-identity.ts";

/** The process that a lock names. */
export interface LockHolder {
  /** Whether it keeps others away: it is running, or may be. */
  readonly holds: boolean;
  /** What messages call it. */
  readonly name: string;
  /** 0 if the file names none. */
  readonly process: number;
  readonly machine: string | null;
}

/** A lock of a process that cannot be asked holds if it was touched within this time, in ms. */
export const touchedFor = 60_000;

/** What this process writes into a lock; every lock has a token of its own. */
export function lockText(token: string): string {
  return `${JSON.stringify({ ...ownIdentity(), token })}\n`;
}

/** Whoever a lock names, by what it holds and when it was touched; null if it is not there. */
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

/** Of a lock that an older version wrote, number and machine; of a text that says nothing, nothing. */
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
