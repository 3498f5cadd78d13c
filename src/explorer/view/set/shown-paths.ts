import type { Field } from "./field.ts";
import { type Path, pathText, valueAt } from "./set-at.ts";

/** The paths of the fields that the form shows for settings; a step that is off shows no fields of its own. */
export function shownPaths(fields: readonly Field[], settings: unknown): ReadonlySet<string> {
  return new Set(fields.flatMap((field) => pathsOf(field, [field.key], settings)));
}

function pathsOf({ control, initial }: Field, path: Path, settings: unknown): readonly string[] {
  const own = pathText(path);
  const within = (fields: readonly Field[], at: Path) =>
    fields.flatMap((one) => pathsOf(one, [...at, one.key], settings));
  const value = valueAt(settings, path) ?? initial;
  switch (control.kind) {
    case "group": {
      const isOn = !control.canBeOff || (value !== undefined && value !== null);
      return isOn ? [own, ...within(control.fields, path)] : [own];
    }
    case "union": {
      const member = control.members.find(({ name }) => name === valueAt(value, [control.tag]));
      return [own, ...within(member?.fields ?? [], path)];
    }
    case "list": {
      const items = Array.isArray(value) ? value : [];
      const ofItems = items.flatMap((item, n) => {
        const member = control.members.find(({ name }) => name === valueAt(item, [control.tag]));
        return [pathText([...path, n]), ...within(member?.fields ?? [], [...path, n])];
      });
      return [own, ...ofItems];
    }
    default:
      return [own];
  }
}
