import { describe, expect, it } from "vitest";
import { checkTileParts } from "../../../../src/io/dicom/codecs/tile-parts.ts";

/** A start, a comment of two bytes, and tile-parts of the lengths that they state, with data of 4 bytes. */
function codestream(...lengths: readonly number[]): number[] {
  const parts = lengths.flatMap((length, n) => [
    ...[0xff, 0x90, 0, 10, 0, n, 0, 0, length >> 8, length & 0xff, 0, 1],
    ...[0xff, 0x93, 0xff, 0x90, 0xff, 0xd9], // data that look like markers
  ]);
  return [0xff, 0x4f, 0xff, 0x64, 0, 4, 7, 7, ...parts, 0xff, 0xd9];
}

const check = (bytes: readonly number[]) => checkTileParts("HTJ2K", Uint8Array.from(bytes));

describe("the tile-parts of a codestream", () => {
  it("are all there", () => {
    check(codestream(18));
    check(codestream(18, 18, 18));
    check([...codestream(18, 18), 0]);
    // the last may leave open how long it is
    check(codestream(18, 0));
  });

  it.each<[string, readonly number[], string]>([
    ["one is cut off", codestream(18, 18).slice(0, -6), "end at byte 44 of 40"],
    ["the end is missing", codestream(18).slice(0, -2), "end at byte 26 of 26"],
    ["one is longer than the rest", codestream(18, 4000), "end at byte 4026 of 46"],
    ["one is too short for its header", codestream(18, 13), "tile-part at byte 26 has 13 bytes"],
    ["another end is open", codestream(0).slice(0, -4), "end at byte 22 of 24"],
    ["the header is cut off", codestream(18).slice(0, 7), "end at byte 8 of 7"],
    ["lengths of the header are none", [0xff, 0x4f, 0xff, 0x64, 0, 0], "end at byte 6 of 6"],
  ])("are refused where %s", (_, bytes, message) => {
    expect(() => check(bytes)).toThrow(message);
  });
});
