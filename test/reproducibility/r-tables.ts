import { judges, wright } from "./published.ts";

// The tables of r-values.R.

/** Subjects with different numbers of measurements. */
export const unequalInR = {
  few: [[1, 2, 3], [4, 6], [9, 8, 7, 9], [5]],
  judges: [[3, 4, 5], ...judges, [1, 2, 3]],
  noise: [
    [1, 9],
    [2, 8, 5],
    [4, 7],
    [9, 1, 5, 5],
  ],
  many: [
    [210, 214],
    [190, 196, 188, 201],
    [230],
    [250, 247, 255],
    [205, 211],
    [270, 262, 268],
    [199, 215, 202],
  ],
};

/** Two measurements of each subject. */
export const pairsInR = {
  wright,
  judges: judges.map(([first, , third]) => [first, third]),
  mixed: [
    [-1.5, -1.2],
    [0.25, 1],
    [3, 2.5],
    [4, 5.5],
    [-7, -5],
    [8.5, 8],
    [2, -1],
  ],
  against: [
    [1, 4],
    [2, 3.5],
    [3, 3],
    [4, 1.5],
    [5, 2],
  ],
};
