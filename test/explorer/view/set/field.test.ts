import { describe, expect, it } from "vitest";
import { type Field, fieldsOf, titleOf } from "../../../../src/explorer/view/set/field.ts";
import { groupFields } from "../../../../src/explorer/view/set/groups.ts";
import { settingsSchema } from "../../../../src/settings/settings.ts";

const fields = fieldsOf(settingsSchema);
const named = (key: string, among: readonly Field[] = fields) =>
  among.find((field) => field.key === key) as Field;

/** Every field of the form, also those within others. */
function all(some: readonly Field[]): readonly Field[] {
  return some.flatMap((field) => {
    const { control } = field;
    if (control.kind === "group") return [field, ...all(control.fields)];
    if (control.kind === "union" || control.kind === "list") {
      return [field, ...control.members.flatMap((member) => all(member.fields))];
    }
    return [field];
  });
}

describe("the fields of the settings", () => {
  it("are all settings but the schema's address, each in one group", () => {
    const keys = Object.keys(settingsSchema.properties ?? {}).filter((key) => key !== "$schema");
    expect(fields.map(({ key }) => key)).toEqual(keys);
    const grouped = groupFields(fields).flatMap((group) => group.fields.map(({ key }) => key));
    expect([...grouped].sort()).toEqual([...keys].sort());
  });

  it("have a control of their kind, and say what they mean", () => {
    for (const { key, help } of all(fields)) expect([key, help]).not.toEqual([key, ""]);
    const kinds = Object.fromEntries(fields.map(({ key, control }) => [key, control.kind]));
    expect(kinds).toMatchObject({
      resample: "group",
      nonFinite: "choice",
      discretise: "union",
      aggregations: "words",
      families: "words",
      features: "names",
      filters: "list",
      original: "flag",
      ngldm: "group",
    });
    expect(all(fields).some(({ control }) => control.kind === "json")).toBe(false);
  });

  it("of the mask have controls for lists of labels and for a ring", () => {
    const { control } = named("mask");
    const inside = control.kind === "group" ? control.fields : [];
    expect(named("labels", inside).control).toEqual({ kind: "numbersList" });
    expect(named("ring", inside).control).toEqual({
      kind: "numberOrObject",
      names: ["inner", "outer"],
    });
    expect(named("intensity", inside)).toMatchObject({ initial: null, control: { kind: "union" } });
    expect(named("grow", inside).control).toEqual({ kind: "number" });
  });

  it("know which steps can be off, and what is required", () => {
    const resample = named("resample").control;
    const ngldm = named("ngldm").control;
    expect(resample).toMatchObject({ canBeOff: true });
    expect(ngldm).toMatchObject({ canBeOff: false });
    const within = resample.kind === "group" ? resample.fields : [];
    expect(named("spacing", within)).toMatchObject({
      isRequired: true,
      control: { kind: "numbers", length: 3, labels: ["x", "y", "z"] },
    });
    expect(named("interpolation", within)).toMatchObject({ isRequired: false, initial: "linear" });
  });

  it("of a union are those of each member, without the tag", () => {
    const { control } = named("discretise");
    const members = control.kind === "union" ? control.members : [];
    expect(members.map(({ name, fields }) => [name, fields.map(({ key }) => key)])).toEqual([
      ["fixedBinSize", ["width", "minimum"]],
      ["fixedBinNumber", ["bins"]],
      ["none", []],
    ]);
  });

  it("are one text for a number or a word, and for one number or several", () => {
    const number = { type: "number" } as const;
    const [start, steps] = fieldsOf({
      properties: {
        start: { oneOf: [{ type: "null" }, number, { enum: ["aligned"] }] },
        steps: { oneOf: [number, { type: "array", items: number }] },
      },
    });
    expect(start.control).toEqual({ kind: "mixed", words: ["aligned"], canBeSeveral: false });
    expect(steps.control).toEqual({ kind: "mixed", words: [], canBeSeveral: true });
  });

  it("are one text for any number of numbers", () => {
    const [doses] = fieldsOf({
      properties: { doses: { type: "array", items: { type: "number" } } },
    });
    expect(doses.control).toEqual({ kind: "numbersList" });
  });

  it("of a group without a known stage come last", () => {
    const odd = fieldsOf({ properties: { novelty: { type: "boolean", description: "New." } } });
    expect(groupFields(odd)).toEqual([{ title: "Other", fields: odd }]);
  });

  it("of a form that no control is for are JSON", () => {
    const [field] = fieldsOf({
      properties: { either: { oneOf: [{ type: "integer" }, { type: "array", items: {} }] } },
    });
    expect(field.control).toEqual({ kind: "json" });
  });
});

describe("a title", () => {
  it("is the words of a key", () => {
    expect(titleOf("maskInterpolation")).toBe("Mask interpolation");
    expect(titleOf("glcm")).toBe("GLCM");
  });
});
