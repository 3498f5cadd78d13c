import { readFileSync, rmSync } from "node:fs";
import { open, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout } from "node:timers/promises";
import { VoxomicsError } from "../errors.ts";
import { fileError } from "../node/file-error.ts";
import { onTermination } from "../node/on-termination.ts";

/**
 * Keeps other runs away from a folder, until the function that it gives is called.
 *
 * The file holds the number of the process and the name of the machine. One that a process left behind
 * that is no more, because it was killed, holds nobody off; of a process on another machine, which
 * cannot be asked, the file must have been touched lately.
 *
 * @throws VoxomicsError `invalid-file` if another process holds it, or it cannot be written
 */
export async function holdLock(path: string): Promise<() => Promise<void>> {
  const mine = `${process.pid} ${hostname()}\n`;
  if (!(await createWith(path, mine))) {
    await refuseIfHeld(path);
    await writeFile(path, mine).catch((cause) => {
      throw fileError(path, cause);
    });
    // another run may have found it left behind too: the one that wrote last has it
    await setTimeout(settling);
    await refuseIfHeld(path);
  }
  const isMine = () => {
    try {
      return readFileSync(path, "utf8") === mine;
    } catch {
      return false;
    }
  };
  const touching = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {}); // somebody removed it
  }, touched / 4);
  touching.unref();
  const callOff = onTermination(() => {
    if (isMine()) rmSync(path, { force: true });
  });
  return async () => {
    clearInterval(touching);
    callOff();
    if (isMine()) await rm(path, { force: true });
  };
}

/** Long enough for another run to write what it is about to, in ms. */
const settling = 50;
/** A file that is in use was touched within this time, in ms. */
const touched = 60_000;

async function refuseIfHeld(path: string): Promise<void> {
  const [pid, machine] = await holderOf(path);
  const here = machine === undefined || machine === hostname();
  if (!(here ? isAlive(pid) : await isFresh(path))) return;
  const where = here ? "" : ` on ${machine}`;
  throw new VoxomicsError(
    "invalid-file",
    `${path}: process ${pid}${where} is at work on this cohort; wait for it, or remove the file if it is not`,
    { path, process: pid, machine },
  );
}

/** The process that the file names, 0 if it names none, and its machine. */
async function holderOf(path: string): Promise<[number, string | undefined]> {
  const read = () => readFile(path, "utf8").catch(() => "");
  let text = await read();
  if (text === "") {
    await setTimeout(settling); // it is being written
    text = await read();
  }
  const [pid, machine] = text.trim().split(" ");
  return [/^\d+$/.test(pid) ? Number(pid) : 0, machine];
}

async function isFresh(path: string): Promise<boolean> {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }));
  return Date.now() - mtimeMs < touched;
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

function isAlive(pid: number): boolean {
  if (pid === 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // somebody else's
  }
}
