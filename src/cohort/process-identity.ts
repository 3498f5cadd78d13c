import { readFileSync, readlinkSync } from "node:fs";
import { hostname, networkInterfaces, platform } from "node:os";

/** What tells a process from all others, on this machine and elsewhere. */
export interface ProcessIdentity {
  readonly process: number;
  /** The name of the machine, which others may have too. */
  readonly machine: string;
  /**
   * What has this very process number to itself: of Linux the boot of its kernel and the namespace of
   * its process numbers, of others name and network addresses. null where it cannot be told.
   */
  readonly home: string | null;
  /** When the kernel started it, in ticks since its boot; null where it cannot be told. */
  readonly started: string | null;
}

/** Of this process. */
export function ownIdentity(): ProcessIdentity {
  return {
    process: process.pid,
    machine: hostname(),
    home: platform() === "linux" ? linuxHome() : otherHome(),
    started: startOf(process.pid)?.started ?? null,
  };
}

/**
 * Whether a process is running; null where that cannot be asked, as it is at home elsewhere.
 *
 * A process of the same number that was started at another time is another process.
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
    return (error as NodeJS.ErrnoException).code === "EPERM"; // somebody else's
  }
}

/** Containers on one machine have one kernel, but process numbers of their own. */
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

/** When a process was started, and whether it has ended though its parent has not heard of it. */
function startOf(pid: number): { readonly started: string; readonly ended: boolean } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // proc(5): the fields from the third on come after the name, which may hold anything
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { started: fields[19], ended: fields[0] === "Z" || fields[0] === "X" };
  } catch {
    return null;
  }
}
