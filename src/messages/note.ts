/** What each note means, by the code that programs can branch on. docs/formats.md lists them. */
export const noteMeanings = {
  "geometry-assumed": "a file states no orientation, and a convention places the voxels",
  "scale-assumed":
    "a scale that only some programs mean as one was applied to the values, or was left out",
  "bytes-left-out": "a file holds more bytes than its voxels need, which were not read",
  "montage-flat": "a montage of slices was read as one slice, as `flatMontage` asks for",
  "planar-image": "an image that has no position in the patient was put at the origin",
  "slices-touch": "the distance between slices was taken from their thickness",
  "thickness-assumed":
    "a single slice that states no thickness was given one: features that need it have no value, and responses of 3D filters depend on it",
  "detectors-differ":
    "detectors of a nuclear medicine image state different positions, and that of the first was taken",
  "frames-mixed": "slices of several frames of reference were taken to lie in one",
  "slices-uneven": "slices do not lie at even distances, which `sliceTolerance` allows",
  "regions-taken":
    "DICOM files given as the mask hold regions, and images too that may be label maps: the regions were taken",
  "files-repeated": "several files hold the same image, which was read once",
  "region-cut":
    "a part of the region lies outside the image, or was left out: contours without area, slices without contour",
  "undersampled-filter": "a filter has finer detail than the grid that it acts on can hold",
  "crossing-contours": "contours of a region cross in a plane",
  "blank-planes": "contours of a plane select no voxel",
  "other-frame": "a mask of another frame of reference was taken as if it lay in the image's",
  "other-series": "a mask refers to another series than the image's",
  "empty-shard": "no case of a manifest belongs to the shard that was measured",
  "rows-left-out": "shards have rows of no case of the manifest",
  "journal-damaged": "lines of a cohort's journal are not what was written",
  "journal-older": "lines of a cohort's journal have no checksum",
  "other-engine": "rows of a cohort were measured by different JavaScript engines",
  "queue-waiting":
    "a queue has no worker for a cohort, or its Redis does not answer: the run waits",
  "queue-resumed": "the Redis of a queue answers again",
  "queue-unsafe": "the Redis of a queue drops keys when its memory is full",
  "worker-unfit":
    "a worker of a queue cannot measure the cases of a cohort: it has another version or engine, or may not read their files",
  "mask-resampled": "the mask was resampled to the image's grid",
  "mask-reordered": "the mask holds the image's voxels in another order",
  "mask-unplaced": "image and mask have their positions by different conventions",
  "transform-unusable": "the sform of a header is no transform, and the qform places the voxels",
  "elongated-voxels": "3D texture on voxels more than 1.5 times as long as wide",
  "region-at-edge":
    "the image ends where a ring or a grown region goes on, or where a region that is shrunk, or whose rim is taken, touches its edge",
  "label-absent":
    "a mask has none of a label that `mask.labels` or `mask.within` asks for, among others",
  "slice-chosen":
    "a region has several slices, and planar morphology was measured in one of them, or in none if settings ask for regions of one slice",
  "much-left-out": "re-segmentation left out more than a fifth of the region",
  normalised: "intensities were normalised, and units of intensity are normalised ones",
  "one-grey-level":
    "all voxels of the region have one grey level, in the image or in a response map",
  "image-is-mask": "an image is its own mask",
  "option-unused":
    "an option was given that does not apply to files of this format, or whose value the files state themselves",
  "dose-unit": "dose-volume features were measured on a DICOM image that is not in Gy",
  "preset-unit": "the preset for SUV was used on a PET in another unit",
  "preset-modality": "a preset for CT, MR or PET was used on a DICOM image of another modality",
  "non-finite-excluded":
    "voxels that are NaN or infinite, or responses whose kernel meets one, were left out of the region, by `nonFinite` or a re-segmentation range",
  "setting-ignored": "a key of a PyRadiomics parameter file has no effect",
  "channel-assumed":
    "a mask holds several channels, and the first was taken, as PyRadiomics does without `label_channel`",
  "labels-cut":
    "values of a mask that are no whole numbers were cut to whole ones towards 0, as PyRadiomics does",
  "feature-skipped":
    "a feature of PyRadiomics has no value, because another one replaces it or its class does not apply",
  "image-type-skipped":
    "an image type of PyRadiomics left an image out, because the image is too small or a setting is missing",
  "image-type-plane":
    "an image type of PyRadiomics works in planes where features are those of volumes, or the other way round",
  "image-resampled":
    "an image of a case was put on the grid of the first by interpolation, as `resampleImages` asks for",
  "voxels-without-value":
    "voxels of a region have no value in a map that habitats are found by, and belong to none",
  "map-constant":
    "a map that habitats were to be found by has one value everywhere, and was left out",
  "clusters-unsettled":
    "clustering ended at the most iterations, before the centres of habitats came to rest",
} as const;

/** What a note is about, for programs. */
export type NoteCode = keyof typeof noteMeanings;

/**
 * Something about a result that is no error, but that whoever uses the result has to know.
 *
 * The message is a sentence without a full stop; `details` holds the numbers it was built from.
 */
export interface Note {
  readonly code: NoteCode;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Makes a note. */
export function noteOf(
  code: NoteCode,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): Note {
  return { code, message, details };
}

/** Notes without repetition: of those with one code and message, only the first. */
export function distinctNotes(notes: readonly Note[]): Note[] {
  const said = new Set<string>();
  return notes.filter(({ code, message }) => {
    const text = `${code} ${message}`;
    return !said.has(text) && said.add(text) !== undefined;
  });
}
