import type { JsonSchema } from "../../../schema/json-schema.ts";

/** What a control of the form sets, and how. */
export type Control =
  | { readonly kind: "flag" }
  | { readonly kind: "number" }
  | { readonly kind: "text" }
  | { readonly kind: "choice"; readonly options: readonly (string | number)[] }
  /** Several words of a few, each with a box to tick. */
  | { readonly kind: "words"; readonly options: readonly string[] }
  /** Several words of many, written with commas between. */
  | { readonly kind: "names" }
  /** Any number of numbers, written with semicolons, blanks or commas between. */
  | { readonly kind: "numbersList" }
  /** A number, or an object of several, written with semicolons between in the order of their names. */
  | { readonly kind: "numberOrObject"; readonly names: readonly string[] }
  /** A number an axis or an end. */
  | { readonly kind: "numbers"; readonly length: number; readonly labels: readonly string[] }
  /** An object; `isOff` where null stands for a step that is not done. */
  | { readonly kind: "group"; readonly fields: readonly Field[]; readonly canBeOff: boolean }
  | { readonly kind: "union"; readonly tag: string; readonly members: readonly Member[] }
  | { readonly kind: "list"; readonly tag: string; readonly members: readonly Member[] }
  /** A number, or one of a few words; or several numbers with commas between. */
  | { readonly kind: "mixed"; readonly words: readonly string[]; readonly canBeSeveral: boolean }
  /** What no other control is for: any value, as JSON. */
  | { readonly kind: "json" };

/** A setting of the form. */
export interface Field {
  readonly key: string;
  readonly title: string;
  /** What the setting means, as the schema describes it. */
  readonly help: string;
  readonly isRequired: boolean;
  /** The value that stands where none is given; undefined if there is none. */
  readonly initial: unknown;
  readonly schema: JsonSchema;
  readonly control: Control;
}

/** A form of a union: the settings that go with one value of its tag. */
export interface Member {
  readonly name: string;
  readonly title: string;
  readonly help: string;
  readonly fields: readonly Field[];
  readonly schema: JsonSchema;
}

/** The most words that get a box each. */
const mostBoxes = 16;

/** The fields of an object's properties, in the order of its schema. */
export function fieldsOf({ properties = {}, required = [] }: JsonSchema): readonly Field[] {
  return Object.entries(properties)
    .filter(([key, { const: tag }]) => key !== "$schema" && tag === undefined)
    .map(([key, schema]) => fieldOfSchema(key, schema, required.includes(key)));
}

function fieldOfSchema(key: string, schema: JsonSchema, isRequired: boolean): Field {
  const control = controlOf(key, schema);
  return {
    key,
    title: titleOf(key),
    help: helpOf(schema, control),
    isRequired,
    initial: schema.default,
    schema,
    control,
  };
}

/** A setting's description, with what the form has for `null`: a step that is off, a field that is empty. */
function helpOf({ description = "", items }: JsonSchema, control: Control): string {
  const stands =
    { group: "Off: ", union: "None: ", list: "None: " }[String(control.kind)] ?? "Empty: ";
  const help = description.replace(/\bnull: /g, stands);
  const isOfFractions = control.kind === "numbersList" && items?.type === "number";
  return isOfFractions ? `${help} Numbers as 1.5, 2 or, with decimal commas, 1,5; 2.` : help;
}

function controlOf(key: string, schema: JsonSchema): Control {
  const types = [schema.type ?? []].flat();
  const { items } = schema;
  if (schema.oneOf !== undefined) return mixedOf(schema.oneOf) ?? unionOf(schema.oneOf, "union");
  if (schema.enum !== undefined) {
    return { kind: "choice", options: schema.enum.filter((one) => one !== null) };
  }
  if (schema.properties !== undefined) {
    return { kind: "group", fields: fieldsOf(schema), canBeOff: schema.default === null };
  }
  if (types.includes("array") && items !== undefined) {
    if (items.oneOf !== undefined) return unionOf(items.oneOf, "list");
    if (items.enum !== undefined) {
      const words = items.enum.map(String);
      return words.length > mostBoxes ? { kind: "names" } : { kind: "words", options: words };
    }
    const isOnlyList = !types.some((type) => type === "number" || type === "integer");
    const isOfNumbers = items.type === "integer" || (items.type === "number" && isOnlyList);
    if (isOfNumbers && schema.maxItems === undefined) return { kind: "numbersList" };
    if (schema.minItems !== undefined && schema.minItems === schema.maxItems) {
      return { kind: "numbers", length: schema.minItems, labels: labelsOf(key, schema.minItems) };
    }
  }
  if (types.includes("array") && isNumeric(items)) {
    return { kind: "mixed", words: [], canBeSeveral: true };
  }
  const plain = types.filter((type) => type !== "null");
  if (plain.length !== 1) return { kind: "json" };
  if (plain[0] === "boolean") return { kind: "flag" };
  if (plain[0] === "number" || plain[0] === "integer") return { kind: "number" };
  return plain[0] === "string" ? { kind: "text" } : { kind: "json" };
}

/** The control of numbers that may also be a word or several numbers; null for other alternatives. */
function mixedOf(oneOf: readonly JsonSchema[]): Control | null {
  const [first, second, ...others] = oneOf.filter(({ type }) => type !== "null");
  if (!isNumeric(first) || others.length > 0) return null;
  if (second?.enum !== undefined) {
    return { kind: "mixed", words: second.enum.map(String), canBeSeveral: false };
  }
  const isList = second?.type === "array" && isNumeric(second.items);
  return isList ? { kind: "mixed", words: [], canBeSeveral: true } : null;
}

function isNumeric(schema: JsonSchema | undefined): boolean {
  return schema?.type === "number" || schema?.type === "integer";
}

function unionOf(oneOf: readonly JsonSchema[], kind: "union" | "list"): Control {
  const objects = oneOf.filter(({ properties }) => properties !== undefined);
  const [first] = objects;
  const tag = Object.entries(first?.properties ?? {}).find(([, one]) => one.const !== undefined);
  const others = oneOf.filter((one) => one.properties === undefined && one.type !== "null");
  const isNumber = others.length === 1 && others[0].type === "number";
  if (isNumber && objects.length === 1) {
    return { kind: "numberOrObject", names: Object.keys(first.properties ?? {}) };
  }
  if (tag === undefined || others.length > 0) return { kind: "json" };
  const members = objects.map((schema) => {
    const name = schema.properties?.[tag[0]]?.const ?? "";
    const help = schema.description ?? "";
    return { name, title: titleOf(name), help, fields: fieldsOf(schema), schema };
  });
  return { kind, tag: tag[0], members };
}

/** What the numbers of a list of fixed length are, where there is a usual name for them. */
function labelsOf(key: string, length: number): readonly string[] {
  if (key === "range") return ["from", "to"];
  return length === 3 ? ["x", "y", "z"] : Array.from({ length }, (_, n) => String(n + 1));
}

/** Words that are written as they are known, not as a sentence's. */
const known: Readonly<Record<string, string>> = {
  glcm: "GLCM",
  glrlm: "GLRLM",
  glszm: "GLSZM",
  gldzm: "GLDZM",
  ngtdm: "NGTDM",
  ngldm: "NGLDM",
};

/** `maskInterpolation` as a title: Mask interpolation. */
export function titleOf(key: string): string {
  if (known[key] !== undefined) return known[key];
  const words = key.replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
