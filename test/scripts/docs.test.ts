import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { pages } from "../../scripts/docs/pages.ts";

it.each(Object.entries(pages))("%s is up to date (npm run docs)", (path, page) => {
  expect(readFileSync(path, "utf8")).toBe(page());
});
