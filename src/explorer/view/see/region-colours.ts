/** The colours of regions, from 0 to 255, told apart by people who see few colours (after Okabe and Ito). */
export const regionColours: readonly (readonly [number, number, number])[] = [
  [230, 159, 0],
  [86, 180, 233],
  [0, 178, 128],
  [240, 228, 66],
  [204, 121, 167],
  [213, 94, 0],
  [64, 132, 214],
  [178, 178, 178],
];
