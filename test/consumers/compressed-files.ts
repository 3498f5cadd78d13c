import {
  encodeHtj2k,
  encodeJpeg,
  encodeJpeg2000,
  encodeJpegLs,
} from "../io/dicom/codecs/compiled-encoders.ts";
import { dicomFile, pixelBytes, sliceElements } from "../io/dicom/dicom-fixture.ts";

const [columns, rows] = [64, 32];
const values = Array.from({ length: columns * rows }, (_, v) => 100 + (v % columns)); // smooth: the encoder of JPEG needs images that get smaller
const image = { columns, rows, precision: 8, signed: false, samples: pixelBytes(values, 8) };

const codecs = [
  ["JPEG", "1.2.840.10008.1.2.4.50", encodeJpeg],
  ["JPEG-LS", "1.2.840.10008.1.2.4.80", encodeJpegLs],
  ["JPEG 2000", "1.2.840.10008.1.2.4.90", encodeJpeg2000],
  ["HTJ2K", "1.2.840.10008.1.2.4.201", encodeHtj2k],
] as const;

/** A DICOM file of each compiled codec, as Base64, by the codec's name. */
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
        PixelData: { fragments: [await encode(image)] },
      },
    );
    files[name] = Buffer.from(dicomFile(elements, { syntax })).toString("base64");
  }
  return files;
}
