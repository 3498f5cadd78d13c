import { readFileSync, rmSync } from "node:fs";
import { open, readFile, rm, writeFile } from "node:fs/promises";
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
    const holder = Number((await readFile(path, "utf8").catch(() => "")).trim());
    if (isAlive(holder)) {
      throw new VoxomicsError(
        "invalid-file",
        `${path}: process ${holder} is at work on this cohort; wait for it, or remove the file if it is not`,
        { path, process: holder },
      );
    }
    await writeFile(path, mine).catch((cause) => {
      throw fileError(path, cause);
    });
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
