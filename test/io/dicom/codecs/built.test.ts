import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Folder, folderWithPackage } from "../../../built-package.ts";
import { dicomFile, pixelBytes, sliceElements } from "../dicom-fixture.ts";
import { encodeHtj2k, encodeJpeg2000, encodeJpegLs } from "./compiled-encoders.ts";

const [columns, rows] = [19, 11];
const values = Array.from({ length: columns * rows }, (_, v) => (v * 7) % 200);
const image = { columns, rows, precision: 8, signed: false, samples: pixelBytes(values, 8) };

// they are changed on their way into the package
describe("codecs of the built package", () => {
  let folder: Folder;
  beforeAll(async () => {
    folder = await folderWithPackage();
  });
  afterAll(() => folder?.remove());

  it.each([
    ["JPEG-LS", "1.2.840.10008.1.2.4.80", encodeJpegLs],
    ["JPEG 2000", "1.2.840.10008.1.2.4.90", encodeJpeg2000],
    ["HTJ2K, without its file of WebAssembly", "1.2.840.10008.1.2.4.201", encodeHtj2k],
  ] as const)("decode %s as a module and in CommonJS", async (_, syntax, encode) => {
    const slice = { size: [columns, rows], spacing: [1, 1], position: [0, 0, 0] } as const;
    const elements = sliceElements(
      { ...slice, orientation: [1, 0, 0, 0, 1, 0], pixels: [] },
      {
        ...{ BitsAllocated: 8, BitsStored: 8, HighBit: 7, PixelRepresentation: 0 },
        SliceThickness: "1",
        PixelData: { fragments: [await encode(image)] },
      },
    );
    const file = dicomFile(elements, { syntax });
    const dist = join(folder.path, "node_modules/voxomics/dist");
    const path = join(dist, "io.js");
    const esm = await import(/* @vite-ignore */ pathToFileURL(path).href);
    const cjs = createRequire(import.meta.url)(join(dist, "io.cjs"));
    for (const { read } of [esm, cjs]) {
      const { data } = await read(file);
      expect(Array.from(data)).toEqual(values);
    }
  });
});
