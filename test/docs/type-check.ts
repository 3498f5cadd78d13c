import { resolve } from "node:path";
import ts from "typescript";
import manifest from "../../package.json" with { type: "json" };
import type { CodeBlock } from "./code-blocks.ts";

/** The source of each entry point by the name it is imported by: `voxomics/io` is `src/io.ts`. */
const entries = Object.fromEntries(
  Object.entries(manifest.exports)
    .filter(([, target]) => typeof target !== "string")
    .map(([path]) => {
      const name = path === "." ? "index" : path.slice(2);
      return [`voxomics${path.slice(1)}`, [resolve(`src/${name}.ts`)]];
    }),
);

/** Source files that were parsed once, for all programs. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/**
 * What TypeScript has to say against programs, under `strict`, with the sources for the package: a line
 * a problem, that starts with the block's place.
 *
 * @param given declarations of what the blocks use and do not declare
 * @param lib the files of types that the programs may use
 */
export function problemsOf(
  blocks: readonly CodeBlock[],
  given = "",
  lib = ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
): string[] {
  const programs = new Map(blocks.map((block, n) => [resolve(`test/docs/block-${n}.mts`), block]));
  const texts = new Map<string, string>(
    Array.from(programs, ([name, { text }]) => [name, `${text}\nexport {};\n`]),
  );
  texts.set(resolve("test/docs/given-here.d.ts"), given);
  const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ".");
  const checked: ts.CompilerOptions = {
    ...options,
    lib,
    noUnusedLocals: false,
    paths: entries,
    noEmit: true,
  };
  const host = ts.createCompilerHost(checked);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  host.getSourceFile = (name, ...rest) => {
    const text = texts.get(name);
    if (text !== undefined) return ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, ...rest));
    return parsed.get(name);
  };
  const program = ts.createProgram([...texts.keys()], checked, host);
  return Array.from(programs, ([name, { place }]) => {
    const file = program.getSourceFile(name);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText, start }) => {
        const line = file?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0;
        return `${place} + ${line + 1}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
      },
    );
  }).flat();
}
