import type { ComponentType } from "preact";
import { useState } from "preact/hooks";
import { Icon } from "../frame/icon.tsx";
import type { Field, Member } from "./field.ts";
import { Problems } from "./field-frame.tsx";
import { fieldId } from "./form-context.ts";
import { useSetting } from "./plain-controls.tsx";
import { type Path, pathText } from "./set-at.ts";
import { startValue } from "./start-value.ts";

/** A list of tagged objects, as that of filters: each with its own settings, one to be added. */
export function ListField({
  field,
  path,
  tag,
  members,
  View,
}: {
  readonly field: Field;
  readonly path: Path;
  readonly tag: string;
  readonly members: readonly Member[];
  readonly View: ComponentType<{ readonly field: Field; readonly path: Path }>;
}) {
  const { given, set } = useSetting({ field, path });
  const [chosen, setChosen] = useState(members[0].name);
  const items: readonly unknown[] = Array.isArray(given) ? given : [];
  const text = pathText(path);
  const add = () => {
    const member = members.find((one) => one.name === chosen) ?? members[0];
    set([...items, { [tag]: member.name, ...(startValue(member.schema) as object) }]);
  };
  return (
    <fieldset class="field-group" id={fieldId(text)} tabIndex={-1}>
      <legend>{field.title}</legend>
      <p class="field-help">{field.help}</p>
      <Problems path={text} />
      {items.map((item, n) => (
        <Item
          key={n}
          n={n}
          member={members.find((one) => one.name === (item as Record<string, unknown>)?.[tag])}
          path={[...path, n]}
          onRemove={() => set(items.length === 1 ? undefined : items.filter((_, k) => k !== n))}
          View={View}
        />
      ))}
      <div class="list-add">
        <label class="visually-hidden" for={`${fieldId(text)}-new`}>
          {tag} to add
        </label>
        <select
          id={`${fieldId(text)}-new`}
          value={chosen}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        >
          {members.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
        <button type="button" class="button" onClick={add}>
          Add
        </button>
      </div>
    </fieldset>
  );
}

function Item({
  n,
  member,
  path,
  onRemove,
  View,
}: {
  readonly n: number;
  readonly member: Member | undefined;
  readonly path: Path;
  readonly onRemove: () => void;
  readonly View: ComponentType<{ readonly field: Field; readonly path: Path }>;
}) {
  const title = member?.title ?? "Unknown";
  const text = pathText(path);
  return (
    <section class="list-item" id={fieldId(text)} tabIndex={-1} aria-label={`${title}, ${n + 1}`}>
      <div class="list-item-head">
        <h3>
          {n + 1}. {title}
        </h3>
        <button
          type="button"
          class="icon-button small"
          aria-label={`Remove ${title}, ${n + 1}`}
          title="Remove"
          onClick={onRemove}
        >
          <Icon name="close" />
        </button>
      </div>
      {member !== undefined && <p class="field-help">{member.help}</p>}
      <Problems path={text} />
      {member?.fields.map((one) => (
        <View key={one.key} field={one} path={[...path, one.key]} />
      ))}
    </section>
  );
}
