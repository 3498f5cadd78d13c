import { VoxomicsError } from "../../messages/errors.ts";
import { type Note, noteOf } from "../../messages/note.ts";
import { cross, dot, mapVec3, toVec3 } from "../../volume/vec3.ts";
import type { Vec3 } from "../../volume/volume.ts";
import { invalidFile } from "../invalid-file.ts";
import { nameOf } from "./attributes.ts";
import { type CsaHeader, csaBytes, protocolStep, readCsaHeader } from "./csa-header.ts";
import type { DicomDataSet } from "./data-set.ts";
import type { Placement } from "./placement.ts";
import { slicesTouch } from "./slice-step.ts";
import { has, numberOf, numbersOf, privateAttribute, stringOf, stringsOf } from "./values.ts";

/** Slices as tiles of one frame, row by row from its first pixel. */
export interface Mosaic {
  readonly tiles: number;
  /** Tiles in a row of the frame, and as many in a column. */
  readonly side: number;
  /** From slice to slice (LPS, mm). */
  readonly step: Vec3;
  /** Centre of the first pixel of the first tile (LPS, mm). */
  readonly position: Vec3;
  readonly notes: readonly Note[];
}

/**
 * How the tiles of a Siemens mosaic lie in the patient; undefined for a frame that is no montage.
 *
 * Image Position is the corner of a frame as large as the mosaic, whose centre is that of the first slice.
 * SliceNormalVector of the private header gives the direction from slice to slice.
 *
 * @param placement position, axes and spacing that the data set states for the whole frame
 * @param size columns and rows of the whole frame
 * @throws VoxomicsError `unsupported-format` for a montage whose tiles do not say where they lie,
 *   `invalid-file` for one that contradicts itself.
 */
export function mosaicOf(
  dataSet: DicomDataSet,
  { position, axes, spacing }: Placement,
  size: readonly [number, number],
): Mosaic | undefined {
  const header = mosaicHeader(dataSet);
  const tiles = Number(header?.get("NumberOfImagesInMosaic")?.[0] ?? 0);
  const normal = header?.get("SliceNormalVector")?.map(Number) ?? [];
  const isSound = Number.isInteger(tiles) && tiles > 0 && normal.length === 3;
  if (!isSound) {
    refuseMontage(dataSet);
    return undefined;
  }
  const side = Math.ceil(Math.sqrt(tiles));
  const [columns, rows] = size.map((count) => count / side);
  if (!Number.isInteger(columns) || !Number.isInteger(rows)) {
    throw contradiction(
      `mosaic of ${tiles} tiles has ${size.join(" x ")} pixels, expected multiples of ${side}`,
      { tiles, size },
    );
  }
  const across = cross(...axes);
  const cosine = dot(across, toVec3(normal));
  if (!(Math.abs(cosine) > 0.99)) {
    throw contradiction(
      `SliceNormalVector of a mosaic is ${normal.join(", ")}, expected the normal ${across.join(", ")} of ` +
        `${nameOf("ImageOrientationPatient")} or its opposite`,
      { normal, across },
    );
  }
  const { step, notes } = stepOf(dataSet, across);
  const shift = [
    (spacing[0] * (size[0] - columns)) / 2,
    (spacing[1] * (size[1] - rows)) / 2,
  ] as const;
  return {
    tiles,
    side,
    step: mapVec3(across, (n) => n * Math.sign(cosine) * step),
    position: mapVec3(position, (p, a) => p + shift[0] * axes[0][a] + shift[1] * axes[1][a]),
    notes,
  };
}

/** The private header of a Siemens image; null without one. Only MR images are mosaics. */
function mosaicHeader(dataSet: DicomDataSet): CsaHeader | null {
  const bytes = stringOf(dataSet, "Modality") === "MR" ? csaBytes(dataSet, "10") : undefined;
  return bytes === undefined ? null : readCsaHeader(bytes);
}

function stepOf(dataSet: DicomDataSet, normal: Vec3) {
  const stated = Math.abs(numberOf(dataSet, "SpacingBetweenSlices") ?? 0);
  if (stated > 0) return { step: stated, notes: [] };
  const protocol = csaBytes(dataSet, "20");
  const step = protocol && protocolStep(protocol, normal);
  return step === undefined ? slicesTouch(dataSet) : { step, notes: [] };
}

/** Throws for a frame that is a montage by its tags, as nothing says how its tiles lie. */
function refuseMontage(dataSet: DicomDataSet): void {
  const found = montageSigns(dataSet);
  if (found === undefined) return;
  throw new VoxomicsError(
    "unsupported-format",
    `image is a montage of slices: ${found}, expected a Siemens header (0029,1010) with ` +
      "NumberOfImagesInMosaic and SliceNormalVector",
    { advice: flatAdvice },
  );
}

/** The tag by which a frame is a montage, in words; undefined for a frame that is none. */
function montageSigns(dataSet: DicomDataSet): string | undefined {
  const type = stringsOf(dataSet, "ImageType");
  if (type.some((value) => /MOSAIC|MONTAGE/i.test(value))) {
    return `${nameOf("ImageType")} is ${type.join("\\")}`;
  }
  if (stringOf(dataSet, "Modality") !== "MR") return undefined;
  const grid = privateAttribute(dataSet, "Image Private Header", "0065", "50", "DS");
  const images = grid === undefined ? 0 : (numbersOf(dataSet, grid)[0] ?? 0);
  if (grid !== undefined && images > 1) {
    return `UIH puts ${images} slices into a grid (${nameOf(grid)})`;
  }
  const frames = privateAttribute(dataSet, "Image Private Header", "0065", "51", "SQ");
  if (frames !== undefined && has(dataSet, frames)) {
    return `UIH puts its slices into a grid (${nameOf(frames)})`;
  }
  return undefined;
}

const flatAdvice = [{ option: "flatMontage", value: null, does: "reads it as one flat slice" }];

function contradiction(message: string, details: Record<string, unknown>): VoxomicsError {
  return invalidFile(message, { ...details, advice: flatAdvice });
}

/** The note that a montage is read as one slice. */
export function flatMontageNotes(dataSet: DicomDataSet): readonly Note[] {
  const tiles = Number(mosaicHeader(dataSet)?.get("NumberOfImagesInMosaic")?.[0] ?? 0);
  const found = tiles > 0 ? `it is a mosaic of ${tiles} tiles` : montageSigns(dataSet);
  if (found === undefined) return [];
  return [noteOf("montage-flat", `a montage of slices was read as one flat slice: ${found}`)];
}
