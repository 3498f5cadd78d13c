/**
 * States the version of package.json wherever else it is stated. `npm version` runs it before it commits.
 */
import { readFileSync, writeFileSync } from "node:fs";
import manifest from "../package.json" with { type: "json" };
import { stateVersion } from "./release/state-version.ts";

const date = new Date().toISOString().slice(0, "2026-01-01".length);
for (const [path, state] of Object.entries(stateVersion)) {
  writeFileSync(path, state(readFileSync(path, "utf8"), manifest.version, date));
  console.log(path);
}
