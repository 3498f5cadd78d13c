import { VoxomicsError } from "../messages/errors.ts";
import { quoted } from "../messages/phrases.ts";
import { type ByteReader, openBytes } from "./byte-reader.ts";
import type { Contents } from "./contents.ts";
import type { DicomDescription, DicomOverview } from "./dicom/dicom.ts";
import { isDicom } from "./dicom/is-dicom.ts";
import type { Files } from "./files.ts";
import { isMetaImage } from "./metaimage/header.ts";
import {
  describeMetaImage,
  type MetaImageDescription,
  readMetaImageFrom,
} from "./metaimage/metaimage.ts";
import { isMgh } from "./mgh/header.ts";
import { describeMgh, type MghDescription, readMghFrom } from "./mgh/mgh.ts";
import { namingFile } from "./name-file.ts";
import { isNifti } from "./nifti/header.ts";
import { describeNiftiFrom, type NiftiDescription, readNiftiFrom } from "./nifti/nifti.ts";
import { isNrrd } from "./nrrd/header.ts";
import { describeNrrd, type NrrdDescription, readNrrdFrom } from "./nrrd/nrrd.ts";
import { isPng } from "./png/chunks.ts";
import type { PngDescription } from "./png/png.ts";
import type { ReadOptions } from "./read-options.ts";
import type { Beside, Source } from "./source.ts";
import type { TiffDescription } from "./tiff/tiff.ts";
import { isTiff } from "./tiff/tiff-file.ts";

/** What files say about the volume that was read from them. `format` tells which record it is. */
export type FileDescription = SingleFileDescription | DicomDescription;

/** What a file says of a format whose images are one file each, perhaps with files that it names. */
export type SingleFileDescription =
  | NiftiDescription
  | NrrdDescription
  | MetaImageDescription
  | MghDescription
  | PngDescription
  | TiffDescription;

/** What files say about all that they hold. `format` tells which record it is. */
export type FileOverview = SingleFileDescription | DicomOverview;

/** A file format: how its files are recognised, opened and described. */
export interface Format {
  readonly name: string;
  /** Whether the first bytes (out of gzip) are of this format. */
  readonly matches: (head: Uint8Array) => boolean;
  /** The options that this format takes and others do not. */
  readonly options: readonly (keyof ReadOptions)[];
  /**
   * Whether its files are pictures, such as previews, which are left out where they lie beside files of other
   * formats.
   */
  readonly isPicture: boolean;
  readonly open: (files: Files, options: ReadOptions) => Promise<Contents<FileDescription>>;
  readonly describe: (files: Files, options: ReadOptions) => Promise<FileOverview>;
}

const dicom: Format = {
  name: "DICOM",
  matches: isDicom,
  options: ["series", "suv"],
  isPicture: false,
  open: async ({ sources }, options) => (await loadDicom()).openDicom(sources, options),
  describe: async ({ sources }, options) => (await loadDicom()).describeDicom(sources, options),
};

/** The reader of DICOM with its parser, loaded only for files that are DICOM. */
const loadDicom = () => import("./dicom/dicom.ts");

/** The readers of pictures, loaded only for files that are some. */
const loadPng = () => import("./png/png.ts");
const loadTiff = () => import("./tiff/tiff.ts");

/** The formats that are read, in the order they are tried. */
export const formats: readonly Format[] = [
  singleFile("NIfTI (.nii, .nii.gz, .hdr with .img)", isNifti, readNiftiFrom, describeNiftiFrom),
  singleFile("NRRD (.nrrd, .nhdr)", isNrrd, readNrrdFrom, describeNrrd),
  singleFile(
    "MetaImage (.mha, .mhd with its data)",
    isMetaImage,
    readMetaImageFrom,
    describeMetaImage,
  ),
  dicom,
  singleFile("MGH (.mgh, .mgz)", isMgh, readMghFrom, describeMgh),
  {
    ...singleFile(
      "PNG (.png)",
      isPng,
      async (bytes, beside, options) => (await loadPng()).readPngFrom(bytes, beside, options),
      async (bytes) => (await loadPng()).describePng(bytes),
    ),
    isPicture: true,
  },
  {
    ...singleFile(
      "TIFF (.tif, .tiff)",
      isTiff,
      async (bytes, beside, options) => (await loadTiff()).readTiffFrom(bytes, beside, options),
      async (bytes) => (await loadTiff()).describeTiff(bytes),
    ),
    isPicture: true,
  },
];

/** 348 bytes decide every format: the magic of NIfTI-1, the last to be looked at, is at bytes 344 to 347. */
export const headLength = 348;

/** A format whose images are one file each, perhaps with files that it names. */
function singleFile(
  name: string,
  matches: Format["matches"],
  open: (
    bytes: ByteReader,
    beside: Beside,
    options: ReadOptions,
    name: string | null,
  ) => Promise<Contents<FileDescription>>,
  describe: (bytes: ByteReader, options: ReadOptions) => Promise<FileOverview>,
): Format {
  const reading = async <T>({ sources }: Files, work: (bytes: ByteReader) => Promise<T>) => {
    if (sources.length > 1) throw several(`${sources.length} files of ${name}`, sources);
    const bytes = await openBytes(sources[0].input);
    try {
      return await work(bytes);
    } finally {
      await bytes.close();
    }
  };
  return {
    name,
    matches,
    options: [],
    isPicture: false,
    open: (files, options) =>
      reading(files, (bytes) => {
        const [source] = files.sources;
        return open(bytes, files.beside(source), options, source.name);
      }),
    describe: (files, options) => reading(files, (bytes) => describe(bytes, options)),
  };
}

/**
 * The format of an input, and the files that have it; files that no reader knows are left out.
 *
 * @param options `series`: DICOM is meant, whatever other formats are among the files
 * @throws VoxomicsError `unsupported-format` if no file is of a known format, or files are of several
 */
export async function identify(
  files: Files,
  { series }: Pick<ReadOptions, "series"> = {},
): Promise<{ format: Format; files: Files }> {
  const { sources } = files;
  if (sources.length === 1) {
    const [{ name, input }] = sources;
    const format = await namingFile(name, async () => {
      const { head, gzip } = await headOf(input);
      const known = formatOf(head);
      if (known === undefined) throw unknownFormat(head, gzip, name);
      return known;
    });
    return { format, files };
  }
  const found = new Map<Format, Source[]>();
  for (const source of sources) {
    // of several files, one that cannot be read is left out, as one of an unknown format is
    const head = await headOf(source.input).catch(() => null);
    const format = head === null ? undefined : formatOf(head.head);
    if (format !== undefined) found.set(format, [...(found.get(format) ?? []), source]);
  }
  // only DICOM files have series
  const isAsked = series !== undefined && found.has(dicom);
  const volumes = isAsked
    ? [[dicom, found.get(dicom) ?? []] as const]
    : withoutPictures([...found]);
  const [first, second] = volumes;
  if (first === undefined) {
    throw new VoxomicsError(
      "unsupported-format",
      `no reader knows any of these ${sources.length} files${examples(sources)}: expected ${listFormats()}`,
      { found: sources.length },
    );
  }
  if (second !== undefined) {
    const kinds = volumes.map(([{ name }, of]) => `${of.length} of ${name}${examples(of)}`);
    throw several(`files of several formats: ${kinds.join(" and ")}`, []);
  }
  const [format, own] = first;
  if (format.isPicture && own.length > 1) {
    const instead = ": slices are read as the pages of one TIFF file";
    throw several(`${own.length} files of ${format.name}`, own, instead);
  }
  return { format, files: { ...files, sources: own } };
}

/** Formats with what belongs to them, without pictures that lie beside files of other formats. */
export function withoutPictures<T>(
  found: readonly (readonly [Format, T])[],
): readonly (readonly [Format, T])[] {
  const others = found.filter(([{ isPicture }]) => !isPicture);
  return others.length === 0 ? found : others;
}

/** The format of a file, by its first `headLength` bytes out of gzip. */
export function formatOf(head: Uint8Array): Format | undefined {
  return formats.find(({ matches }) => matches(head));
}

async function headOf(input: Source["input"]) {
  const bytes = await openBytes(input);
  try {
    return { head: await bytes.peek(headLength), gzip: bytes.gzip };
  } finally {
    await bytes.close();
  }
}

/** @param instead what can be done, at the end of the message */
function several(found: string, sources: readonly Source[], instead = ""): VoxomicsError {
  return new VoxomicsError(
    "unsupported-format",
    `found ${found}${examples(sources)}, expected the files of one volume${instead}`,
    { found: sources.length },
  );
}

/** The names of some files, without their folders: ` ("a.nii", "b.nii", …)`. */
function examples(sources: readonly Source[]): string {
  const names = sources.flatMap(({ name }) => name?.split(/[\\/]/).at(-1) ?? []).map(quoted);
  if (names.length === 0) return "";
  return ` (${names.slice(0, 3).join(", ")}${names.length > 3 ? ", …" : ""})`;
}

function unknownFormat(head: Uint8Array, gzip: boolean, name: string | null): VoxomicsError {
  const start = head.subarray(0, 8);
  const isData = /\.(img|z?raw)(\.gz)?$/i.test(name ?? "");
  const hex = Array.from(start, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  const text = String.fromCharCode(...start).replace(/[^ -~]/g, ".");
  return new VoxomicsError(
    "unsupported-format",
    `no reader knows this file: ${gzip ? "out of gzip " : ""}it starts with ${hex} ("${text}"), ` +
      `expected ${listFormats()}${isData ? "; of a header and its data, give the header" : ""}`,
    { start: Array.from(start) },
  );
}

function listFormats(): string {
  return formats.map(({ name }) => name).join(", ");
}
