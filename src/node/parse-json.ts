import { VoxomicsError } from "../messages/errors.ts";

/** Lists and objects in each other; what the library writes is some ten deep. */
const mostLevels = 64;

/**
 * What a JSON text holds.
 *
 * Whatever goes through data later calls itself for every level, so that a few kilobytes of brackets would
 * overflow the stack there. The levels are therefore counted first.
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
