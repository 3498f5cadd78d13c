import { VoxomicsError } from "../messages/errors.ts";

/** Most levels of nested lists and objects; files that the library writes have about ten. */
const mostLevels = 64;

/**
 * Parses JSON that is not nested more than 64 levels deep.
 *
 * Code that goes through the data later recurses for every level; a few kilobytes of brackets would overflow
 * its stack. The levels are therefore counted first.
 *
 * @throws SyntaxError for text that is no JSON, VoxomicsError `invalid-file` beyond 64 levels
 */
export function parseJson(text: string): unknown {
  let levels = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    if (quoted) {
      if (letter === backslash) at++;
      else if (letter === quote) quoted = false;
    } else if (letter === quote) {
      quoted = true;
    } else if (letter === bracket || letter === brace) {
      if (++levels > mostLevels) {
        throw new VoxomicsError(
          "invalid-file",
          `found lists and objects nested more than ${mostLevels} deep, expected at most ${mostLevels} levels`,
          { expected: mostLevels },
        );
      }
    } else if (letter === closingBracket || letter === closingBrace) {
      levels--;
    }
  }
  return JSON.parse(text);
}

const [quote, backslash, bracket, brace, closingBracket, closingBrace] = Array.from(
  '"\\[{]}',
  (letter) => letter.charCodeAt(0),
);
