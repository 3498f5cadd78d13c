import { parseDocument } from "yaml";

/**
 * The data of a parameter file with its whole numbers as they are written: 1 is a bigint, 1.0 a number. Python tells
 * both apart, JavaScript does not.
 *
 * @param text YAML or JSON that is known to be sound
 */
export function writtenData(text: string): unknown {
  return parseDocument(text, {
    version: "1.2",
    schema: "core",
    merge: true,
    intAsBigInt: true,
    logLevel: "silent",
  }).toJS({ maxAliasCount: 100 });
}
