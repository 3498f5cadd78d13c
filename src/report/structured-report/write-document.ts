import type { DicomElement, DictionaryEntry } from "dcmjs";
import { version } from "../../base/version.ts";
import type { Attributes } from "./content-items.ts";

/** UID of this program as a writer of files: that of a random UUID, fixed. */
const implementationClass = "2.25.174291357581334751594591109864871189366";

const explicitLittleEndian = "1.2.840.10008.1.2.1";

/** The bytes of a DICOM file with these attributes, among them its SOP class and instance. */
export async function writeDocument(attributes: Attributes): Promise<Uint8Array> {
  const { default: dcmjs } = await import("dcmjs");
  const { DicomDict, DicomMetaDictionary } = dcmjs.data;
  const { nameMap } = DicomMetaDictionary;
  const meta = elementsOf(
    {
      MediaStorageSOPClassUID: attributes.SOPClassUID,
      MediaStorageSOPInstanceUID: attributes.SOPInstanceUID,
      TransferSyntaxUID: explicitLittleEndian,
      ImplementationClassUID: implementationClass,
      ImplementationVersionName: `VOXOMICS ${version}`.slice(0, 16),
    },
    nameMap,
  );
  const file = new DicomDict({
    ...meta,
    "00020001": { vr: "OB", Value: [new Uint8Array([0, 1]).buffer] }, // File Meta Information Version
  });
  file.dict = elementsOf(attributes, nameMap);
  // names are copied from the images as they are, also where they are longer than the standard allows
  return new Uint8Array(file.write({ allowInvalidVRLength: true }));
}

/**
 * Attributes by tag, as dcmjs writes them. Its own function for that, `denaturalizeDataset`, cuts long names off, and
 * prints that to the console.
 */
function elementsOf(
  attributes: Attributes,
  names: Readonly<Record<string, DictionaryEntry>>,
): Readonly<Record<string, DicomElement>> {
  const elements = Object.entries(attributes).map(([name, value]): [string, DicomElement] => {
    const { tag, vr } = names[name];
    const values: readonly (string | number | Attributes)[] =
      typeof value === "object" ? value : [value];
    const written = values.map((one) => (typeof one === "object" ? elementsOf(one, names) : one));
    return [tag.replace(/[(),]/g, ""), { vr, Value: written }];
  });
  return Object.fromEntries(elements);
}
