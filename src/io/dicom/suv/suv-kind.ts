/**
 * What the administered activity is divided by: a gram of the body, of its lean part (after
 * Janmahasatian or James), of its ideal weight, or a cm² of its surface.
 */
export type SuvKind = (typeof suvKinds)[number];

export const suvKinds = [
  "bodyWeight",
  "leanBodyMass",
  "leanBodyMassJames",
  "idealBodyWeight",
  "bodySurfaceArea",
] as const;
