import type { ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import type { Field } from "./field.ts";
import { FormContext, fieldId } from "./form-context.ts";
import { type Path, pathText, valueAt } from "./set-at.ts";

/** A setting with its title, its control, what it means, and what is wrong with it. */
export function FieldFrame({
  field,
  path,
  children,
  isGroup = false,
  hint = null,
}: {
  readonly field: Field;
  readonly path: Path;
  readonly children: ComponentChildren;
  /** Whether there are several controls, which the title then stands for together. */
  readonly isGroup?: boolean;
  /** What is to be written instead, beside what the library says is wrong; null for nothing. */
  readonly hint?: string | null;
}) {
  const { value, set, problemsAt } = useContext(FormContext);
  const text = pathText(path);
  const problems = problemsAt(text);
  const isGiven = valueAt(value, path) !== undefined;
  const title = (
    <>
      {field.title}
      {field.isRequired && (
        <span class="quiet" aria-hidden="true">
          {" *"}
        </span>
      )}
    </>
  );
  const reset = isGiven && !field.isRequired && (
    <button
      type="button"
      class="link field-reset"
      aria-label={`Reset ${field.title} to its default`}
      onClick={() => set(path, undefined)}
    >
      reset
    </button>
  );
  const inside = (
    <>
      <div class="field-control">
        {children}
        {reset}
      </div>
      {field.help !== "" && (
        <p class="field-help" id={`${fieldId(text)}-help`}>
          {field.help}
        </p>
      )}
      <Problems path={text} hint={hint} />
    </>
  );
  const className = `field${problems.length > 0 ? " wrong" : ""}${isGiven ? " given" : ""}`;
  return isGroup ? (
    <fieldset class={className}>
      <legend class="field-title">{title}</legend>
      {inside}
    </fieldset>
  ) : (
    <div class={className}>
      <label class="field-title" for={fieldId(text)}>
        {title}
      </label>
      {inside}
    </div>
  );
}

/** What is wrong with the setting at a path. */
export function Problems({
  path,
  hint = null,
}: {
  readonly path: string;
  readonly hint?: string | null;
}) {
  const { problemsAt } = useContext(FormContext);
  const problems = problemsAt(path);
  if (problems.length === 0) return null;
  const lines = problems.map((one) => (one.path === path ? one.message : one.line));
  return (
    <p class="field-problem" id={`${fieldId(path)}-problem`}>
      {hint !== null && `${hint}. `}
      {lines.join("; ")}
    </p>
  );
}

/** Attributes that tie a control to its help and its problems. */
export function useDescribed(path: Path) {
  const { problemsAt } = useContext(FormContext);
  const text = pathText(path);
  const isWrong = problemsAt(text).length > 0;
  return {
    id: fieldId(text),
    "aria-describedby": `${fieldId(text)}-help${isWrong ? ` ${fieldId(text)}-problem` : ""}`,
    "aria-invalid": isWrong,
  } as const;
}
