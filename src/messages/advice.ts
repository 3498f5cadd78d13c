/** An option that lets a user go on after an error, and what it does. */
export interface Advice {
  /** The option's name in the library: `series`, `slabThickness`. */
  readonly option: string;
  /** The value to give, as a message shows it: `UID`, `2.5`; null stands for `true`. */
  readonly value: string | null;
  /** What the option does with this value, as a verb with its object: `chooses one`. */
  readonly does: string;
}

/**
 * Writes an option and its value as one interface has them: library, command line or manifest. Null
 * where that interface has no such option.
 */
export type NameOption = (advice: Pick<Advice, "option" | "value">) => string | null;

/** Writes an option as callers of the library give it: `option otherFrame: true`. */
export const libraryOption: NameOption = ({ option, value }) =>
  `option ${option}: ${value ?? "true"}`;

/** The advice in the details of an error; empty if there is none. */
export function adviceIn({ advice }: { readonly advice?: unknown }): readonly Advice[] {
  return Array.isArray(advice) ? advice : [];
}

/** The end of a message that gives advice: `; option series: UID chooses one`; "" without advice. */
export function adviceText(advice: readonly Advice[], name: NameOption): string {
  const known = advice.flatMap((one) => {
    const named = name(one);
    return named === null ? [] : [`${named} ${one.does}`];
  });
  return known.length === 0 ? "" : `; ${known.join(", ")}`;
}
