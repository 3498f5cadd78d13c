import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe } from "vitest";

/** Where the tables lie; undefined where they are not at hand. */
const folder = [process.env.VOXOMICS_RADIOGENOMICS, "../shared/radiogenomics"].find(
  (path) => path !== undefined && existsSync(path),
);

const missing =
  "no tables of outcomes: expected ../shared/radiogenomics, or VOXOMICS_RADIOGENOMICS";
if (folder === undefined && process.env.CI) throw new Error(missing);

/** The records of a table of public outcomes; none where the tables are not at hand. */
export function tableRecords(name: string): Record<string, string>[] {
  return folder === undefined ? [] : parse(readFileSync(join(folder, name)), { columns: true });
}

/**
 * A suite that needs the tables. Without them it is skipped, and says so; in CI it fails.
 *
 * @param describeRest how the suite is run where they are at hand: `describeWithData` if it needs images too
 */
export function describeWithTables(
  name: string,
  suite: () => void,
  describeRest: (name: string, suite: () => void) => void = describe,
): void {
  if (folder !== undefined) {
    describeRest(name, suite);
    return;
  }
  console.warn(`SKIPPED ${name}: ${missing}`);
  describe.skip(name, suite);
}
