import type { ReadOptions } from "../read-options.ts";
import type { Source } from "../source.ts";
import { parseHeaders } from "./dicom.ts";
import { planesOfVolume } from "./image-series.ts";
import { frameCount } from "./plane.ts";
import { chooseSeries } from "./series.ts";
import {
  instanceOf,
  isUid,
  type SourceInstance,
  type SourceStudy,
  studyOf,
} from "./source-study.ts";
import { stringOf } from "./values.ts";

/** An image instance that was measured. */
export interface SourceImage extends SourceInstance {
  /** Numbers of the frames that were measured, from 1; null for all. */
  readonly frames: readonly number[] | null;
}

/** The images that a volume was read from. */
export interface SourceImages extends SourceStudy {
  /** Series Instance UID. */
  readonly series: string;
  readonly modality: string | null;
  readonly frameOfReference: string | null;
  /** One an instance. */
  readonly images: readonly SourceImage[];
}

/** Which volume of the files is meant. */
export interface SourceChoice {
  /** Series Instance UID. */
  readonly series: string;
  /** Its number, where the series holds several. */
  readonly volume?: number | undefined;
  readonly flatMontage?: ReadOptions["flatMontage"] | undefined;
}

/**
 * What a document about an image refers to: the instances of its volume, patient and study. Pixels are not read.
 *
 * @throws VoxomicsError `invalid-file` for files without the UIDs that a reference needs, or of several
 *   patients or studies; `invalid-settings` if the series is not there
 */
export async function sourceImages(
  sources: readonly Source[],
  { series: uid, volume, flatMontage }: SourceChoice,
): Promise<SourceImages> {
  const images = (await parseHeaders(sources)).filter(({ kind }) => kind === "image");
  const series = chooseSeries(images, uid, "image series");
  const chosen = {
    ...(volume === undefined ? {} : { volume }),
    ...(flatMontage === undefined ? {} : { flatMontage }),
  };
  const planes = await planesOfVolume(series, chosen);
  const framesOf = new Map(series.files.map(({ dataSet }) => [dataSet, new Set<number>()]));
  for (const { dataSet, frame } of planes) framesOf.get(dataSet)?.add(frame + 1);
  const measured = series.files.filter(({ dataSet }) => (framesOf.get(dataSet)?.size ?? 0) > 0);
  const [{ dataSet }] = measured;
  const instances = measured.map((file) => {
    const frames = [...(framesOf.get(file.dataSet) ?? [])].sort((a, b) => a - b);
    const all = frames.length === frameCount(file.dataSet);
    return { ...instanceOf(file), frames: all ? null : frames };
  });
  const frame = stringOf(dataSet, "FrameOfReferenceUID");
  return {
    ...studyOf(measured),
    series: instances[0].series,
    modality: series.modality,
    frameOfReference: frame !== undefined && isUid(frame) ? frame : null,
    images: instances,
  };
}
