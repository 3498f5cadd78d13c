import { attributeOf, type Keyword } from "./attributes.ts";
import type { DicomDataSet } from "./data-set.ts";
import type { Plane } from "./plane.ts";
import { elementOf, itemsOf, numbersOf, privateAttribute, stringsOf } from "./values.ts";

/** What a slice may differ in from others of its place; `Frame` is its number in the file. */
export type Distinction = Keyword | "Frame";

/** What is the same in all slices of a volume, and another in the next one: the plainest first. */
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

/** What increases from volume to volume, though it may differ from slice to slice too. */
export const orderTags = [
  "TriggerTime",
  "FrameReferenceTime",
  "AcquisitionTime",
  "FrameAcquisitionDateTime",
  "ContentTime",
  "InstanceNumber",
  "Frame",
] as const satisfies readonly Distinction[];

/** What a slice says of itself, in words; `none` where it says nothing. */
export function textOf(plane: Plane, name: Distinction): string {
  if (name === "Frame") return String(plane.frame + 1);
  const values = valuesIn(plane, name);
  return values.length === 0 ? "none" : values.join("\\");
}

/** Times of day are named, not shown. */
export function isShown(name: Distinction): boolean {
  return name === "Frame" || !["TM", "DT"].includes(attributeOf(name).vr);
}

function valuesIn({ dataSet, groups, frame }: Plane, name: Keyword): readonly (string | number)[] {
  const holder = groups.map((group) => holderOf(group, name)).find((found) => found !== undefined);
  const values = valuesOf(holder ?? dataSet, name);
  if (name.endsWith("Vector")) return values.slice(frame, frame + 1);
  return name === "DiffusionBValue" && values.length === 0 ? privateBValue(dataSet) : values;
}

/** What of a functional group, or of the sequences in it, holds an attribute. */
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

/** Where makers put the b value of classic images: Siemens, GE, Philips, UIH. */
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
    // GE adds a thousand million
    if (value !== undefined) return [value % 1e6];
  }
  return [];
}

/** What gives a text of a plane; each is read once as long as this is used. */
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
