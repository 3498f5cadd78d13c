import { readFileSync, readlinkSync } from "node:fs";
import { hostname, networkInterfaces, platform } from "node:os";

/** What tells a process from all others, on this machine and on others. */
export interface ProcessIdentity {
  /** Process number (pid). */
  readonly process: number;
  /** Name of the machine, which need not be unique. */
  readonly machine: string;
  /**
   * Where process numbers are unique. On Linux: the boot id of the kernel and the namespace of process
   * numbers; elsewhere: the machine's name and network addresses. null where it cannot be told.
   */
  readonly home: string | null;
  /** When the kernel started the process, in clock ticks since boot; null where it cannot be told. */
  readonly started: string | null;
}

/** The identity of this process. */
export function ownIdentity(): ProcessIdentity {
  return {
    process: process.pid,
    machine: hostname(),
    home: platform() === "linux" ? linuxHome() : otherHome(),
    started: startOf(process.pid)?.started ?? null,
  };
}

/**
 * Whether a process is running; null where this process cannot see it (another machine or container).
 *
 * A process with the same number but another start time is a different one.
 */
export function isRunning(one: ProcessIdentity): boolean | null {
  const own = ownIdentity();
  if (one.home === null || one.home !== own.home) return null;
  if (!isAlive(one.process)) return false;
  const now = startOf(one.process);
  if (now === null || one.started === null) return true;
  return now.started === one.started && !now.ended;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // it exists, but belongs to another user
  }
}

/** Containers on one machine share its kernel, but each numbers its processes by itself. */
function linuxHome(): string | null {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return null;
  }
}

function otherHome(): string {
  const addresses = Object.values(networkInterfaces())
    .flatMap((its) => its ?? [])
    .filter(({ internal }) => !internal)
    .map(({ mac }) => mac);
  return [hostname(), ...[...new Set(addresses)].sort()].join(" ");
}

/** When a process was started, and whether it has ended but still stands in the process table (a zombie). */
function startOf(pid: number): { readonly started: string; readonly ended: boolean } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // proc(5): field 2 is the name in parentheses, which may hold spaces; field 3 follows the last ")"
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { started: fields[19], ended: fields[0] === "Z" || fields[0] === "X" };
  } catch {
    return null;
  }
}
