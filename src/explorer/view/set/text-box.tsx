import { useState } from "preact/hooks";

/**
 * A box for text. While it has the focus it shows what was typed; else what the text came to mean.
 */
export function TextBox({
  text,
  onText,
  ...rest
}: {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly [attribute: string]: unknown;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <input
      type="text"
      autocomplete="off"
      spellcheck={false}
      {...rest}
      value={draft ?? text}
      onInput={({ currentTarget }) => {
        setDraft(currentTarget.value);
        onText(currentTarget.value);
      }}
      onBlur={() => setDraft(null)}
    />
  );
}
