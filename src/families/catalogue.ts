import { type FamilyId, families } from "./families.ts";
import type { CatalogueFeature, Family } from "./family.ts";

export type { CatalogueFeature } from "./family.ts";

/** A family in the catalogue, with its features by id. */
export interface CatalogueFamily extends Pick<Family, "name" | "code" | "aggregation"> {
  /** Whether its matrices are those of neighbours at the settings' `distance`. */
  readonly usesDistance: boolean;
  readonly id: FamilyId;
  readonly features: Readonly<Record<string, CatalogueFeature>>;
}

/** Every feature there is, by family, in the order of the IBSI reference manual. */
export const catalogue: readonly CatalogueFamily[] = families.map(
  ({ id, name, code, aggregation, usesDistance = false, features }) => ({
    ...{ id, name, code, aggregation, usesDistance, features },
  }),
);
