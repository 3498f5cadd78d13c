import { catalogue } from "../families/catalogue.ts";

/** `Grey level co-occurrence matrix (LFYI)`; the family's id where the catalogue has no more. */
export function familyHeading(id: string): string {
  const family = catalogue.find((entry) => entry.id === id);
  if (family === undefined) return id;
  return family.code === null ? family.name : `${family.name} (${family.code})`;
}

/** A feature's name as IBSI spells it; its id where the catalogue has no more. */
export function featureTitle(family: string, name: string): string {
  const features = catalogue.find((entry) => entry.id === family)?.features ?? {};
  return Object.hasOwn(features, name) ? features[name].name : name;
}
