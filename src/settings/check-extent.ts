import { CST, Lexer, Parser } from "yaml";
import { VoxomicsError } from "../messages/errors.ts";

/** Most levels of nested lists and objects; settings have four. */
const mostLevels = 64;

/** Most keys, values and marks around them: room for some 6,000 keys. The longest preset has 60. */
const mostNodes = 20_000;

/** Most aliases: each costs as much as the data that its anchor stands for. */
const mostAliases = 100;

/** Tokens of YAML that are not counted, since they are no data and cost next to nothing. */
const idle: ReadonlySet<CST.TokenType | null> = new Set([
  "byte-order-mark",
  "space",
  "comment",
  "newline",
  "comma",
  "flow-map-end",
  "flow-seq-end",
]);

/**
 * Refuses JSON or YAML that is nested too deeply, or that holds more than settings can, before it is parsed.
 *
 * The YAML parser's composer recurses for every level and compares every key with all others. A few
 * kilobytes can overflow its stack until the process ends, and a few hundred can take hours. The lexer and
 * the token parser that are used here do neither.
 *
 * @throws VoxomicsError `invalid-settings`
 */
export function checkExtent(text: string): void {
  const parser = new Parser();
  let nodes = 0;
  let aliases = 0;
  for (const piece of new Lexer().lex(text)) {
    const type = CST.tokenType(piece);
    const counts = piece !== CST.SCALAR && !idle.has(type); // CST.SCALAR only announces a value
    if (counts && ++nodes > mostNodes) throw tooMany(mostNodes, "keys, values and marks");
    if (type === "alias" && ++aliases > mostAliases) throw tooMany(mostAliases, "aliases");
    for (const _ of parser.next(piece)); // yields finished documents, which are not needed
    const levels = parser.stack.filter(isCollection).length;
    if (levels > mostLevels) throw tooDeep();
  }
}

/**
 * Refuses data that are nested too deeply.
 *
 * @throws VoxomicsError `invalid-settings`
 */
export function checkLevels(value: unknown, outer = 0): void {
  if (typeof value !== "object" || value === null) return;
  if (outer === mostLevels) throw tooDeep();
  for (const inner of Object.values(value)) checkLevels(inner, outer + 1);
}

function tooMany(most: number, what: string): VoxomicsError {
  return new VoxomicsError(
    "invalid-settings",
    `found more than ${most} ${what}, expected settings in JSON or YAML`,
    { expected: most },
  );
}

function tooDeep(): VoxomicsError {
  return new VoxomicsError(
    "invalid-settings",
    `found lists and objects nested more than ${mostLevels} deep, expected at most ${mostLevels} levels`,
    { expected: mostLevels },
  );
}

function isCollection({ type }: CST.Token): boolean {
  return type === "block-map" || type === "block-seq" || type === "flow-collection";
}
