/**
 * The quantity x that a feature is at, such as the dose of a volume at a dose. The feature has one value for each
 * x that its family's settings list.
 */
export interface At {
  /** The family's setting that lists x. */
  readonly setting: string;
  /** What stands before and after x in reports: `["", "Gy"]` for `20Gy`. */
  readonly around: readonly [string, string];
}

/** What a feature is at, as reports name it: `20Gy`. */
export function nameAt({ around: [before, after] }: At, x: number): string {
  return `${before}${x}${after}`;
}

/** Whether a text is a name that `nameAt` gives. */
export function isNameAt(at: At, text: string): boolean {
  const [before, after] = at.around;
  const x = Number(text.slice(before.length, text.length - after.length));
  return Number.isFinite(x) && text === nameAt(at, x);
}

/** The ending of a tag for x: `0_03` for 0.03, `minus10` for -10. */
export function tagAt(x: number): string {
  return String(x).replace(".", "_").replaceAll("-", "minus").replace("+", "");
}
