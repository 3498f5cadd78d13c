import { readFileSync, rmSync } from "node:fs";
import { open, readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { VoxomicsError } from "../errors.ts";
import { fileError } from "../node/file-error.ts";
import { onTermination } from "../node/on-termination.ts";

/**
 * Keeps other runs away from a folder, until the function that it gives is called.
 *
 * The file holds the number of the process. One that a process left behind that is no more, because
 * it was killed, holds nobody off.
 *
 * @throws VoxomicsError `invalid-file` if another process holds it, or it cannot be written
 */
export async function holdLock(path: string): Promise<() => Promise<void>> {
  const mine = `${process.pid}\n`;
  if (!(await createWith(path, mine))) {
    refuseIfHeld(path, await holderOf(path));
    await writeFile(path, mine).catch((cause) => {
      throw fileError(path, cause);
    });
    // another run may have found it left behind too: the one that wrote last has it
    await setTimeout(settling);
    refuseIfHeld(path, await holderOf(path));
  }
  const isMine = () => {
    try {
      return readFileSync(path, "utf8") === mine;
    } catch {
      return false;
    }
  };
  const callOff = onTermination(() => {
    if (isMine()) rmSync(path, { force: true });
  });
  return async () => {
    callOff();
    if (isMine()) await rm(path, { force: true });
  };
}

/** Long enough for another run to write what it is about to, in ms. */
const settling = 50;

function refuseIfHeld(path: string, holder: number): void {
  if (!isAlive(holder)) return;
  throw new VoxomicsError(
    "invalid-file",
    `${path}: process ${holder} is at work on this cohort; wait for it, or remove the file if it is not`,
    { path, process: holder },
  );
}

/** The process that the file names; 0 if it names none. */
async function holderOf(path: string): Promise<number> {
  const read = () => readFile(path, "utf8").catch(() => "");
  let text = await read();
  if (text === "") {
    await setTimeout(settling); // it is being written
    text = await read();
  }
  return Number(text.trim());
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
  if (!(Number.isInteger(pid) && pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // somebody else's
  }
}
