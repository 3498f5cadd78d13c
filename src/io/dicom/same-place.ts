import type { Advice } from "../../messages/advice.ts";
import { VoxomicsError } from "../../messages/errors.ts";
import { type Keyword, nameOf } from "./attributes.ts";
import { type Distinction, isShown, orderTags, textOf, volumeTags } from "./distinguishing.ts";
import { placesOf } from "./places.ts";
import type { Plane } from "./plane.ts";
import { stringOf } from "./values.ts";
import type { SeriesVolume } from "./volumes.ts";

/** Volumes, as a message lists them, and the option that chooses one. */
export interface VolumeList {
  readonly text: string;
  readonly advice: readonly Advice[];
  readonly volumes: readonly SeriesVolume[];
}

/**
 * The error for several slices in one position. Its message lists the tags that they differ in.
 *
 * @param planes all slices
 * @param list the volumes that they make, if tags tell these apart
 */
export function samePlaceError(planes: readonly Plane[], list?: VolumeList): VoxomicsError {
  const places = placesOf(planes);
  const place = places.find(({ length }) => length > 1) ?? planes;
  const [{ position }] = place;
  const differing = [...volumeTags, ...orderTags]
    .map((name) => ({ name, values: [...new Set(place.map((plane) => textOf(plane, name)))] }))
    .filter(({ values }) => values.length > 1);
  const reasons = differing
    .filter(({ name }) => name !== "InstanceNumber" && name !== "Frame")
    .map(({ name, values }) => `${nameOf(name as Keyword)}${listOf(name, values)}`);
  const listed = list === undefined ? "" : `; ${list.text}`;
  return new VoxomicsError(
    list === undefined ? "unsupported-format" : "invalid-settings",
    `several slices lie in one place: found ${planes.length} in ${places.length} places, ${place.length} of them ` +
      `at [${position.join(", ")}] (${place
        .map(({ where }) => where)
        .slice(0, mostShown)
        .join("; ")}), ` +
      `expected one each; ${reasons.length > 0 ? `they differ in ${reasons.join(", ")}` : likeness(place)}${listed}`,
    {
      found: planes.length,
      places: places.length,
      position,
      differing: differing.map(({ name }) => name),
      ...(list === undefined ? {} : { volumes: list.volumes, advice: list.advice }),
    },
  );
}

const mostShown = 4;

/** The values of a tag, for a message; "" where messages do not show them. */
function listOf(name: Distinction, values: readonly string[]): string {
  if (!isShown(name)) return "";
  const more = values.length > mostShown ? ` … (${values.length} values)` : "";
  return `: ${values.slice(0, mostShown).join(", ")}${more}`;
}

function likeness(planes: readonly Plane[]): string {
  const instances = new Set(planes.map(({ dataSet }) => stringOf(dataSet, "SOPInstanceUID")));
  const files = new Set(planes.map(({ dataSet }) => dataSet));
  return instances.size < files.size
    ? `they are the same image by ${nameOf("SOPInstanceUID")}, but have other pixels`
    : "no time, echo or other tag tells them apart";
}
