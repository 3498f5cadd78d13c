import { type Box, countBoxVoxels, hullOf } from "./box.ts";

/** A box that takes the place of several. */
export interface JoinedBox {
  readonly box: Box;
  /** The boxes that it holds, by their number, ascending. */
  readonly members: readonly number[];
}

/**
 * Joins boxes that one box with no more voxels than theirs together can replace: boxes that overlap
 * or nearly touch become one, boxes far apart stay.
 *
 * @param fitted gives the box that is taken for each one that replaces others
 */
export function joinBoxes(
  boxes: readonly Box[],
  fitted: (box: Box) => Box = (box) => box,
): JoinedBox[] {
  const joined: JoinedBox[] = [];
  boxes.forEach((given, number) => {
    let box = given;
    let members: readonly number[] = [number];
    // a box that has grown may now replace one that it did not replace before: start over
    for (let n = 0; n < joined.length; ) {
      const other = joined[n];
      const both = fitted(hullOf(box, other.box));
      if (countBoxVoxels(both) > countBoxVoxels(box) + countBoxVoxels(other.box)) {
        n++;
        continue;
      }
      box = both;
      members = [...other.members, ...members];
      joined.splice(n, 1);
      n = 0;
    }
    joined.push({ box, members: members.toSorted((a, b) => a - b) });
  });
  return joined;
}
