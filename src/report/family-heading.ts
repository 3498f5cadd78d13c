import { type CatalogueFeature, catalogue } from "../families/catalogue.ts";

/** Name and code of a family, `Grey level co-occurrence matrix (LFYI)`; its id if the catalogue lacks it. */
export function familyHeading(id: string): string {
  const family = catalogue.find((entry) => entry.id === id);
  if (family === undefined) return id;
  return family.code === null ? family.name : `${family.name} (${family.code})`;
}

/** A feature's name as the IBSI spells it; its id if the catalogue lacks it. */
export function featureTitle(family: string, name: string): string {
  return featureOf(family, name)?.name ?? name;
}

/** Whether a feature has a value at each item of a list in its family's settings, such as a list of doses. */
export function isAt(family: string, name: string): boolean {
  return featureOf(family, name)?.at !== undefined;
}

function featureOf(family: string, name: string): CatalogueFeature | null {
  const features = catalogue.find((entry) => entry.id === family)?.features ?? {};
  return Object.hasOwn(features, name) ? features[name] : null;
}
