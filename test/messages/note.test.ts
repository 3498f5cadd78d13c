import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { distinctNotes, noteMeanings, noteOf } from "../../src/messages/note.ts";

it("leaves out what was said before in the same words", () => {
  const [a, b] = [noteOf("region-cut", "one"), noteOf("region-cut", "two")];
  expect(
    distinctNotes([a, b, noteOf("region-cut", "one"), noteOf("mask-resampled", "one")]),
  ).toEqual([a, b, noteOf("mask-resampled", "one")]);
});

it("has codes that docs/formats.md lists, each with what it means", async () => {
  const page = await readFile("docs/formats.md", "utf8");
  for (const [code, meaning] of Object.entries(noteMeanings)) {
    expect(page).toContain(`| \`${code}\` | ${meaning} |`);
  }
});
