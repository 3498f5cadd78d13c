import { afterEach, describe, expect, it, vi } from "vitest";
import { loadJpeg2000 } from "../../../../src/io/dicom/codecs/jpeg-2000.ts";
import { loadJpegLs } from "../../../../src/io/dicom/codecs/jpeg-ls.ts";
import type { PixelFormat } from "../../../../src/io/dicom/pixel-format.ts";
import { pixelBytes } from "../dicom-fixture.ts";
import { encodeJpeg2000, encodeJpegLs } from "./compiled-encoders.ts";

afterEach(() => vi.restoreAllMocks());

const [columns, rows] = [40, 30];
const values = Array.from({ length: columns * rows }, (_, v) => (v * v * 31) % 4096);
const image = { columns, rows, precision: 16, samples: pixelBytes(values, 16) };
const format: PixelFormat = {
  ...{ attribute: "PixelData", name: "uint16", columns, rows },
  ...{ bitsAllocated: 16, bitsStored: 16, shift: 0, signed: false, float: false },
};

/** As a page whose content security policy forbids WebAssembly. */
function forbidWasm() {
  const refuse = () => Promise.reject(new WebAssembly.CompileError("blocked by CSP"));
  vi.spyOn(WebAssembly, "compile").mockImplementation(refuse);
  return vi.spyOn(WebAssembly, "instantiate").mockImplementation(refuse);
}

describe.each([
  { name: "JPEG 2000", load: loadJpeg2000, encode: () => encodeJpeg2000(image), exact: true },
  {
    name: "JPEG 2000, irreversible",
    load: loadJpeg2000,
    encode: () => encodeJpeg2000(image, false),
    exact: false,
  },
  { name: "JPEG-LS", load: loadJpegLs, encode: () => encodeJpegLs(image), exact: true },
])("$name", ({ load, encode, exact }) => {
  it("is decoded the same without WebAssembly", async () => {
    const bytes = await encode();
    const instantiate = vi.spyOn(WebAssembly, "instantiate");
    const fast = (await load())(bytes, format);
    expect(instantiate).toHaveBeenCalledTimes(1);
    vi.restoreAllMocks();
    const forbidden = forbidWasm();
    const plain = (await load())(bytes, format);
    expect(forbidden).toHaveBeenCalled();
    expect(plain).toEqual(fast);
    if (exact) expect([...fast.pixels]).toEqual(values);
  });

  it("is refused with the same message without WebAssembly", async () => {
    const cut = (await encode()).slice(0, -200);
    const decodeFast = await load();
    forbidWasm();
    const decodePlain = await load();
    const messageOf = (decode: typeof decodeFast) => {
      try {
        return decode(cut, format).pixels.join();
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(messageOf(decodeFast)).toMatch(/^JPEG.* frame is damaged: /);
    expect(messageOf(decodePlain)).toBe(messageOf(decodeFast));
  });

  it("is decoded after a damaged frame", async () => {
    const bytes = await encode();
    const decode = await load();
    const sound = decode(bytes, format);
    expect(() => decode(bytes.slice(0, -200), format)).toThrow("frame is damaged");
    expect(decode(bytes, format)).toEqual(sound);
  });
});
