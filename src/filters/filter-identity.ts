import { checkArgument } from "../schema/check-argument.ts";
import type { FilterSettings } from "./filter.ts";
import { filterDefaults } from "./filter-defaults.ts";

/**
 * A short name of a filter with its settings: `laplacianOfGaussian-sigma-1.5`. Settings that have
 * their default value are left out.
 *
 * The same for the same response only, and made of characters that file and column names may have.
 * `undersampled` is left out: it allows a response and does not change it.
 */
export function filterIdentity(settings: FilterSettings): string {
  checkArgument(settings, "filter", { type: "text" });
  const { type, ...own } = settings;
  return describe(type, own, filterDefaults[type]);
}

function describe(type: string, settings: object, defaults: object): string {
  const usual: Readonly<Record<string, unknown>> = { ...defaults };
  // in an order that does not depend on how the settings were written
  const names = Object.keys(settings).sort((a, b) => rank(a).localeCompare(rank(b), "en"));
  const values: Readonly<Record<string, unknown>> = { ...settings };
  return [type, ...names.flatMap((name) => part(name, values[name], usual[name]))].join("-");
}

/** By the alphabet, what all filters have last. */
function rank(name: string): string {
  return `${name in filterDefaults.mean ? 1 : 0}${name}`;
}

function part(name: string, value: unknown, usual: unknown): string[] {
  if (value === usual || value === undefined || name === "undersampled") return [];
  if (value === true) return [name];
  if (Array.isArray(value)) return [name, ...value.map(String)];
  if (typeof value === "object" && value !== null) {
    const { type, ...own } = value as { type?: keyof typeof filterDefaults };
    return [
      describe(
        type === undefined ? name : `${name}-${type}`,
        own,
        type ? filterDefaults[type] : {},
      ),
    ];
  }
  return [name, String(value)];
}
