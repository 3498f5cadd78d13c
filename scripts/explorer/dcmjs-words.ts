import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Plugin } from "esbuild";

/** The folder of the sources that write structured reports, and the file with what these copy from images. */
const writers = "src/report/structured-report";
const copied = "src/io/dicom/source-study.ts";

/**
 * Takes of dcmjs, which structured reports are written by, the part that writes, with those words of its dictionary
 * that the sources name: all of it would be a megabyte, private elements of scanners among them.
 */
export const dcmjsWords: Plugin = {
  name: "words of dcmjs",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^dcmjs$/ }, () => ({ path: resolve("scripts/dcmjs-data.mjs") }));
    onLoad({ filter: /[\\/]dcmjs[\\/]build[\\/]dcmjs\.es\.js$/ }, async ({ path }) => {
      const words = await wordsOfSources();
      const code = await readFile(path, "utf8");
      const found = /^var dictionary=(\{.*\});$/m.exec(code);
      if (found === null) throw new Error(`${path}: found no dictionary`);
      const entries = found[1].match(entry) ?? [];
      const kept = entries.filter((one) => words.has(/name:"(\w+)"/.exec(one)?.[1] ?? ""));
      return { contents: code.replace(found[0], () => `var dictionary={${kept.join(",")}};`) };
    });
  },
};

/** A standard element of the dictionary: `"(0010,0010)":{tag:"(0010,0010)",vr:"PN",name:"PatientName",…}`. */
const entry = /"\([\dA-Fa-f]{4},[\dA-Fa-f]{4}\)":\{[^{}]*\}/g;

/** All words of the sources that could be keywords of DICOM. */
async function wordsOfSources(): Promise<ReadonlySet<string>> {
  const names = (await readdir(writers)).map((name) => join(writers, name));
  const texts = await Promise.all([...names, copied].map((name) => readFile(name, "utf8")));
  return new Set(texts.flatMap((text) => text.match(/\b[A-Z]\w+/g) ?? []));
}
