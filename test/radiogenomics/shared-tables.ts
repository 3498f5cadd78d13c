import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";

/** Where the tables lie; undefined where they are not at hand. */
const folder = [process.env.VOXOMICS_RADIOGENOMICS, "../shared/radiogenomics"].find(
  (path) => path !== undefined && existsSync(path),
);

if (folder === undefined && process.env.CI === "true") {
  throw new Error(
    "no tables of outcomes: expected ../shared/radiogenomics, or VOXOMICS_RADIOGENOMICS",
  );
}

/** The records of a table of public outcomes; none where the tables are not at hand. */
export function tableRecords(name: string): Record<string, string>[] {
  return folder === undefined ? [] : parse(readFileSync(join(folder, name)), { columns: true });
}
