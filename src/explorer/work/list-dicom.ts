import { referencesOf } from "../../io/dicom/beside-regions.ts";
import { parseDicom } from "../../io/dicom/data-set.ts";
import type { DicomFile } from "../../io/dicom/dicom-file.ts";
import { parseHeader } from "../../io/dicom/parse-header.ts";
import { listSegments } from "../../io/dicom/segmentation.ts";
import { type DicomSeries, groupSeries, summaryOf } from "../../io/dicom/series.ts";
import { contoursOf, listStructures } from "../../io/dicom/structure-set.ts";
import { numberOf, stringOf } from "../../io/dicom/values.ts";
import { filesOf } from "../../io/files.ts";
import { labelMap } from "../../io/label-map.ts";
import { openFrom } from "../../io/read.ts";
import type { Source } from "../../io/source.ts";
import { wholeFile } from "../../io/whole-file.ts";
import { entryId } from "./entry-id.ts";
import { emptyListing, joinListings, type Listing, type Refusal } from "./listing.ts";
import type { OpenCase } from "./open-case.ts";
import { baseName, messageOf, refusal } from "./refusal.ts";
import { volumesOf } from "./volumes-of.ts";

/** The series of DICOM files: images, structure sets and segmentations. */
export async function listDicom(sources: readonly Source[], held: OpenCase): Promise<Listing> {
  const parsed = new Map<DicomFile, Source>();
  const refused: Refusal[] = [];
  for (const [n, source] of sources.entries()) {
    const where = sources.length === 1 ? "" : `file ${n + 1} of ${sources.length}`;
    try {
      parsed.set({ dataSet: await parseHeader(source.input), where }, source);
    } catch (error) {
      refused.push(refusal(source, messageOf(error)));
    }
  }
  let listing: Listing = { ...emptyListing, refused };
  for (const series of (await groupsOf(parsed)).flatMap(entriesOf)) {
    const own = series.files.flatMap((file) => parsed.get(file) ?? []);
    listing = joinListings(listing, await listSeries(series, own, held));
  }
  return listing;
}

/** What is listed of a series: its image, or each of its files of regions, such as the versions of a structure set. */
function entriesOf(series: DicomSeries): readonly DicomSeries[] {
  const { kind, files } = series;
  if (kind === "image" || kind === "other") return [series];
  return files.map((file) => ({ ...series, files: [file] }));
}

/** The series; files that repeat an image are compared with their pixels. */
async function groupsOf(parsed: Map<DicomFile, Source>): Promise<readonly DicomSeries[]> {
  const files = [...parsed.keys()];
  const instances = new Set(files.map(({ dataSet }) => stringOf(dataSet, "SOPInstanceUID")));
  if (instances.size === files.length) return groupSeries(files);
  const whole: DicomFile[] = [];
  for (const [{ where }, source] of [...parsed]) {
    const file = { dataSet: await parseDicom(await wholeFile(source.input)), where };
    parsed.set(file, source);
    whole.push(file);
  }
  return groupSeries(whole);
}

async function listSeries(
  series: DicomSeries,
  sources: readonly Source[],
  held: OpenCase,
): Promise<Listing> {
  const { kind, uid, modality } = series;
  const [{ dataSet }] = series.files;
  const [source] = sources;
  const files = filesOf(sources.map(({ name, input }) => ({ name: name ?? "", bytes: input })));
  const title = stringOf(dataSet, "SeriesDescription") ?? modality ?? kind;
  const open: OpenSeries = (options) => openFrom(files, options);
  if (kind === "other") {
    const message = `DICOM ${modality ?? "of no modality"}: it holds no image and no regions`;
    return { ...emptyListing, refused: [refusal(source, message)] };
  }
  const isImage = kind === "image";
  const name = isImage ? uid : (stringOf(dataSet, "SOPInstanceUID") ?? uid);
  const { id, suffix } = await entryId(held, `series:${kind}:${name}`, sources);
  if (isImage) {
    held.images.set(id, async (options) => (await open(options)).volume());
    const entry = { id, title, detail: `${detailOf(series, source)}${suffix}` };
    held.regionFiles.set(id, { open: async (options) => ({ read: (await open(options)).mask }) });
    held.labelMaps.set(id, async (volume) => ({
      ...{ ...entry, images: [] },
      ...(await labelsOf(open, volume)),
    }));
    return { ...emptyListing, images: [{ ...entry, modality }] };
  }
  try {
    const isSet = kind === "structure set";
    const regions = isSet ? listStructures(dataSet) : listSegments(dataSet);
    held.regionFiles.set(id, {
      open: async (options) => ({ read: (await open(options)).mask }),
      ...(isSet && { contours: async ({ number }) => contoursOf(dataSet, number) }),
    });
    const images = referencesOf(dataSet).series.map((image) => `series:image:${image}`);
    const detail = `DICOM ${isSet ? "RTSTRUCT" : "SEG"}, ${baseName(source)}${suffix}`;
    return { ...emptyListing, regionFiles: [{ id, title, detail, regions, images }] };
  } catch (error) {
    return { ...emptyListing, refused: [refusal(source, messageOf(error))] };
  }
}

/** The labels of a series of images, or of one of its volumes: a label map is such a series. */
async function labelsOf(open: OpenSeries, volume: number | undefined) {
  const contents = await open(volume === undefined ? {} : { volume });
  const read = await contents.volume();
  const volumes = volumesOf(read.description);
  return {
    regions: await labelMap(read.volume, read.description).regions(),
    ...(volumes.length > 1 && volume !== undefined && { volume, volumes }),
  };
}

type OpenSeries = (options: Parameters<typeof openFrom>[1]) => ReturnType<typeof openFrom>;

/** One line about a series of images. That of one file has its name, as many such series have the same modality. */
function detailOf(series: DicomSeries, source: Source): string {
  const { modality, files, size } = summaryOf(series);
  const frames = numberOf(series.files[0].dataSet, "NumberOfFrames") ?? 1;
  const frame = frames > 1 ? `${frames} frames, ` : "";
  const count = files === 1 ? `${frame}${baseName(source)}` : `${files} files`;
  const pixels = size === null ? "" : `, ${size[0]} × ${size[1]}`;
  return `DICOM ${modality ?? ""}${pixels}, ${count}`;
}
