/** A name beside a figure: the height of what it names, and the height at which it stands. */
export interface PlacedLabel {
  readonly of: number;
  readonly at: number;
}

/**
 * Places names beside what they name, none nearer to the next than `apart`, and each as near as that allows:
 * names that would touch lie together around the middle of what they name.
 *
 * @param heights ascending
 * @param apart between the middles of two names, in the unit of the heights
 * @param end names stand between 0 and `end`, half of `apart` from both; it has room for all of them
 */
export function spreadLabels(
  heights: readonly number[],
  apart: number,
  end: number,
): readonly PlacedLabel[] {
  const groups: { sum: number; count: number; first: number }[] = [];
  const firstOf = (sum: number, count: number) => {
    const length = (count - 1) * apart;
    return Math.max(apart / 2, Math.min(sum / count - length / 2, end - apart / 2 - length));
  };
  for (const height of heights) {
    let group = { sum: height, count: 1, first: firstOf(height, 1) };
    for (let before = groups.at(-1); before !== undefined; before = groups.at(-1)) {
      if (before.first + before.count * apart <= group.first) break;
      groups.pop();
      const [sum, count] = [before.sum + group.sum, before.count + group.count];
      group = { sum, count, first: firstOf(sum, count) };
    }
    groups.push(group);
  }
  const places = groups.flatMap(({ first, count }) =>
    Array.from({ length: count }, (_, n) => first + n * apart),
  );
  return heights.map((of, n) => ({ of, at: places[n] }));
}
