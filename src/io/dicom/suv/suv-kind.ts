/**
 * What an uptake is normalised by: body weight, lean body mass (after Janmahasatian or James), ideal body
 * weight, or body surface area.
 */
export type SuvKind = (typeof suvKinds)[number];

export const suvKinds = [
  "bodyWeight",
  "leanBodyMass",
  "leanBodyMassJames",
  "idealBodyWeight",
  "bodySurfaceArea",
] as const;
