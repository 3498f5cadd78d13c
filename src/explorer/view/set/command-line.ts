/** What the command line needs to know of a case. */
export interface CommandCase {
  readonly image: string;
  readonly mask: string | null;
  /** The regions that are measured: their numbers, and their names where the file has names. */
  readonly regions: readonly { readonly number: number; readonly name: string | null }[];
  /** How the files are read, as the command line's options: of the image, and of the mask. */
  readonly reading?: Readonly<Record<string, string | number | undefined>>;
  /** Whether the mask has no other region, so that none is to be chosen. */
  readonly isOnly: boolean;
  /** A preset, a file of settings; null for the defaults. */
  readonly settings: string | null;
}

/** The command line that measures what the page measures. */
export function commandLine(of: CommandCase): string {
  const { image, mask, reading = {}, regions, isOnly, settings } = of;
  const chosen = isOnly
    ? []
    : regions.flatMap(({ number, name }) =>
        name === null ? ["--label", String(number)] : ["--region", quoted(name)],
      );
  return [
    "voxomics extract",
    quoted(image),
    mask === null ? "MASK" : quoted(mask),
    ...Object.entries(reading).flatMap(([option, value]) =>
      value === undefined ? [] : [`--${option}`, quoted(String(value))],
    ),
    ...chosen,
    ...(settings === null ? [] : ["--settings", quoted(settings)]),
    "--out features.json",
  ].join(" ");
}

/** A word as a shell reads it back. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
