import { VoxomicsError } from "../../messages/errors.ts";
import { counted, found, quoted } from "../../messages/phrases.ts";
import { attributeOf, type Keyword, keywords } from "./attributes.ts";
import { type Distinction, textOf } from "./distinguishing.ts";
import type { Plane } from "./plane.ts";
import { samePlaceError, type VolumeList } from "./same-place.ts";
import { volumeText } from "./volume-text.ts";
import { type PlaneVolume, type SeriesVolume, volumesOf } from "./volumes.ts";

/** The slices of one volume, and all volumes of which it is one. */
export interface ChosenVolume {
  readonly planes: readonly Plane[];
  readonly number: number;
  readonly volumes: readonly SeriesVolume[];
}

/**
 * The slices of the volume that is asked for.
 *
 * @param wanted number of the volume from 1, or tags and their values: `EchoTime=4.6`. Default: the only
 *   volume.
 * @throws VoxomicsError `invalid-settings` if no volume or several are meant, which the message lists;
 *   `unsupported-format` for slices in one position that no tag tells apart.
 */
export function chooseVolume(
  planes: readonly Plane[],
  wanted: number | string | undefined,
): ChosenVolume {
  const volumes = volumesOf(planes);
  if (volumes === null) throw samePlaceError(planes);
  const fitting = wanted === undefined ? volumes : fittingVolumes(volumes, wanted);
  if (fitting.length === 1) {
    const [{ planes: chosen, number }] = fitting;
    return { planes: chosen, number, volumes: volumes.map(withoutPlanes) };
  }
  if (wanted === undefined) throw samePlaceError(planes, volumeList(volumes));
  const fits = fitting.length === 0 ? "is none" : `are ${fitting.length}`;
  throw new VoxomicsError(
    "invalid-settings",
    `volume ${found(wanted)} ${fits} of the ${counted(volumes.length, "volume")} of this series, expected ` +
      `one: ${listText(fitting.length === 0 ? volumes : fitting)}`,
    { found: wanted, volumes: volumes.map(withoutPlanes) },
  );
}

function volumeList(volumes: readonly PlaneVolume[]): VolumeList {
  return {
    text: `${volumes.length} volumes: ${listText(volumes)}`,
    advice: [{ option: "volume", value: "N", does: "chooses one by its number" }],
    volumes: volumes.map(withoutPlanes),
  };
}

/** More volumes than a message lists. */
const mostListed = 20;

/** Volumes by number, with what tells them apart: `1 is EchoTime=4.6 (24 slices), 2 is EchoTime=9.2 (24 slices)`. */
export function listText(volumes: readonly SeriesVolume[]): string {
  const listed = volumes.slice(0, mostListed).map(({ number, tags, slices }) => {
    const said = volumeText(tags);
    return `${number} is ${said}${said === "" ? "" : " "}(${counted(slices, "slice")})`;
  });
  const more = volumes.length - listed.length;
  return `${listed.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function withoutPlanes({ number, tags, slices }: PlaneVolume): SeriesVolume {
  return { number, tags, slices };
}

function fittingVolumes(
  volumes: readonly PlaneVolume[],
  wanted: number | string,
): readonly PlaneVolume[] {
  if (typeof wanted === "number" || /^\d+$/.test(wanted)) {
    return volumes.filter(({ number }) => number === Number(wanted));
  }
  const plain = wanted.replace(/\(?([\dA-F]{4}),([\dA-F]{4})\)?/gi, "$1$2");
  const conditions = plain.split(",").map(conditionOf);
  return volumes.filter(({ planes }) =>
    conditions.every(({ name, value }) =>
      planes.every((plane) => areEqual(textOf(plane, name), value)),
    ),
  );
}

function conditionOf(text: string): { readonly name: Distinction; readonly value: string } {
  const [name, ...values] = text.split("=");
  const keyword = nameIn(name.trim());
  if (keyword !== undefined && values.length > 0) {
    return { name: keyword, value: values.join("=").trim() };
  }
  throw new VoxomicsError(
    "invalid-settings",
    `volume: found ${quoted(text)}, expected a number from 1, or a tag and its value such as EchoTime=4.6`,
    { found: text },
  );
}

/** The tag that is meant by its keyword, in upper or lower case, or as `0018,0081`. */
function nameIn(text: string): Distinction | undefined {
  const names: readonly Distinction[] = ["Frame", ...keywords];
  const tag = text.toUpperCase();
  return (
    names.find((name) => name.toLowerCase() === text.toLowerCase()) ??
    keywords.find((name: Keyword) => attributeOf(name).tag === tag)
  );
}

function areEqual(found: string, wanted: string): boolean {
  if (found.toLowerCase() === wanted.toLowerCase()) return true;
  return found.trim() !== "" && wanted !== "" && Number(found) === Number(wanted);
}
