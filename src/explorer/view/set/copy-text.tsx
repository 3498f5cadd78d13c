import { useState } from "preact/hooks";

/** A text to copy, with a button that does so. */
export function CopyText({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly children?: preact.ComponentChildren;
}) {
  const [said, setSaid] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("copied");
    } catch {
      setSaid("the browser refused; select the text and copy it");
    }
  };
  return (
    <section class="copy">
      <div class="copy-head">
        <h3>{title}</h3>
        <span class="quiet" role="status">
          {said}
        </span>
        {children}
        <button type="button" class="button" aria-label={`Copy ${title}`} onClick={copy}>
          Copy
        </button>
      </div>
      <textarea
        class="copy-text"
        readOnly
        rows={Math.min(16, text.split("\n").length + 1)}
        aria-label={title}
        spellcheck={false}
        value={text}
      />
    </section>
  );
}
