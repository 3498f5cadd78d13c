import { afterEach, describe, expect, it, vi } from "vitest";
import { codecs } from "../../../../src/io/dicom/codecs/codecs.ts";
import type { DecodeFrame } from "../../../../src/io/dicom/codecs/codestream.ts";
import type { PixelFormat } from "../../../../src/io/dicom/pixel-format.ts";
import { pixelBytes } from "../dicom-fixture.ts";
import { encodeHtj2k, encodeJpeg, encodeJpeg2000, encodeJpegLs } from "./compiled-encoders.ts";
import { blocksOf, encodeJpegSequential } from "./jpeg-sequential-encoder.ts";

afterEach(() => vi.restoreAllMocks());

const [columns, rows] = [40, 32];

function formatOf(bits: number): PixelFormat {
  return {
    ...{ attribute: "PixelData", name: `uint${bits}`, columns, rows },
    ...{ bitsAllocated: bits, bitsStored: bits, shift: 0, signed: false, float: false },
  };
}

/** As in a page whose content security policy forbids WebAssembly. */
function forbidWasm() {
  const refuse = () => Promise.reject(new WebAssembly.CompileError("blocked by CSP"));
  vi.spyOn(WebAssembly, "compile").mockImplementation(refuse);
  return vi.spyOn(WebAssembly, "instantiate").mockImplementation(refuse);
}

const load = (syntax: string) => codecs.get(syntax)?.load(syntax) as Promise<DecodeFrame>;

const values = Array.from({ length: columns * rows }, (_, v) => (v * v * 31) % 4096);
const image = { columns, rows, precision: 16, samples: pixelBytes(values, 16) };
// smooth: the encoder of JPEG needs images that get smaller
const smoothValues = values.map((_, v) => 100 + (v % columns));
const smooth = { columns, rows, precision: 8, samples: pixelBytes(smoothValues, 8) };

describe.each([
  {
    name: "JPEG Baseline (Process 1)",
    syntax: "1.2.840.10008.1.2.4.50",
    encode: () => encodeJpeg(smooth),
    format: formatOf(8),
    exact: null,
  },
  {
    name: "JPEG-LS Lossless",
    syntax: "1.2.840.10008.1.2.4.80",
    encode: () => encodeJpegLs(image),
    format: formatOf(16),
    exact: values,
  },
  {
    name: "JPEG 2000 (Lossless Only)",
    syntax: "1.2.840.10008.1.2.4.90",
    encode: () => encodeJpeg2000(image),
    format: formatOf(16),
    exact: values,
  },
  {
    name: "JPEG 2000",
    syntax: "1.2.840.10008.1.2.4.91",
    encode: () => encodeJpeg2000(image, false),
    format: formatOf(16),
    exact: null,
  },
  {
    name: "High-Throughput JPEG 2000 (Lossless Only)",
    syntax: "1.2.840.10008.1.2.4.201",
    encode: () => encodeHtj2k(image),
    format: formatOf(16),
    exact: values,
  },
])("$name", ({ name, syntax, encode, format, exact }) => {
  it("is decoded by WebAssembly", async () => {
    const bytes = await encode();
    const instantiate = vi.spyOn(WebAssembly, "instantiate");
    const { pixels } = (await load(syntax))(bytes, format);
    expect(instantiate).toHaveBeenCalledTimes(1);
    expect(pixels).toHaveLength(columns * rows);
    if (exact !== null) expect([...pixels]).toEqual(exact);
  });

  it("is refused by its name where WebAssembly is forbidden, with what allows it", async () => {
    const bytes = await encode();
    const forbidden = forbidWasm();
    const decoding = (async () => (await load(syntax))(bytes, format))();
    await expect(decoding).rejects.toMatchObject({
      code: "unsupported-format",
      message:
        `pixel data are encoded as ${name} (${syntax}), whose decoder is WebAssembly, which cannot be ` +
        "started here; the content security policy of a page must allow it: script-src 'wasm-unsafe-eval' " +
        "(CompileError: blocked by CSP)",
      details: { found: syntax },
    });
    expect(forbidden).toHaveBeenCalled();
  });

  it("is decoded after a damaged frame", async () => {
    const bytes = await encode();
    const decode = await load(syntax);
    const sound = decode(bytes, format);
    expect(() => decode(bytes.slice(0, -200), format)).toThrow("frame is damaged");
    expect(decode(bytes, format)).toEqual(sound);
  });
});

it("frames of JPEG of 12 bits, which voxomics decodes, need no WebAssembly", async () => {
  const size = { columns, rows, precision: 12 };
  const bytes = encodeJpegSequential({ ...size, blocks: blocksOf(size, (x, y) => 40 * x + y) });
  const syntax = "1.2.840.10008.1.2.4.51";
  const allowed = (await load(syntax))(bytes, formatOf(16));
  forbidWasm();
  const { pixels } = (await load(syntax))(bytes, formatOf(16));
  expect(pixels).toEqual(allowed.pixels);
  expect(Math.abs(pixels[41] - 41)).toBeLessThanOrEqual(2);
});
