import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

/** The programs of a page, each by its name. */
function programsOf(page: string): Map<string, string> {
  const blocks = readFileSync(page, "utf8").matchAll(/^```ts\n(.*?)^```$/gms);
  return new Map(
    Array.from(blocks, ([, text], n) => [resolve(`test/case/guide-${n + 1}.mts`), text]),
  );
}

it("docs/guide-node.md: its programs are sound, by their types", () => {
  const programs = programsOf("docs/guide-node.md");
  expect(programs.size).toBeGreaterThan(3);
  const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ".");
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (name) => programs.has(name) || fileExists(name);
  host.readFile = (name) => programs.get(name) ?? readFile(name);
  const getSourceFile = host.getSourceFile;
  host.getSourceFile = (name, ...rest) => {
    const text = programs.get(name);
    return text === undefined
      ? getSourceFile(name, ...rest)
      : ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
  };
  const paths = { "voxomics/node": [resolve("src/node.ts")] };
  const program = ts.createProgram([...programs.keys()], { ...options, paths, noEmit: true }, host);
  const problems = [...programs.keys()].flatMap((name) => {
    const file = program.getSourceFile(name);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  });
  const messages = problems.map(
    ({ file, messageText }) =>
      `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
  );
  expect(messages).toEqual([]);
}, 60_000);
