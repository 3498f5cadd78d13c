import type { Field } from "./field.ts";

/** A part of the form: settings of one stage of an extraction. */
export interface Group {
  readonly title: string;
  readonly fields: readonly Field[];
}

/** The stages, in the order in which they are done, with their settings. */
const stages: readonly { readonly title: string; readonly keys: readonly string[] }[] = [
  {
    title: "Image and region",
    keys: ["mask", "normalise", "resample", "resegment", "nonFinite"],
  },
  { title: "Grey levels", keys: ["discretise", "intensityVolume"] },
  {
    title: "Features",
    keys: [
      "families",
      "features",
      "aggregations",
      "plane",
      "distance",
      "planarMorphology",
      "doseVolume",
      "glcm",
      "glrlm",
      "ngldm",
    ],
  },
  { title: "Filters", keys: ["filters", "filterFeatures", "original"] },
];

/** Fields by the stages that they belong to. A field of no stage comes last, so that none is lost. */
export function groupFields(fields: readonly Field[]): readonly Group[] {
  const named = stages.map(({ title, keys }) => ({
    title,
    fields: keys.flatMap((key) => fields.find((field) => field.key === key) ?? []),
  }));
  const rest = fields.filter(({ key }) => !stages.some(({ keys }) => keys.includes(key)));
  return [...named, { title: "Other", fields: rest }].filter((group) => group.fields.length > 0);
}
