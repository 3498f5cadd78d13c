import { useContext } from "preact/hooks";
import type { Field, Member } from "./field.ts";
import { Problems } from "./field-frame.tsx";
import { type Form, FormContext, fieldId } from "./form-context.ts";
import { ListField } from "./list-field.tsx";
import {
  ChoiceField,
  FlagField,
  MixedField,
  NamesField,
  NumberField,
  NumbersField,
  NumbersListField,
  TextField,
  useSetting,
  WordsField,
} from "./plain-controls.tsx";
import { type Path, pathText, setAt } from "./set-at.ts";
import { startValue } from "./start-value.ts";

interface Props {
  readonly field: Field;
  readonly path: Path;
}

/** The control of a setting, with all that lies within it. */
export function FieldView(props: Props) {
  const { control } = props.field;
  switch (control.kind) {
    case "flag":
      return <FlagField {...props} />;
    case "number":
      return <NumberField {...props} />;
    case "text":
    case "json":
      return <TextField {...props} />;
    case "mixed":
      return <MixedField {...props} words={control.words} canBeSeveral={control.canBeSeveral} />;
    case "choice":
      return <ChoiceField {...props} options={control.options} />;
    case "words":
      return <WordsField {...props} options={control.options} />;
    case "names":
      return <NamesField {...props} />;
    case "numbersList":
      return <NumbersListField {...props} names={null} />;
    case "numberOrObject":
      return <NumbersListField {...props} names={control.names} />;
    case "numbers":
      return <NumbersField {...props} labels={control.labels} />;
    case "group":
      return <GroupField {...props} fields={control.fields} canBeOff={control.canBeOff} />;
    case "union":
      return <UnionField {...props} tag={control.tag} members={control.members} />;
    case "list":
      return <ListField {...props} tag={control.tag} members={control.members} View={FieldView} />;
  }
}

function GroupField({
  field,
  path,
  fields,
  canBeOff,
}: Props & { readonly fields: readonly Field[]; readonly canBeOff: boolean }) {
  const { given, set } = useSetting({ field, path });
  const isOn = !canBeOff || (given !== undefined && given !== null);
  const text = pathText(path);
  return (
    <fieldset class="field-group" id={fieldId(text)} tabIndex={-1}>
      <legend>
        {canBeOff ? (
          <label class="inline-field">
            <input
              type="checkbox"
              checked={isOn}
              onChange={({ currentTarget }) =>
                set(currentTarget.checked ? startValue(field.schema, field.key) : undefined)
              }
            />
            {field.title}
          </label>
        ) : (
          field.title
        )}
      </legend>
      <p class="field-help">{field.help}</p>
      <Problems path={text} />
      {isOn &&
        fields.map((one) => <FieldView key={one.key} field={one} path={[...path, one.key]} />)}
    </fieldset>
  );
}

function UnionField({
  field,
  path,
  tag,
  members,
}: Props & { readonly tag: string; readonly members: readonly Member[] }) {
  const { given, effective, set } = useSetting({ field, path });
  const name = (effective as Record<string, unknown> | null | undefined)?.[tag];
  const member = members.find((one) => one.name === name);
  const text = pathText(path);
  const canBeOff = field.initial === null;
  const choose = (chosen: string) => {
    if (chosen === "") return set(undefined);
    const next = members.find((one) => one.name === chosen);
    const initial = field.initial as Record<string, unknown> | null | undefined;
    const usual = initial?.[tag] === chosen ? initial : startOf(next, tag);
    set(usual === initial ? undefined : usual);
  };
  return (
    <fieldset class="field-group">
      <legend>
        <label class="inline-field" for={fieldId(text)}>
          {field.title}
        </label>
      </legend>
      <p class="field-help">{field.help}</p>
      <div class="field-control">
        <select
          id={fieldId(text)}
          value={String(name ?? "")}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
        >
          {canBeOff && <option value="">none</option>}
          {!canBeOff && member === undefined && <option value={String(name ?? "")}>choose</option>}
          {members.map((one) => (
            <option key={one.name} value={one.name}>
              {one.title}
            </option>
          ))}
        </select>
      </div>
      {member !== undefined && <p class="field-help">{member.help}</p>}
      <Problems path={text} />
      <UnionFields member={member} given={given} effective={effective} path={path} />
    </fieldset>
  );
}

/**
 * The settings of the member that is chosen. Those of a default show what they are when nothing is given, and become
 * given together when one of them is set.
 */
function UnionFields({
  member,
  given,
  effective,
  path,
}: {
  readonly member: Member | undefined;
  readonly given: unknown;
  readonly effective: unknown;
  readonly path: Path;
}) {
  const form = useContext(FormContext);
  if (member === undefined) return null;
  const isDefault = given === undefined || given === null;
  const within: Form = isDefault
    ? {
        ...form,
        set: (at, value) => form.set(path, setAt(effective, at.slice(path.length), value)),
      }
    : form;
  const values = effective as Readonly<Record<string, unknown>>;
  return (
    <FormContext.Provider value={within}>
      {member.fields.map((one) => {
        const initial = one.initial === undefined && isDefault ? values[one.key] : one.initial;
        return <FieldView key={one.key} field={{ ...one, initial }} path={[...path, one.key]} />;
      })}
    </FormContext.Provider>
  );
}

/** A member's tag with the settings that it cannot do without. */
function startOf(member: Member | undefined, tag: string): unknown {
  if (member === undefined) return undefined;
  return { [tag]: member.name, ...(startValue(member.schema) as object) };
}
