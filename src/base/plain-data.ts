/** Data nested deeper are not taken as plain: they may hold themselves. */
const DEEPEST = 32;

/** Stands for a value that is no plain data. */
export const notPlain = Symbol("not plain");

/**
 * A copy of plain data: of values without parts, and of arrays and plain objects of such data. `notPlain` for
 * all else: a function, an instance of a class, an object with a hidden property, or one that holds itself.
 */
export function copyData(value: unknown, depth = 0): unknown {
  if (!isContainer(value)) return Object(value) === value ? notPlain : value;
  if (depth === DEEPEST) return notPlain;
  if (Array.isArray(value)) {
    const items = Array.from(value, (item) => copyData(item, depth + 1));
    return items.includes(notPlain) ? notPlain : items;
  }
  const names = Object.getOwnPropertyNames(value);
  if (names.length > Object.keys(value).length) return notPlain;
  const copy: Record<string, unknown> = { ...value };
  for (const name of names) {
    const part = copyData(copy[name], depth + 1);
    if (part === notPlain) return notPlain;
    copy[name] = part;
  }
  return copy;
}

/** Whether a value is the same data as a copy that `copyData` made. */
export function isSameData(value: unknown, copy: unknown): boolean {
  if (!isContainer(value) || !isContainer(copy)) return Object.is(value, copy);
  if (Array.isArray(value) !== Array.isArray(copy)) return false;
  if (Array.isArray(value) && Array.isArray(copy)) {
    if (value.length !== copy.length) return false;
    for (let k = 0; k < copy.length; k++) if (!isSameData(value[k], copy[k])) return false;
    return true;
  }
  const names = Object.getOwnPropertyNames(value);
  const known = Object.keys(copy);
  return (
    names.length === known.length &&
    known.every((name, k) => name === names[k] && isSameData(value[name], copy[name]))
  );
}

/** Plain data that can no longer be changed: the value itself, frozen with all its parts. */
export function freezeData<T>(value: T): T {
  if (isContainer(value)) {
    for (const part of Object.values(value)) freezeData(part);
    Object.freeze(value);
  }
  return value;
}

/** Whether a value is an array or an object as literals make them. */
function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype || prototype === null;
}
