import type { ObjectSchema, Properties } from "../schema/object.ts";
import type { Schema } from "../schema/schema.ts";
import { isUnion } from "../schema/union.ts";

/** This setting allows a response and does not change it: identities leave it out. */
const allowance = "undersampled";

/**
 * A short name of a filter with its settings: `laplacianOfGaussian-sigma-1.5`. Settings that have
 * their default value are left out.
 *
 * Different responses have different identities. An identity has only characters that are allowed in
 * names of files and columns.
 *
 * @param schema of the filter
 */
export function identityOf(schema: ObjectSchema, settings: object): string {
  const { type, ...own } = settings as { readonly type: string };
  return describe(type, own, schema.properties);
}

function describe(name: string, settings: object, properties: Properties): string {
  // in an order that does not depend on how the settings were written
  const entries = Object.entries(settings).sort(([a], [b]) => rank(a).localeCompare(rank(b), "en"));
  return [name, ...entries.flatMap(([key, value]) => part(key, value, properties[key]))].join("-");
}

/** Sort key: alphabetical, with the settings that all filters have last. */
function rank(name: string): string {
  return `${name === "boundary" || name === "dimensions" ? 1 : 0}${name}`;
}

function part(name: string, value: unknown, schema: Schema | undefined): string[] {
  if (value === schema?.json.default || value === undefined || name === allowance) return [];
  if (value === true) return [name];
  if (Array.isArray(value)) return [name, ...value.map(String)];
  if (typeof value !== "object" || value === null) return [name, String(value)];
  const member = isUnion(schema) ? schema.memberOf(value) : undefined;
  if (member === undefined) return [describe(name, value, {})];
  return [`${name}-${identityOf(member, value)}`];
}
