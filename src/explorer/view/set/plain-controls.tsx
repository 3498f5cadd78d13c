import { useContext, useState } from "preact/hooks";
import type { Field } from "./field.ts";
import { FieldFrame, useDescribed } from "./field-frame.tsx";
import { FormContext, fieldId } from "./form-context.ts";
import {
  commaReading,
  numberIn,
  numberOrObjectIn,
  numbersIn,
  numbersListIn,
  numbersText,
  textOf,
  twofoldHint,
} from "./number-text.ts";
import { type Path, pathText, valueAt } from "./set-at.ts";
import { TextBox } from "./text-box.tsx";

interface Props {
  readonly field: Field;
  readonly path: Path;
}

/** The value that is given at a path, and what stands where there is none. */
export function useSetting({ field, path }: Props) {
  const { value, set } = useContext(FormContext);
  const given = valueAt(value, path);
  return { given, effective: given ?? field.initial, set: (next: unknown) => set(path, next) };
}

export function NumberField(props: Props) {
  const { given, set } = useSetting(props);
  const described = useDescribed(props.path);
  const { initial } = props.field;
  return (
    <FieldFrame {...props}>
      <TextBox
        {...described}
        class="number"
        inputMode="decimal"
        placeholder={initial === null ? "none" : textOf(initial)}
        text={textOf(given)}
        onText={(text) => set(numberIn(text))}
      />
    </FieldFrame>
  );
}

/** A number, one of a few words, or several numbers with commas between. */
export function MixedField({
  words,
  canBeSeveral,
  ...props
}: Props & { readonly words: readonly string[]; readonly canBeSeveral: boolean }) {
  const { given, set } = useSetting(props);
  const described = useDescribed(props.path);
  const { initial } = props.field;
  const usual = textOf(initial) || "none";
  const areWhole = isOfWholeNumbers(props.field);
  return (
    <FieldFrame {...props} hint={canBeSeveral ? twofoldHint(given) : null}>
      <TextBox
        {...described}
        class="text"
        placeholder={[usual, ...words].join(", or ")}
        text={Array.isArray(given) ? given.join(", ") : textOf(given)}
        onText={(text) => set(canBeSeveral ? numbersIn(text, areWhole) : numberIn(text))}
      />
    </FieldFrame>
  );
}

export function TextField(props: Props) {
  const { given, set } = useSetting(props);
  const described = useDescribed(props.path);
  const { control, schema } = props.field;
  const isJson = control.kind === "json";
  const parse = (text: string): unknown => {
    if (text.trim() === "") return undefined;
    if (!isJson) return text.trim();
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  };
  return (
    <FieldFrame {...props}>
      <TextBox
        {...described}
        class="text"
        placeholder={schema.examples?.join(", ") ?? textOf(props.field.initial)}
        text={textOf(given)}
        onText={(text) => set(parse(text))}
      />
    </FieldFrame>
  );
}

/** Several words of many, with commas between. */
export function NamesField(props: Props) {
  const { given, set } = useSetting(props);
  const described = useDescribed(props.path);
  const { examples } = props.field.schema.items ?? {};
  const words = (text: string) =>
    text
      .split(/[\s,]+/)
      .map((word) => word.trim())
      .filter((word) => word !== "");
  return (
    <FieldFrame {...props}>
      <TextBox
        {...described}
        class="text"
        placeholder={examples === undefined ? "all" : `all, or ${examples.join(", ")}`}
        text={Array.isArray(given) ? given.join(", ") : textOf(given)}
        onText={(text) => set(words(text).length === 0 ? undefined : words(text))}
      />
    </FieldFrame>
  );
}

/**
 * Numbers in one text: a list, or, with names, one number alone or an object of several in the order of
 * the names.
 */
export function NumbersListField({
  names,
  ...props
}: Props & { readonly names: readonly string[] | null }) {
  const { given, set } = useSetting(props);
  const described = useDescribed(props.path);
  const usual = numbersText(props.field.initial) || "none";
  const [reading, setReading] = useState<string | null>(null);
  const read = (text: string) =>
    names === null
      ? numbersListIn(text, isOfWholeNumbers(props.field))
      : numberOrObjectIn(text, names);
  return (
    <FieldFrame {...props} hint={names === null ? twofoldHint(given) : null}>
      <TextBox
        {...described}
        class="text"
        inputMode="decimal"
        placeholder={names === null ? usual : `one number, or ${names.join("; ")}`}
        text={numbersText(given)}
        onText={(text) => {
          set(read(text));
          setReading(names === null ? null : commaReading(text, names));
        }}
      />
      {reading !== null && (
        <span class="quiet" role="status">
          {reading}
        </span>
      )}
    </FieldFrame>
  );
}

/** Whether the numbers of a setting have to be whole ones, which have no decimal comma. */
function isOfWholeNumbers({ schema }: Field): boolean {
  const forms = [schema, ...(schema.oneOf ?? [])].map(({ items }) => items?.type);
  return forms.includes("integer");
}

export function ChoiceField({
  options,
  ...props
}: Props & { readonly options: readonly (string | number)[] }) {
  const { effective, set } = useSetting(props);
  const described = useDescribed(props.path);
  const known = options.some((one) => one === effective);
  return (
    <FieldFrame {...props}>
      <select
        {...described}
        value={String(effective ?? "")}
        onChange={({ currentTarget }) => {
          const chosen = options.find((one) => String(one) === currentTarget.value);
          set(chosen === props.field.initial ? undefined : chosen);
        }}
      >
        {!known && <option value={String(effective ?? "")}>{String(effective ?? "choose")}</option>}
        {options.map((one) => (
          <option key={one} value={String(one)}>
            {one}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

export function FlagField(props: Props) {
  const { effective, set } = useSetting(props);
  const described = useDescribed(props.path);
  return (
    <FieldFrame {...props}>
      <input
        {...described}
        type="checkbox"
        checked={effective === true}
        onChange={({ currentTarget }) => {
          const { checked } = currentTarget;
          set(checked === props.field.initial ? undefined : checked);
        }}
      />
    </FieldFrame>
  );
}

/** Words to tick; they stay in the order of the schema. */
export function WordsField({ options, ...props }: Props & { readonly options: readonly string[] }) {
  const { effective, set } = useSetting(props);
  const chosen: readonly unknown[] = Array.isArray(effective) ? effective : [];
  const id = fieldId(pathText(props.path));
  return (
    <FieldFrame {...props} isGroup>
      <div class="words" id={id} tabIndex={-1}>
        {options.map((word) => (
          <label key={word} class="word">
            <input
              type="checkbox"
              checked={chosen.includes(word)}
              onChange={({ currentTarget }) => {
                const { checked } = currentTarget;
                set(options.filter((one) => (one === word ? checked : chosen.includes(one))));
              }}
            />
            {word}
          </label>
        ))}
      </div>
    </FieldFrame>
  );
}

/** A number an axis, or the two ends of a range; an empty one is null. */
export function NumbersField({ labels, ...props }: Props & { readonly labels: readonly string[] }) {
  const { given, set } = useSetting(props);
  const values: readonly unknown[] = Array.isArray(given) ? given : labels.map(() => null);
  const described = useDescribed(props.path);
  return (
    <FieldFrame {...props} isGroup>
      <div class="numbers" id={described.id} tabIndex={-1}>
        {labels.map((label, n) => (
          <div key={label} class="inline-field">
            <span class="quiet">{label}</span>
            <TextBox
              class="number"
              inputMode="decimal"
              aria-label={`${props.field.title} ${label}`}
              aria-invalid={described["aria-invalid"]}
              placeholder={props.field.key === "range" ? "open" : "as it is"}
              text={textOf(values[n])}
              onText={(text) => {
                const next = values.map((one, k) => (k === n ? (numberIn(text) ?? null) : one));
                const isEmpty = next.every((one) => one === null) && !props.field.isRequired;
                set(isEmpty ? undefined : next);
              }}
            />
          </div>
        ))}
      </div>
    </FieldFrame>
  );
}
