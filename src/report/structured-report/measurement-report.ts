import { version } from "../../base/version.ts";
import type { SourceImages } from "../../io/dicom/source-images.ts";
import { device, english, modalityOf, names, procedureOf } from "./codes.ts";
import {
  type Attributes,
  code,
  codeItem,
  container,
  containerOf,
  image,
  text,
  uid,
} from "./content-items.ts";
import { product } from "./measurement-group.ts";

/** Who is behind the program, as a document states it. */
export const manufacturer = "The voxomics authors";

/**
 * The content of a Measurement Report (TID 1500): who observed (the program, no person), what was done, the measured
 * images, and the measurements.
 *
 * @param deviceUid of this copy of the program
 */
export function measurementReport(
  images: SourceImages,
  groups: readonly Attributes[],
  deviceUid: string,
): Attributes {
  const procedures =
    images.procedures.length > 0 ? images.procedures : [procedureOf(images.modality)];
  return {
    ValueType: "CONTAINER",
    ConceptNameCodeSequence: [codeItem(names.report)],
    ...containerOf("1500"),
    ContentSequence: [
      code("HAS CONCEPT MOD", names.language, english),
      code("HAS OBS CONTEXT", names.observerType, device),
      uid("HAS OBS CONTEXT", names.deviceUid, deviceUid),
      text("HAS OBS CONTEXT", names.deviceName, product),
      text("HAS OBS CONTEXT", names.deviceManufacturer, manufacturer),
      text("HAS OBS CONTEXT", names.deviceModel, `${product} ${version}`),
      ...procedures.map((one) => code("HAS CONCEPT MOD", names.procedure, one)),
      container(names.imageLibrary, [imageGroup(images)]),
      container(names.measurements, groups),
    ],
  };
}

/** The measured images (TID 1600). */
function imageGroup({ images, modality, frameOfReference }: SourceImages): Attributes {
  const coded = modalityOf(modality);
  return container(names.imageGroup, [
    ...(coded === null ? [] : [code("HAS ACQ CONTEXT", names.modality, coded)]),
    ...(frameOfReference === null
      ? []
      : [uid("HAS ACQ CONTEXT", names.frameOfReference, frameOfReference)]),
    ...images.map((one) => image(null, one, { frames: one.frames })),
  ]);
}
