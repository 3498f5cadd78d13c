import { VoxomicsError } from "../../messages/errors.ts";
import { type ByteInput, type ByteReader, isBlob, openBytes } from "../byte-reader.ts";
import { wholeFile } from "../whole-file.ts";
import { type DicomDataSet, deflatedFrom, parseDicom, parseUpToPixels } from "./data-set.ts";
import { isDicom } from "./is-dicom.ts";

/** Bytes that are looked at first: most headers fit into them. */
const firstBytes = 2 ** 18;

/** Most bytes in which the pixels are looked for. Files whose pixels start later are read as a whole. */
const mostBytes = 2 ** 26;

/**
 * Finds the elements of a DICOM file up to its pixels. A compressed file, or one that is not in memory
 * yet, is only read up to there, as its pixels may take a gigabyte. A file without pixels, such as an
 * RTSTRUCT, is read as a whole.
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
    // the parser of the whole file throws the error that says what is wrong
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

/** The header, searched in twice as many bytes each time; null if the pixels do not start within 64 MiB. */
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

/** The header in the first bytes of a file; null where these end inside it, which looks like damage. */
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
