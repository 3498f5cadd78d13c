/** The lines of each icon, in a square of 24. */
const icons = {
  close: "M6 6l12 12M18 6L6 18",
  dark: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
  eye: "M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
  file: "M13 3H6v18h12V8zM13 3v5h5",
  folder: "M3 6h6l2 2h10v11H3z",
  help: "M9 9a3 3 0 1 1 4.2 2.7c-.8.4-1.2 1-1.2 1.8v.5M12 17.5v.1M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  hidden:
    "M3 3l18 18M10 5.7c.6-.1 1.3-.2 2-.2 6.4 0 10 6.5 10 6.500a17 17 0 0 1-3 3.700M6.5 7.300A17 17 0 0 0 2 12s3.6 6.5 10 6.500c1.5 0 2.9-.4 4.1-.9",
  light:
    "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.400M17.6 17.600L19 19M5 19l1.4-1.400M17.6 6.400L19 5",
  narrow: "M4 5v14M8 12h12M14 6l6 6-6 6",
  warning: "M12 4L2.5 20h19zM12 10v4M12 17v.1",
  wide: "M20 5v14M16 12H4M10 6l-6 6 6 6",
} as const;

export type IconName = keyof typeof icons;

/** A picture beside a label, or inside of a control that has one; screen readers pass over it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={icons[name]} />
    </svg>
  );
}
