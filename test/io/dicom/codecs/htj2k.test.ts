import openjpeg from "@cornerstonejs/codec-openjpeg/decodewasmjs";
import { describe, expect, it } from "vitest";
import { loadHtj2k } from "../../../../src/io/dicom/codecs/htj2k.ts";
import type { PixelFormat } from "../../../../src/io/dicom/pixel-format.ts";
import { pixelBytes } from "../dicom-fixture.ts";
import { encodeHtj2k } from "./compiled-encoders.ts";

const format: PixelFormat = {
  ...{ attribute: "PixelData", name: "uint16", columns: 19, rows: 11 },
  ...{ bitsAllocated: 16, bitsStored: 12, shift: 0, signed: false, float: false },
};

/**
 * Codestreams of 19 x 11 samples of 12 bits by `ojph_compress` of Debian's openjph-tools 0.9.0, and
 * what they hold, highest byte first: `-reversible true -num_decomps 2 -prog_order RPCL`, the samples
 * that were compressed; `-qstep 0.002 -num_decomps 2`, what `ojph_expand` makes of it.
 */
const reversible = {
  codestream:
    "/0//UQApQAAAAAATAAAACwAAAAAAAAAAAAAAEwAAAAsAAAAAAAAAAAABCwEB/1AACAACAAAAB/9SAAwAAgABAAID" +
    "A0AB/1wACiBweHh4cHB4/2QAFgABT3BlbkpQSCBWZXIgMC45LjAu/5AACgAAAAAA3AAB/5PAAW8ACCDAkzl6YYf4" +
    "qEY8vRnAWtykrCkUF2cYHyDAMroAwAC1oABbMAArQI4xRfCKcNwogoVK/gCBe2YgfpGqugCAkmInwk/iAHjZJvIP" +
    "/goLJPT4gfAEiHsAgoTn/AIXnXei/LV5AMABdLAAXUwACuAAMuUOTiICAAAqnJ3B3Z1RbEiSaQhCF9yvORdEN4nD" +
    "9GhJqrABGGYRM2cAhBGMQFBqzhZqC7TxCjAOhOoSMvJAta1s6vcAKAGSMbJYXwAEwO0WyZldPpqzebaLAP/Z",
  samples:
    "CAAIpglKCeoKhAsXC58MHAyMDO4NQA2BDbEN0A3bDdUNuw2QDVMIAAioCU8J8QqOCyMLrgwtDKANBQ1aDZ8N0g30" +
    "DgMOAQ3rDcQNjAgACKcJTQnuCooLHgupDCkMnA0BDVcNnQ3TDfcOCQ4JDfcN1A2gCAAIowlECeIKegsKC5IMDgx/" +
    "DOINNw18DbEN1g3pDeoN2w26DYgIAAibCTUJzApdCucLaAvfDEoMqQz6DTsNbg2QDaENog2SDXENQQgACJEJIQmt" +
    "CjUKtQstC5wL/wxWDJ8M2w0HDSUNMg0vDR0M+gzJCAAIhAkHCYcKAgp2CuMLRQueC+oMKgxcDIAMlgycDJQMfAxX" +
    "DCMIAAh1COkJWgnGCiwKigreCykLaAubC8EL2gvlC+ML0wu2C4sLVQgACGQIyAkoCYMJ1wokCmgKogrSCvULDQsY" +
    "CxgLCwryCs8KoQppCAAIUgijCPAJOQl7CbUJ5goNCioKPApDCkAKMgoaCfkJ0AmgCWsIAAg/CHwItgjqCRgJPQla" +
    "CWwJdQl0CWkJVQk6CRcI7wjECJYIaA==",
};
const irreversible = {
  codestream:
    "/0//UQApQAAAAAATAAAACwAAAAAAAAAAAAAAEwAAAAsAAAAAAAAAAAABCwEB/1AACAACAAAAI/9SAAwAAgABAAIE" +
    "BEAA/1wAESJn5lg1WDVYeFAaUBpfv/9kABYAAU9wZW5KUEggVmVyIDAuOS4wLv+QAAoAAAAAAIMAAf+TwAW6kAxR" +
    "QmOID7SJ5ZtfUgBmqL2k/hAXZxQfGIAyugDAC0IAWnACUBoB4Hbs+QAAtSvsA90NmgAQEYyIYsu+v5IAgWkfzAN6" +
    "UFoA/eQABADAFXAFfACQCGwQb1f9dn0LeACAiMrs/N1N5Jv329dQqgD/AAQA/9k=",
  samples:
    "CAAIqglKCesKhQsYC6MMIgyTDPANPg2ADbIN0Q3dDdYNvA2SDVEH/wiqCUwJ7wqLCyALqwwqDJwNAw1aDaAN1A31" +
    "DgMN/w3oDcQNjQf+CKgJSwnvCowLIQurDCsMnQ0ADVUNnQ3UDfgOCg4KDfgN0A2dCAAIowlECeEKeQsKC5IMDwx/" +
    "DOENNQ18DbIN1g3pDesN2w23DYcIAgibCTYJygpbCuYLaAvfDEoMqAz4DTsNbg2QDaINow2UDXMNRAgBCJIJIAms" +
    "CjMKtAstC5wMAAxVDJ4M2g0HDSMNMA0uDR0M+gzLB/8IhgkFCYYKAgp2CuILRgugC+sMKQxbDIAMlAyaDJMMfQxW" +
    "DCYH/Qh3COgJWgnHCiwKiAreCyoLaAuaC8EL2gvkC+EL0Qu1C4oLWAf8CGUIxwkoCYQJ1woiCmcKowrRCvQLDQsa" +
    "CxkLCwryCs4KoAptB/wIUwikCPMJPAl6CbEJ5goSCiwKPApECkIKMgoZCfkJ0gmgCWwH/ghACHoItwjuCRkJPAlZ" +
    "CW0JdAlxCWYJVAk8CRwI8QjBCJYIaA==",
};

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, "base64"));

function samplesOf({ samples }: { samples: string }): number[] {
  const bytes = Buffer.from(samples, "base64");
  return Array.from({ length: bytes.length / 2 }, (_, n) => bytes.readUInt16BE(2 * n));
}

describe("HTJ2K", () => {
  it.each([
    ["reversible", reversible],
    ["irreversible", irreversible],
  ])("gives what another release of OpenJPH gives: %s", async (_, fixture) => {
    const decode = await loadHtj2k("1.2.840.10008.1.2.4.201");
    const { pixels } = decode(bytesOf(fixture.codestream), format);
    expect(Array.from(pixels)).toEqual(samplesOf(fixture));
  });

  it("gives what OpenJPEG gives", async () => {
    const values = Array.from({ length: 64 * 48 }, (_, v) => (v * v) % 4096);
    const image = { columns: 64, rows: 48, precision: 12, samples: pixelBytes(values, 16) };
    const bytes = await encodeHtj2k(image);
    const { J2KDecoder } = await openjpeg({ print: () => {}, printErr: () => {} });
    const decoder = new J2KDecoder();
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decoder.decode();
    const theirs = new Uint16Array(new Uint8Array(decoder.getDecodedBuffer()).buffer);
    const ours = (await loadHtj2k("1.2.840.10008.1.2.4.201"))(bytes, {
      ...format,
      columns: 64,
      rows: 48,
    });
    expect(Array.from(theirs)).toEqual(values);
    expect(Array.from(ours.pixels)).toEqual(values);
  });

  it("is refused wherever it is cut off, which OpenJPH fills with zeros", async () => {
    const decode = await loadHtj2k("1.2.840.10008.1.2.4.201");
    const bytes = bytesOf(reversible.codestream);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decode(bytes.subarray(0, length), format)).toThrow("HTJ2K frame is damaged: ");
    }
    expect(decode(Uint8Array.from([...bytes, 0]), format).pixels).toHaveLength(19 * 11);
  });

  it("is refused for what OpenJPH only prints", async () => {
    // without the marker segment that says how it is coded (COD, FF52)
    const bytes = bytesOf(reversible.codestream);
    const at = bytes.findIndex((byte, n) => byte === 0xff && bytes[n + 1] === 0x52);
    bytes[at + 1] = 0x64; // a comment
    const decode = await loadHtj2k("1.2.840.10008.1.2.4.201");
    expect(() => decode(bytes, format)).toThrow(/^HTJ2K frame is damaged: .*ojph_/);
  });
});
