import { VoxomicsError } from "../../errors.ts";
import { attributeOf, type Keyword, nameOf } from "./attributes.ts";
import type { DicomDataSet } from "./data-set.ts";
import type { Plane } from "./plane.ts";
import { elementOf, itemsOf, numbersOf, stringOf, stringsOf } from "./values.ts";

/** What slices of one place may differ in: times, echoes, diffusion weightings, reconstructions. */
const distinguishing = [
  "TemporalPositionIdentifier",
  "TemporalPositionIndex",
  "TriggerTime",
  "NominalCardiacTriggerDelayTime",
  "FrameReferenceTime",
  "ActualFrameDuration",
  "EchoNumbers",
  "EchoTime",
  "EffectiveEchoTime",
  "RepetitionTime",
  "InversionTime",
  "FlipAngle",
  "DiffusionBValue",
  "DiffusionGradientOrientation",
  "StackID",
  "AcquisitionNumber",
  "AcquisitionTime",
  "ImageType",
  "ConvolutionKernel",
  "KVP",
] as const satisfies readonly Keyword[];

/** The refusal of several slices in one place, which says what tells them apart. */
export function samePlaceError(
  planes: readonly Plane[],
  places: number,
  total: number,
): VoxomicsError {
  const [{ position }] = planes;
  const differing = distinguishing
    .map((name) => ({ name, values: [...new Set(planes.map((plane) => textOf(plane, name)))] }))
    .filter(({ values }) => values.length > 1);
  const reasons = differing.map(({ name, values }) => nameOf(name) + listOf(name, values));
  return new VoxomicsError(
    "unsupported-format",
    `several slices lie in one place: found ${total} in ${places} places, ${planes.length} of them ` +
      `at [${position.join(", ")}] (${planes
        .map(({ where }) => where)
        .slice(0, mostShown)
        .join("; ")}), ` +
      `expected one each; ${reasons.length > 0 ? `they differ in ${reasons.join(", ")}` : likeness(planes)}`,
    { found: total, places, position, differing: differing.map(({ name }) => name) },
  );
}

const mostShown = 4;

/** Times of day are named, not shown. */
function listOf(name: Keyword, values: readonly string[]): string {
  if (attributeOf(name).vr === "TM") return "";
  const more = values.length > mostShown ? ` … (${values.length} values)` : "";
  return `: ${values.slice(0, mostShown).join(", ")}${more}`;
}

function likeness(planes: readonly Plane[]): string {
  const instances = new Set(planes.map(({ dataSet }) => stringOf(dataSet, "SOPInstanceUID")));
  return instances.size < planes.length
    ? `they are the same image by ${nameOf("SOPInstanceUID")}, but have other pixels`
    : "no time, echo or other tag tells them apart";
}

/** An attribute of a slice in words; `none` where it has none. */
function textOf({ dataSet, groups }: Plane, name: Keyword): string {
  const holder = groups.map((group) => holderOf(group, name)).find((found) => found !== undefined);
  const values = valuesOf(holder ?? dataSet, name);
  return values.length === 0 ? "none" : values.join("\\");
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
  const isNumber = ["DS", "IS", "FD", "UL"].includes(attributeOf(name).vr);
  return isNumber ? numbersOf(dataSet, name) : stringsOf(dataSet, name);
}
