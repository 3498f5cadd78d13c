import { groupBy } from "../../base/group-by.ts";
import { counted, quoted, found as shown } from "../../messages/phrases.ts";
import { type FoundDicom, findDicom } from "./dicom-files.ts";
import { type FoundImage, imageOf, imagesIn, imageText, severalVolumes } from "./dicom-images.ts";
import type { DraftCase, ManifestDraft } from "./draft-case.ts";
import { regionWord } from "./region-word.ts";

/**
 * The cases in a folder of DICOM files: each region of each structure set and segmentation, with the image
 * series that it was made on.
 *
 * A mask goes with the series that it names, or, if it names none, with the only image in its frame of reference.
 * If no image fits, or several do, there is a note and no case.
 *
 * @throws VoxomicsError as `findDicom` does
 */
export async function draftFromDicom(folder: string): Promise<ManifestDraft> {
  const files = await findDicom(folder);
  const images = imagesIn(files);
  const { masks, copies } = masksIn(files.found);
  const used = new Set<FoundImage>();
  const cases: DraftCase[] = [];
  const notes: string[] = [];
  for (const mask of masks) {
    const image = imageOf(mask, images);
    if (typeof image === "string") {
      notes.push(`${mask.path}: not paired with an image: ${image}`);
      continue;
    }
    used.add(image);
    const problem = problemOf(image, mask);
    if (problem !== null) {
      notes.push(`${mask.path}: left out: ${problem}`);
      continue;
    }
    if (mask.regions.length === 0) notes.push(`${mask.path}: left out: it holds no region`);
    for (const region of mask.regions) {
      const what = `${mask.path}: region ${region.number} (${shown(region.name)})`;
      const word = regionWord(region, mask.regions);
      if (mask.empty.includes(region.number)) {
        notes.push(`${what} is left out: it has no closed contour`);
      } else if (word === null) {
        notes.push(`${what} is left out: neither its name nor its number is that of one region`);
      } else cases.push(caseOf(image, mask, region, word));
    }
  }
  const measured = new Set(cases.map(({ image }) => image));
  for (const image of used) {
    const several = measured.has(image.path) ? await severalVolumes(image) : null;
    if (several !== null) notes.push(several);
  }
  return {
    cases,
    notes: [
      ...notes,
      ...copies.map(({ path, of }) => `${path}: left out: it is a copy of ${of}`),
      ...images
        .filter((image) => !used.has(image))
        .map((image) => `${imageText(image)}: no mask was paired with it`),
      ...files.damaged.map(({ path, reason }) => `${path}: not read: ${reason}`),
      ...otherNotes(files),
    ],
  };
}

/** Why a manifest cannot name an image or a mask; null if it can. */
function problemOf(image: FoundImage, mask: FoundDicom): string | null {
  if ([image.path, mask.path].some((path) => path !== path.trimEnd())) {
    return "a path ends in a blank, which a manifest cannot hold";
  }
  if (!image.isBeside || image.uid !== null) return null;
  return `its image has no series UID, and lies among others: ${imageText(image)}`;
}

/** Structure sets and segmentations, each instance once. */
function masksIn(found: readonly FoundDicom[]) {
  const masks = found.filter(({ kind }) => kind === "structure set" || kind === "segmentation");
  const instances = [...groupBy(masks, ({ instance, path }) => instance ?? path).values()];
  return {
    masks: instances.map(([first]) => first),
    copies: instances.flatMap(([first, ...others]) =>
      others.map(({ path }) => ({ path, of: first.path })),
    ),
  };
}

function caseOf(
  image: FoundImage,
  mask: FoundDicom,
  { number, name }: FoundDicom["regions"][number],
  region: string,
): DraftCase {
  const patient = image.patient ?? mask.patient;
  const called = image.description ?? image.modality ?? "image";
  const label = mask.label ?? mask.description;
  return {
    parts: [patient ?? "no patient ID", called, name?.trim() || `region ${number}`],
    more: [image.studyDate, label, mask.studyDate],
    identity: JSON.stringify([image.uid ?? image.path, mask.instance ?? mask.path, number]),
    image: image.path,
    mask: mask.path,
    region,
    ...(image.isBeside && image.uid !== null ? { series: image.uid } : {}),
    carried: {
      patient,
      "study-date": image.studyDate,
      modality: image.modality,
      description: image.description,
      structures: label,
    },
  };
}

function otherNotes({
  found,
  others,
}: {
  readonly found: readonly FoundDicom[];
  readonly others: number;
}): readonly string[] {
  const unread = found.filter(({ kind }) => kind === "other");
  const modalities = [...new Set(unread.map(({ modality }) => modality ?? "no modality"))];
  return [
    ...(unread.length === 0
      ? []
      : [`${counted(unread.length, "file")} of DICOM without image and regions: ${modalities.map(quoted).join(", ")}`]), // biome-ignore format: one line
    ...(others === 0 ? [] : [`${counted(others, "file")} that ${others === 1 ? "is" : "are"} no DICOM`]), // biome-ignore format: one line
  ];
}
