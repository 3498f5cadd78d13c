import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe } from "vitest";

/** Small inputs that were read wrong or refused; they are not part of the repository. */
const folder = [process.env.VOXOMICS_CASES, "../shared/cases"].find(
  (path) => path !== undefined && existsSync(path),
);

/** The folder of a case. */
export function casePath(name: string): string {
  return join(folder ?? "", name);
}

/** The files of a case, in the order of their names. */
export async function caseFiles(name: string): Promise<{ name: string; input: Uint8Array }[]> {
  const path = casePath(name);
  const names = (await readdir(path)).sort();
  return Promise.all(
    names.map(async (file) => ({ name: file, input: await readFile(join(path, file)) })),
  );
}

/** A suite that needs those inputs. Without them it is skipped, and says so. */
export function describeWithCases(name: string, suite: () => void): void {
  if (folder !== undefined) {
    describe(name, suite);
    return;
  }
  console.warn(
    `SKIPPED ${name}: its inputs are not part of the repository; set VOXOMICS_CASES to their folder`,
  );
  describe.skip(name, suite);
}
