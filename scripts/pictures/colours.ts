/** A colour (red, green, blue from 0 to 255) for a value from 0 to 1. */
export type Colour = (value: number) => readonly [number, number, number];

/** Black to white. */
export const grey: Colour = (value) => [255 * value, 255 * value, 255 * value];

/** Viridis (Smith and van der Walt, CC0) at ten even steps. */
const steps = [
  [68, 1, 84],
  [72, 40, 120],
  [62, 74, 137],
  [49, 104, 142],
  [38, 130, 142],
  [31, 158, 137],
  [53, 183, 121],
  [109, 205, 89],
  [180, 222, 44],
  [253, 231, 37],
] as const;

/** Dark blue over green to yellow. */
export const viridis: Colour = (value) => {
  const at = value * (steps.length - 1);
  const below = Math.min(Math.floor(at), steps.length - 2);
  const mix = (c: 0 | 1 | 2) =>
    steps[below][c] + (at - below) * (steps[below + 1][c] - steps[below][c]);
  return [mix(0), mix(1), mix(2)];
};
