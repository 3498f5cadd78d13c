import { diagnosticsFeatures } from "./diagnostics.ts";
import type { FamilyId, Feature } from "./feature.ts";
import { glcmFeatures } from "./glcm.ts";
import { gldzmFeatures } from "./gldzm.ts";
import { glrlmFeatures } from "./glrlm.ts";
import { glszmFeatures } from "./glszm.ts";
import { histogramFeatures } from "./histogram.ts";
import { intensityVolumeFeatures } from "./intensity-volume.ts";
import { localIntensityFeatures } from "./local-intensity.ts";
import { morphologyFeatures } from "./morphology.ts";
import { ngldmFeatures } from "./ngldm.ts";
import { ngtdmFeatures } from "./ngtdm.ts";
import { statisticsFeatures } from "./statistics.ts";

/** What the catalogue says of a feature, whatever it is computed from. */
export type CatalogueFeature = Omit<Feature<never>, "value" | "undefinedWhen"> & {
  readonly undefinedWhen?: readonly { readonly reason: string; readonly value?: number }[];
};

/** A family in the catalogue, with its features by id. */
export interface CatalogueFamily {
  readonly id: FamilyId;
  /** As the IBSI reference manual spells it. */
  readonly name: string;
  /** IBSI's permanent code; null for diagnostics. */
  readonly code: string | null;
  /** Whether its matrices have directions, none, or whether there are no matrices at all. */
  readonly aggregation: "directional" | "directionless" | null;
  readonly features: Readonly<Record<string, CatalogueFeature>>;
}

/** Every feature there is, by family, in the order of the IBSI reference manual. */
export const catalogue: readonly CatalogueFamily[] = [
  {
    id: "morphology",
    name: "Morphology",
    code: "HCUG",
    aggregation: null,
    features: morphologyFeatures,
  },
  {
    id: "localIntensity",
    name: "Local intensity",
    code: "9ST6",
    aggregation: null,
    features: localIntensityFeatures,
  },
  {
    id: "statistics",
    name: "Intensity-based statistics",
    code: "UHIW",
    aggregation: null,
    features: statisticsFeatures,
  },
  {
    id: "histogram",
    name: "Intensity histogram",
    code: "ZVCW",
    aggregation: null,
    features: histogramFeatures,
  },
  {
    id: "intensityVolume",
    name: "Intensity-volume histogram",
    code: "P88C",
    aggregation: null,
    features: intensityVolumeFeatures,
  },
  {
    id: "glcm",
    name: "Grey level co-occurrence matrix",
    code: "LFYI",
    aggregation: "directional",
    features: glcmFeatures,
  },
  {
    id: "glrlm",
    name: "Grey level run length matrix",
    code: "TP0I",
    aggregation: "directional",
    features: glrlmFeatures,
  },
  {
    id: "glszm",
    name: "Grey level size zone matrix",
    code: "9SAK",
    aggregation: "directionless",
    features: glszmFeatures,
  },
  {
    id: "gldzm",
    name: "Grey level distance zone matrix",
    code: "VMDZ",
    aggregation: "directionless",
    features: gldzmFeatures,
  },
  {
    id: "ngtdm",
    name: "Neighbourhood grey tone difference matrix",
    code: "IPET",
    aggregation: "directionless",
    features: ngtdmFeatures,
  },
  {
    id: "ngldm",
    name: "Neighbouring grey level dependence matrix",
    code: "REK0",
    aggregation: "directionless",
    features: ngldmFeatures,
  },
  {
    id: "diagnostics",
    name: "Diagnostics",
    code: null,
    aggregation: null,
    features: diagnosticsFeatures,
  },
];

/** The catalogue's entry of a family. */
export function familyOf(id: FamilyId): CatalogueFamily {
  return catalogue.find((family) => family.id === id) as CatalogueFamily;
}
