import { attributeOf, type Keyword } from "./attributes.ts";
import type { DicomDataSet } from "./data-set.ts";
import type { Plane } from "./plane.ts";
import { elementOf, itemsOf, numbersOf, privateAttribute, stringsOf } from "./values.ts";

/** What slices in one position may differ in: a tag, or the number of the frame in its file. */
export type Distinction = Keyword | "Frame";

/** Tags that are the same in all slices of a volume and differ between volumes; the plainest first. */
export const volumeTags = [
  "EchoTime",
  "EffectiveEchoTime",
  "InversionTime",
  "FlipAngle",
  "RepetitionTime",
  "DiffusionBValue",
  "DiffusionGradientOrientation",
  "TemporalPositionIdentifier",
  "TemporalPositionIndex",
  "NominalCardiacTriggerDelayTime",
  "EchoNumbers",
  "ComplexImageComponent",
  "AcquisitionContrast",
  "FrameType",
  "ImageType",
  "EnergyWindowVector",
  "DetectorVector",
  "RRIntervalVector",
  "TimeSlotVector",
  "TimeSliceVector",
  "StackID",
  "AcquisitionNumber",
  "ConvolutionKernel",
  "KVP",
  "ImageLaterality",
  "FrameLaterality",
  "ViewPosition",
  "ActualFrameDuration",
] as const satisfies readonly Distinction[];

/** Tags that increase from volume to volume, but may also differ between the slices of a volume. */
export const orderTags = [
  "TriggerTime",
  "FrameReferenceTime",
  "AcquisitionTime",
  "FrameAcquisitionDateTime",
  "ContentTime",
  "InstanceNumber",
  "Frame",
] as const satisfies readonly Distinction[];

/** The values of a tag of a slice, divided by backslashes; `none` without a value. */
export function textOf(plane: Plane, name: Distinction): string {
  if (name === "Frame") return String(plane.frame + 1);
  const values = valuesIn(plane, name);
  return values.length === 0 ? "none" : values.join("\\");
}

/** Whether messages show the values of a tag. Of dates and times of day they only name the tag. */
export function isShown(name: Distinction): boolean {
  return name === "Frame" || !["TM", "DT"].includes(attributeOf(name).vr);
}

function valuesIn({ dataSet, groups, frame }: Plane, name: Keyword): readonly (string | number)[] {
  const holder = groups.map((group) => holderOf(group, name)).find((found) => found !== undefined);
  const values = valuesOf(holder ?? dataSet, name);
  if (name.endsWith("Vector")) return values.slice(frame, frame + 1);
  return name === "DiffusionBValue" && values.length === 0 ? privateBValue(dataSet) : values;
}

/** The data set that holds an attribute: a functional group, or an item of a sequence in it. */
function holderOf(group: DicomDataSet, name: Keyword): DicomDataSet | undefined {
  if (elementOf(group, name) !== undefined) return group;
  for (const { tag, items } of Object.values(group.elements)) {
    if (items === undefined) continue;
    for (const item of itemsOf(group, { tag: tag.slice(1), vr: "SQ" })) {
      const holder = holderOf(item, name);
      if (holder !== undefined) return holder;
    }
  }
  return undefined;
}

function valuesOf(dataSet: DicomDataSet, name: Keyword): readonly (string | number)[] {
  const isNumber = ["DS", "IS", "FD", "UL", "US"].includes(attributeOf(name).vr);
  return isNumber ? numbersOf(dataSet, name) : stringsOf(dataSet, name);
}

/** The private elements with the b value of classic images: of Siemens, GE, Philips and UIH. */
const privateBValues = [
  ["SIEMENS MR HEADER", "0019", "0C", "IS"],
  ["GEMS_PARM_01", "0043", "39", "IS"],
  ["Philips Imaging DD 001", "2001", "03", "FL"],
  ["Image Private Header", "0065", "09", "FD"],
] as const;

function privateBValue(dataSet: DicomDataSet): readonly number[] {
  for (const [creator, group, element, vr] of privateBValues) {
    const attribute = privateAttribute(dataSet, creator, group, element, vr);
    const [value] = attribute === undefined ? [] : numbersOf(dataSet, attribute);
    // GE adds 10⁹ to the b value
    if (value !== undefined) return [value % 1e6];
  }
  return [];
}

/** A `textOf` that reads each text of each plane once and keeps it. */
export function textReader(): (plane: Plane, name: Distinction) => string {
  const read = new Map<Distinction, Map<Plane, string>>();
  return (plane, name) => {
    const texts = read.get(name) ?? new Map<Plane, string>();
    read.set(name, texts);
    const text = texts.get(plane) ?? textOf(plane, name);
    texts.set(plane, text);
    return text;
  };
}
