import charls from "@cornerstonejs/codec-charls";
import libjpegTurbo from "@cornerstonejs/codec-libjpeg-turbo-8bit";
import openjpeg from "@cornerstonejs/codec-openjpeg";
import openjph from "@cornerstonejs/codec-openjph";

// The libraries' own encoders, so that frames do not come from our code.

export interface EncodedImage {
  readonly columns: number;
  readonly rows: number;
  /** Bits of a sample. */
  readonly precision: number;
  /** Whether samples are signed in the stream itself; only JPEG 2000 has that. */
  readonly signed?: boolean;
  readonly components?: number;
  /** Little-endian samples, in two bytes if they have more than 8 bits. */
  readonly samples: Uint8Array;
}

/** A codec keeps its state in the options that it is made with. */
const silent = () => ({ print: () => {}, printErr: () => {} });

function frameInfo({ columns, rows, precision, signed = false, components = 1 }: EncodedImage) {
  return {
    ...{ width: columns, height: rows, bitsPerSample: precision },
    ...{ componentCount: components, isSigned: signed },
  };
}

/** JPEG-LS; samples may be off by `near`. */
export async function encodeJpegLs(image: EncodedImage, near = 0): Promise<Uint8Array> {
  const { JpegLSEncoder } = await charls(silent());
  const encoder = new JpegLSEncoder();
  encoder.getDecodedBuffer(frameInfo(image)).set(image.samples);
  encoder.setNearLossless(near);
  encoder.encode();
  return encoder.getEncodedBuffer().slice();
}

/** JPEG 2000, reversible or not. */
export async function encodeJpeg2000(image: EncodedImage, reversible = true): Promise<Uint8Array> {
  if (image.signed && image.precision <= 8) return encodeSignedBytes(image, reversible);
  const { J2KEncoder } = await openjpeg(silent());
  const encoder = new J2KEncoder();
  encoder.getDecodedBuffer(frameInfo(image)).set(image.samples);
  encoder.setDecompositions(2);
  encoder.setQuality(reversible, reversible ? 0 : 1);
  encoder.encode();
  return encoder.getEncodedBuffer().slice();
}

/**
 * The encoder takes bytes for unsigned. Signed samples are coded as unsigned ones that are half their
 * range larger are (ITU-T T.800, G.1); byte 42 of the stream says which they are.
 */
async function encodeSignedBytes(image: EncodedImage, reversible: boolean): Promise<Uint8Array> {
  const samples = image.samples.map((byte) => byte ^ (1 << (image.precision - 1)));
  const bytes = await encodeJpeg2000({ ...image, signed: false, samples }, reversible);
  bytes[42] |= 0x80;
  return bytes;
}

export interface Htj2kOptions {
  readonly reversible?: boolean;
  /** As DICOM wants it of 1.2.840.10008.1.2.4.202: by resolution first, with lengths of tile-parts ahead. */
  readonly byResolution?: boolean;
}

/** High-throughput JPEG 2000, reversible or not. */
export async function encodeHtj2k(
  image: EncodedImage,
  { reversible = true, byResolution = false }: Htj2kOptions = {},
): Promise<Uint8Array> {
  const { HTJ2KEncoder } = await openjph(silent());
  const encoder = new HTJ2KEncoder();
  const info = { ...frameInfo(image), isUsingColorTransform: false };
  encoder.getDecodedBuffer(info).set(image.samples);
  encoder.setDecompositions(2);
  encoder.setQuality(reversible, reversible ? 0 : 0.0005);
  if (byResolution) {
    encoder.setProgressionOrder(2);
    encoder.setTLMMarker(true);
    encoder.setTilePartDivisionsAtResolutions(true);
  }
  encoder.encode();
  return encoder.getEncodedBuffer().slice();
}

/** Lossy JPEG of 8 bits, of the highest quality. */
export async function encodeJpeg(image: EncodedImage): Promise<Uint8Array> {
  const { JPEGEncoder } = await libjpegTurbo(silent());
  const encoder = new JPEGEncoder();
  encoder.getDecodedBuffer(frameInfo(image)).set(image.samples);
  encoder.setQuality(100);
  encoder.setProgressive(false);
  encoder.setSubSampling(0);
  encoder.encode();
  return encoder.getEncodedBuffer().slice();
}
