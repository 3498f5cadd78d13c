import ts from "typescript";
import { expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };

const entries = Object.entries(manifest.exports)
  .filter(([, target]) => typeof target !== "string")
  .map(([path]) => `src/${path === "." ? "index" : path.slice(2)}.ts`);

const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ".");
const program = ts.createProgram(entries, options);
const checker = program.getTypeChecker();

/** What an entry point exports, behind re-exports. */
function exportsOf(entry: string): ts.Symbol[] {
  const module = checker.getSymbolAtLocation(program.getSourceFile(entry) as ts.SourceFile);
  return checker
    .getExportsOfModule(module as ts.Symbol)
    .map((symbol) =>
      symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
    );
}

it.each(entries)(
  "every function of %s has an example, and everything a sentence",
  (entry) => {
    const symbols = exportsOf(entry);
    const functions = symbols.filter(({ flags }) => flags & ts.SymbolFlags.Function);
    expect(functions.length).toBeGreaterThan(0);
    const classes = symbols.filter(({ flags }) => flags & ts.SymbolFlags.Class);
    const bare = [...functions, ...classes].filter(
      (symbol) => !symbol.getJsDocTags(checker).some(({ name }) => name === "example"),
    );
    expect(bare.map(({ name }) => name)).toEqual([]);
    const silent = symbols.filter((symbol) => symbol.getDocumentationComment(checker).length === 0);
    expect(silent.map(({ name }) => name)).toEqual([]);
  },
  120_000,
);
