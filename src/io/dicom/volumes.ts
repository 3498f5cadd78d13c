import { groupBy } from "../../base/group-by.ts";
import {
  type Distinction,
  isShown,
  orderTags,
  type textOf,
  textReader,
  volumeTags,
} from "./distinguishing.ts";
import { placesOf } from "./places.ts";
import type { Plane } from "./plane.ts";

/** One of several volumes in a series. */
export interface SeriesVolume {
  /** From 1, in the order of the values of the tags. */
  readonly number: number;
  /** The values of the tags that tell the volumes apart, by keyword; null for a time of day. */
  readonly tags: Readonly<Record<string, string | null>>;
  readonly slices: number;
}

/** A volume with its slices. */
export interface PlaneVolume extends SeriesVolume {
  readonly planes: readonly Plane[];
}

/**
 * The volumes that slices make, each with at most one slice in a position.
 *
 * The first tag that divides the slices into as many volumes as the fullest position has slices tells them
 * apart; else several tags together do; else the order of times or instance numbers in each position. Null
 * where slices share positions and no tag tells them apart.
 */
export function volumesOf(planes: readonly Plane[]): readonly PlaneVolume[] | null {
  const places = placesOf(planes);
  const most = Math.max(...places.map(({ length }) => length));
  if (most === 1) return [{ number: 1, tags: {}, slices: planes.length, planes }];
  const placeOf = new Map(places.flatMap((place, n) => place.map((plane) => [plane, n] as const)));
  const text = textReader();
  const differing = (names: readonly Distinction[]) =>
    names.filter((name) => planes.some((plane) => text(plane, name) !== text(planes[0], name)));
  const tags = differing(volumeTags);
  const orders = differing(orderTags);
  const groupsBy = (names: readonly Distinction[]) => groupsOf(planes, names, text);
  const collisions = (groups: readonly (readonly Plane[])[]) =>
    groups.reduce(
      (sum, group) => sum + group.length - new Set(group.map((p) => placeOf.get(p))).size,
      0,
    );

  for (const name of [...tags, ...orders]) {
    const groups = groupsBy([name]);
    if (groups.length === most && collisions(groups) === 0) return numbered(groups, [name], text);
  }
  const several = severalTags(tags, groupsBy, collisions);
  if (several !== null && isWhole(several.groups, places.length)) {
    return numbered(several.groups, several.names, text);
  }
  if (places.some(({ length }) => length !== most)) return null;
  for (const name of orders) {
    const groups = ranked(places, name, text);
    if (groups !== null) return numbered(groups, [name], text, true);
  }
  return null;
}

type Groups = readonly (readonly Plane[])[];
type Text = typeof textOf;

/** Groups of planes that have the same values of the tags `names`. */
function groupsOf(planes: readonly Plane[], names: readonly Distinction[], text: Text): Groups {
  const keyOf = (plane: Plane) => JSON.stringify(names.map((name) => text(plane, name)));
  return [...groupBy(planes, keyOf).values()];
}

/** Tags that together leave no two slices of one position in a group; null if none do. */
function severalTags(
  tags: readonly Distinction[],
  groupsBy: (names: readonly Distinction[]) => Groups,
  collisions: (groups: Groups) => number,
): { readonly names: readonly Distinction[]; readonly groups: Groups } | null {
  let names: readonly Distinction[] = [];
  let left = collisions(groupsBy([]));
  for (const name of tags) {
    const groups = groupsBy([...names, name]);
    const fewer = collisions(groups);
    if (fewer >= left) continue;
    names = [...names, name];
    left = fewer;
    if (left === 0) return { names, groups };
  }
  return null;
}

/** Whether groups can be volumes: with several positions, each has more than one slice. */
function isWhole(groups: Groups, places: number): boolean {
  return places === 1 || groups.every(({ length }) => length > 1);
}

/**
 * The slices that are first in their positions by a tag, those that are second, and so on; null where two
 * slices of one position have the same value.
 */
function ranked(places: Groups, name: Distinction, text: Text): Groups | null {
  const sorted = places.map((place) =>
    place.toSorted((a, b) => compareTexts(text(a, name), text(b, name))),
  );
  const isDistinct = sorted.every((place) => groupsOf(place, [name], text).length === place.length);
  return isDistinct ? sorted[0].map((_, rank) => sorted.map((place) => place[rank])) : null;
}

function numbered(
  groups: Groups,
  names: readonly Distinction[],
  text: Text,
  inOrder = false,
): readonly PlaneVolume[] {
  const sorted = inOrder
    ? groups
    : groups.toSorted((a, b) => compareGroups(a[0], b[0], names, text));
  return sorted.map((planes, n) => ({
    number: n + 1,
    tags: Object.fromEntries(names.map((name) => [name, rangeOf(planes, name, text)])),
    slices: planes.length,
    planes,
  }));
}

function rangeOf(planes: readonly Plane[], name: Distinction, text: Text): string | null {
  if (!isShown(name)) return null;
  const texts = [...new Set(planes.map((plane) => text(plane, name)))].toSorted(compareTexts);
  return texts.length === 1 ? texts[0] : `${texts[0]} to ${texts[texts.length - 1]}`;
}

function compareGroups(a: Plane, b: Plane, names: readonly Distinction[], text: Text): number {
  for (const name of names) {
    const order = compareTexts(text(a, name), text(b, name));
    if (order !== 0) return order;
  }
  return 0;
}

/** The order of two values of a tag: `none` first, numbers by size, other texts by their characters. */
function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  if (a === "none" || b === "none") return a === "none" ? -1 : 1;
  const difference = Number(a) - Number(b);
  if (Number.isFinite(difference) && difference !== 0) return difference;
  return a < b ? -1 : 1;
}
