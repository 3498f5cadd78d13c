/** The keys and indices that lead to a setting. */
export type Path = readonly (string | number)[];

/** A path as the library writes it: `filters[0].sigma`. */
export function pathText(path: Path): string {
  return path
    .map((step, n) => (typeof step === "number" ? `[${step}]` : n === 0 ? step : `.${step}`))
    .join("");
}

/** The value at a path; undefined where there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, step) =>
      typeof at === "object" && at !== null
        ? (at as Record<string | number, unknown>)[step]
        : undefined,
    value,
  );
}

/**
 * A copy of settings with another value at a path. undefined takes the setting away; an object that is empty
 * then goes too, unless it is an item of a list.
 */
export function setAt<T>(settings: T, path: Path, value: unknown): T {
  return put(settings, path, value) as T;
}

function put(at: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === "number") {
    const items = Array.isArray(at) ? [...at] : [];
    const next = put(items[step], rest, value);
    if (next === undefined) items.splice(step, 1);
    else items[step] = next;
    return items;
  }
  const { [step]: before, ...others } = isRecord(at) ? at : {};
  const next = put(before, rest, value);
  const isGone = next === undefined || (rest.length > 0 && value === undefined && isEmpty(next));
  if (isGone) return others;
  return isRecord(at) && step in at ? { ...at, [step]: next } : { ...others, [step]: next };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length === 0;
}
