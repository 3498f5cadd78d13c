import { deflateRawSync } from "node:zlib";
import {
  encodeHtj2k,
  encodeJpeg,
  encodeJpeg2000,
  encodeJpegLs,
} from "../io/dicom/codecs/compiled-encoders.ts";
import { encodeJpegLossless } from "../io/dicom/codecs/jpeg-lossless-encoder.ts";
import { encodeRle } from "../io/dicom/codecs/rle-encoder.ts";
import { dicomFile, pixelBytes, sliceElements } from "../io/dicom/dicom-fixture.ts";

const [columns, rows] = [64, 32];
const values = Array.from({ length: columns * rows }, (_, v) => 100 + (v % columns)); // smooth: the encoder of JPEG needs images that get smaller
const image = { columns, rows, precision: 8, signed: false, samples: pixelBytes(values, 8) };

type Encode = () => Promise<Uint8Array> | Uint8Array;

/** Those that are WebAssembly, then those that voxomics decodes itself. */
const codecs: readonly (readonly [name: string, syntax: string, encode: Encode])[] = [
  ["JPEG", "1.2.840.10008.1.2.4.50", () => encodeJpeg(image)],
  ["JPEG-LS", "1.2.840.10008.1.2.4.80", () => encodeJpegLs(image)],
  ["JPEG 2000", "1.2.840.10008.1.2.4.90", () => encodeJpeg2000(image)],
  ["HTJ2K", "1.2.840.10008.1.2.4.201", () => encodeHtj2k(image)],
  ["RLE", "1.2.840.10008.1.2.5", () => encodeRle(image.samples, 1)],
  [
    "JPEG lossless",
    "1.2.840.10008.1.2.4.70",
    () => encodeJpegLossless({ ...image, samples: values }),
  ],
  ["deflated", "1.2.840.10008.1.2.8.1", () => deflateRawSync(image.samples)],
];

/** A DICOM file of each codec, as Base64, by the codec's name. */
export async function compressedFiles(): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const [name, syntax, encode] of codecs) {
    const elements = sliceElements(
      {
        ...{ size: [columns, rows], spacing: [1, 1], position: [0, 0, 0] },
        ...{ orientation: [1, 0, 0, 0, 1, 0], pixels: [] },
      },
      {
        ...{ BitsAllocated: 8, BitsStored: 8, HighBit: 7, PixelRepresentation: 0 },
        SliceThickness: "1",
        PixelData: { fragments: [await encode()] },
      },
    );
    files[name] = Buffer.from(dicomFile(elements, { syntax })).toString("base64");
  }
  return files;
}
