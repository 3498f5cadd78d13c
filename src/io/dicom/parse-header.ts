import { VoxomicsError } from "../../messages/errors.ts";
import { type ByteInput, type ByteReader, isBlob, openBytes } from "../byte-reader.ts";
import { wholeFile } from "../whole-file.ts";
import { type DicomDataSet, deflatedFrom, parseDicom, parseUpToPixels } from "./data-set.ts";
import { isDicom } from "./is-dicom.ts";

/** Most headers fit into this many bytes. */
const firstBytes = 2 ** 18;

/** A file whose pixels start behind this is read as a whole, as an RTSTRUCT is that has none. */
const mostBytes = 2 ** 26;

/**
 * Finds the elements of a DICOM file up to its pixels. What is compressed as a whole, or not in memory yet,
 * is taken only as far as that: a few megabytes of it can hold a gigabyte of pixels.
 *
 * @throws VoxomicsError as `parseDicom`
 */
export async function parseHeader(input: ByteInput): Promise<DicomDataSet> {
  const bytes = await openBytes(input);
  try {
    const head = await bytes.peek(firstBytes);
    const start = isDicom(head) ? deflatedFrom(head) : null;
    const header =
      start !== null
        ? await deflatedHeader(bytes, head, start)
        : bytes.gzip || isBlob(input)
          ? await findHeader(bytes, parseUpToPixels)
          : null;
    if (header !== null) return header;
  } catch (error) {
    // what is wrong is said by the parser of the whole file
    if (!(error instanceof VoxomicsError)) throw error;
  } finally {
    await bytes.close();
  }
  return parseDicom(await wholeFile(input));
}

async function deflatedHeader(
  bytes: ByteReader,
  head: Uint8Array,
  start: number,
): Promise<DicomDataSet | null> {
  await bytes.skipTo(start);
  const inflated = bytes.inflateRest("deflate-raw");
  try {
    return await findHeader(inflated, (part) => parseUpToPixels(head, part));
  } finally {
    await inflated.close();
  }
}

/** The header in ever more of the bytes; null if the pixels do not start within 64 MiB. */
async function findHeader(
  bytes: ByteReader,
  parsed: (start: Uint8Array) => DicomDataSet | null,
): Promise<DicomDataSet | null> {
  for (let wanted = firstBytes; wanted <= mostBytes; wanted *= 2) {
    const start = await bytes.peek(wanted);
    const header = headerIn(start, parsed);
    if (header !== null || start.length < wanted) return header;
  }
  return null;
}

/** null where the bytes end inside the header, which looks like damage. */
function headerIn(
  start: Uint8Array,
  parsed: (start: Uint8Array) => DicomDataSet | null,
): DicomDataSet | null {
  try {
    return parsed(start);
  } catch (error) {
    if (error instanceof VoxomicsError) return null;
    throw error;
  }
}
