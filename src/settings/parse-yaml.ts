import { type Document, isScalar, LineCounter, parseDocument, visit } from "yaml";
import { VoxomicsError } from "../messages/errors.ts";
import { checkExtent, checkLevels } from "./check-extent.ts";

/**
 * Parses JSON or YAML 1.2 to plain data. JSON is parsed as YAML, of which it is a part, so that a key that
 * is given twice is refused in both.
 *
 * @param options `merge`: whether `<<` merges other maps into one, as in YAML 1.1; else it is a key
 * @throws VoxomicsError `invalid-settings` for a syntax error, with line and column, and for more than
 *   20,000 keys, values and marks or more than 64 levels
 */
export function parseYaml(
  text: string,
  { merge = false }: { readonly merge?: boolean } = {},
): unknown {
  checkExtent(text);
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    version: "1.2",
    schema: "core",
    merge,
    resolveKnownTags: false, // no sets, dates or bytes
    logLevel: "error", // no warnings on the console
    uniqueKeys: false, // that check compares every key with all others; see refuseRepeatedKey
    lineCounter,
  });
  // the parser only warns of a tag that it cannot resolve
  const [problem] = [...document.errors, ...document.warnings];
  if (problem?.code === "MULTIPLE_DOCS") {
    throw new VoxomicsError("invalid-settings", "found several documents, expected one");
  }
  if (problem !== undefined) throw invalidSyntax(problem.message);
  refuseRepeatedKey(document, lineCounter);
  const value = toPlain(() => document.toJS({ maxAliasCount: 100 }));
  checkLevels(value); // aliases may nest deeper than the text
  return value;
}

/** Refuses a key that an object has twice, since its first value would be lost. */
function refuseRepeatedKey(document: Document.Parsed, lines: LineCounter): void {
  visit(document, {
    Map(_, { items }) {
      const names = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (names.has(key.value)) {
          const { line, col } = lines.linePos(key.range?.[0] ?? 0);
          throw invalidSyntax(`Map keys must be unique at line ${line}, column ${col}`);
        }
        names.add(key.value);
      }
    },
  });
}

function toPlain(convert: () => unknown): unknown {
  try {
    return convert();
  } catch (cause) {
    // too many aliases, or an alias without an anchor
    throw invalidSyntax(cause instanceof Error ? cause.message : String(cause));
  }
}

/** The first line of the parser's message as an error; an excerpt of the text follows it, after a colon. */
function invalidSyntax(message: string): VoxomicsError {
  const [sentence] = message.split("\n");
  return new VoxomicsError("invalid-settings", `not JSON or YAML: ${sentence.replace(/:$/, "")}`);
}
