import { type Note, noteOf } from "../../messages/note.ts";
import { cross, mapVec3, toVec3 } from "../../volume/vec3.ts";
import type { Vec3 } from "../../volume/volume.ts";
import { invalidFile } from "../invalid-file.ts";
import { nameOf } from "./attributes.ts";
import type { DicomDataSet } from "./data-set.ts";
import { axesOf, type Placement, spacingOf } from "./placement.ts";
import { slicesTouch } from "./slice-step.ts";
import { exactNumbersOf, has, itemOf, itemsOf, numberOf, numbersOf } from "./values.ts";

/** Where the frames of a reconstructed image lie. */
export interface NuclearFrames {
  /** Of the first slice. */
  readonly placement: Placement;
  /** Centre of the first pixel of each frame, in the order of the frames (LPS, mm). */
  readonly positions: readonly Vec3[];
  readonly notes: readonly Note[];
}

/**
 * Where the frames of a reconstructed nuclear medicine image (SPECT) lie; undefined for frames that are no
 * slices, such as projections.
 *
 * Detector Information Sequence gives the position of slice 1, Slice Vector the number of each frame's
 * slice. Slices are stacked along the normal where Spacing Between Slices is positive, against it where it
 * is negative (DICOM PS3.3 C.8.4.15). Frames with one number are of different energy windows, phases or
 * times.
 *
 * @throws VoxomicsError `invalid-file` for slices that do not say where they lie.
 */
export function nuclearFrames(dataSet: DicomDataSet, frames: number): NuclearFrames | undefined {
  const numbers = sliceNumbers(dataSet, frames);
  if (numbers === undefined) return undefined;
  const detector = itemOf(dataSet, "DetectorInformationSequence") ?? dataSet;
  const [placed, oriented] = (["ImagePositionPatient", "ImageOrientationPatient"] as const).map(
    (name) => {
      const holder = [detector, dataSet].find((one) => has(one, name));
      if (holder !== undefined) return holder;
      throw invalidFile(
        `image does not say where it lies in the patient: it has no ${nameOf(name)}, neither by itself nor ` +
          `in ${nameOf("DetectorInformationSequence")}`,
        { missing: [nameOf(name)] },
      );
    },
  );
  const position = toVec3(exactNumbersOf(placed, "ImagePositionPatient", 3));
  const axes = axesOf(oriented);
  const stated = numberOf(dataSet, "SpacingBetweenSlices") ?? 0;
  const { step, notes } = stated === 0 ? slicesTouch(dataSet) : { step: stated, notes: [] };
  const normal = cross(...axes);
  return {
    placement: { position, axes, spacing: spacingOf(dataSet) },
    positions: numbers.map((number) =>
      mapVec3(position, (p, a) => p + (number - 1) * step * normal[a]),
    ),
    notes: [...notes, ...detectorNotes(dataSet)],
  };
}

/** The note that detectors state different positions, of which the first one's is taken for all frames. */
function detectorNotes(dataSet: DicomDataSet): readonly Note[] {
  if (!has(dataSet, "DetectorInformationSequence")) return [];
  const detectors = itemsOf(dataSet, "DetectorInformationSequence").filter((detector) =>
    has(detector, "ImagePositionPatient"),
  );
  const places = detectors.map((detector) =>
    (["ImagePositionPatient", "ImageOrientationPatient"] as const)
      .map((name) => `${nameOf(name)} [${numbersOf(detector, name).join(", ")}]`)
      .join(", "),
  );
  const [first] = places;
  const other = places.find((place) => place !== first);
  if (other === undefined) return [];
  const message = `${detectors.length} detectors state different positions: that of the first was taken for all slices (${first}), another has ${other}`;
  return [noteOf("detectors-differ", message, { detectors: detectors.length, places })];
}

/** The number of each frame's slice, from 1; undefined for frames that are no slices. */
function sliceNumbers(dataSet: DicomDataSet, frames: number): readonly number[] | undefined {
  if (has(dataSet, "SliceVector")) return exactNumbersOf(dataSet, "SliceVector", frames);
  const isWhole = numberOf(dataSet, "NumberOfSlices") === frames;
  return isWhole ? Array.from({ length: frames }, (_, n) => n + 1) : undefined;
}
