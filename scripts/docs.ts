/** Writes the pages of `docs` that are generated: `npm run docs`. */
import { writeFileSync } from "node:fs";
import { pages } from "./docs/pages.ts";

for (const [path, page] of Object.entries(pages)) {
  writeFileSync(path, page());
  console.log(path);
}
