import type { ComponentChildren } from "preact";

/** A place for a table that may be larger than it; the keyboard reaches it. */
export function Scroller({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ComponentChildren;
}) {
  return (
    <section
      class="scroller"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
      tabIndex={0}
    >
      {children}
    </section>
  );
}
