// Specific Character Set (DICOM PS3.3 C.12.1.1.2) by the decoders of the Encoding Standard.

/** The encoding's name for a decoder, by the defined term without its "ISO 2022" or "ISO_IR". */
const encodings: ReadonlyMap<string, string> = new Map([
  ["6", "windows-1252"],
  ["100", "windows-1252"],
  ["101", "iso-8859-2"],
  ["109", "iso-8859-3"],
  ["110", "iso-8859-4"],
  ["144", "iso-8859-5"],
  ["127", "iso-8859-6"],
  ["126", "iso-8859-7"],
  ["138", "iso-8859-8"],
  ["148", "windows-1254"],
  ["203", "iso-8859-15"],
  ["166", "windows-874"],
  ["13", "shift_jis"],
  ["87", "iso-2022-jp"],
  ["159", "iso-2022-jp"],
  ["149", "euc-kr"],
  ["58", "gbk"],
  ["192", "utf-8"],
  ["GB18030", "gb18030"],
  ["GBK", "gbk"],
]);

/** The encoding whose decoder takes the escape sequences that switch between character sets. */
const selfSwitching = "iso-2022-jp";

/**
 * Text from its bytes.
 *
 * Of several character sets, the first that is not Latin is used for all bytes: it holds ASCII too. The
 * escape sequences that switch between sets are removed. Unknown sets are read as Latin-1.
 */
export function decodeText(bytes: Uint8Array, characterSets: readonly string[]): string {
  const names = characterSets.map((term) =>
    encodings.get(term.replace(/^ISO[_ ](IR|2022 IR) /, "")),
  );
  const known = names.filter((name) => name !== undefined);
  const encoding = known.find((name) => name !== "windows-1252") ?? "windows-1252";
  // a copy, as decoders refuse shared memory
  const text = decoderOf(encoding).decode(bytes.slice());
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences start with one
  return encoding === selfSwitching ? text : text.replace(/\u001b[ -/]+[0-~]/g, "");
}

function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding);
  } catch {
    return new TextDecoder("latin1"); // a runtime without this encoding
  }
}
