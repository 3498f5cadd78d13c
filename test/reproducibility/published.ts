/** Tables that were printed with what others found in them. */

/** Six subjects, four judges: Shrout and Fleiss 1979, table 2. */
export const judges = [
  [9, 2, 5, 8],
  [6, 1, 3, 2],
  [8, 4, 6, 8],
  [7, 1, 2, 6],
  [10, 5, 6, 9],
  [6, 2, 4, 7],
];

/** Peak expiratory flow of 17 people, first and second reading: Bland and Altman 1986, table 1. */
export const wright = [
  [494, 490],
  [395, 397],
  [516, 512],
  [434, 401],
  [476, 470],
  [557, 611],
  [413, 415],
  [442, 431],
  [650, 638],
  [433, 429],
  [417, 420],
  [656, 633],
  [267, 275],
  [478, 492],
  [178, 165],
  [423, 372],
  [427, 421],
];
export const miniWright = [
  [512, 525],
  [430, 415],
  [520, 508],
  [428, 444],
  [500, 500],
  [600, 625],
  [364, 460],
  [380, 390],
  [658, 642],
  [445, 432],
  [432, 420],
  [626, 605],
  [260, 227],
  [477, 467],
  [259, 268],
  [350, 370],
  [451, 443],
];
/** The first readings of both meters, which the paper compares. */
export const meters = wright.map(([first], n) => [first, miniWright[n][0]]);

/** Four readings of 20 schoolchildren with their mean and standard deviation: Bland and Altman, BMJ 313:744. */
export const children = [
  { readings: [190, 220, 200, 200], mean: 202.5, sd: 12.58 },
  { readings: [220, 200, 240, 230], mean: 222.5, sd: 17.08 },
  { readings: [260, 260, 240, 280], mean: 260, sd: 16.33 },
  { readings: [210, 300, 280, 265], mean: 263.75, sd: 38.6 },
  { readings: [270, 265, 280, 270], mean: 271.25, sd: 6.29 },
  { readings: [280, 280, 270, 275], mean: 276.25, sd: 4.79 },
  { readings: [260, 280, 280, 300], mean: 280, sd: 16.33 },
  { readings: [275, 275, 275, 305], mean: 282.5, sd: 15 },
  { readings: [280, 290, 300, 290], mean: 290, sd: 8.16 },
  { readings: [320, 290, 300, 290], mean: 300, sd: 14.14 },
  { readings: [300, 300, 310, 300], mean: 302.5, sd: 5 },
  { readings: [270, 250, 330, 370], mean: 305, sd: 55.08 },
  { readings: [320, 330, 330, 330], mean: 327.5, sd: 5 },
  { readings: [335, 320, 335, 375], mean: 341.25, sd: 23.58 },
  { readings: [350, 320, 340, 365], mean: 343.75, sd: 18.87 },
  { readings: [360, 320, 350, 345], mean: 343.75, sd: 17.02 },
  { readings: [330, 340, 380, 390], mean: 360, sd: 29.44 },
  { readings: [335, 385, 360, 370], mean: 362.5, sd: 21.02 },
  { readings: [400, 420, 425, 420], mean: 416.25, sd: 11.09 },
  { readings: [430, 460, 480, 470], mean: 460, sd: 21.6 },
];

/** Two cotinine measurements of 20 schoolchildren in ng/ml: Bland and Altman, BMJ 313:106. */
export const cotinine = [
  [0.1, 0.1],
  [0.2, 0.1],
  [0.2, 0.3],
  [0.3, 0.4],
  [0.3, 0.4],
  [0.4, 0.3],
  [0.4, 1.4],
  [0.8, 0.5],
  [1, 1.6],
  [1.1, 0.9],
  [1.2, 0.9],
  [1.9, 2.8],
  [2, 1.4],
  [2.7, 1.4],
  [2.8, 6.8],
  [3.2, 2.9],
  [4.7, 4.5],
  [4.9, 1.4],
  [4.9, 3.9],
  [7, 4],
];
