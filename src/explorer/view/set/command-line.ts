/** A mask beside that of the regions: its file, and which region of it where there are several. */
export interface NamedSecondMask {
  readonly file: string;
  readonly region: string | null;
}

/** What the command line needs to know of a case. */
export interface CommandCase {
  readonly image: string;
  readonly mask: string | null;
  /** The regions that are measured: their numbers, and their names where no other region of the file has the same. */
  readonly regions: readonly { readonly number: number; readonly name: string | null }[];
  /** How the files are read, as the command line's options: of the image, and of the mask. */
  readonly reading?: Readonly<Record<string, string | number | true | undefined>>;
  /** Whether the mask has no other region, so that none is to be chosen. */
  readonly isOnly: boolean;
  /** The mask that regions are cut to; absent for none. */
  readonly within?: NamedSecondMask | undefined;
  /** The mask of white matter; absent for none. */
  readonly whiteMatter?: NamedSecondMask | undefined;
  /** A preset, a file of settings; null for the defaults. */
  readonly settings: string | null;
  /** The file that the features are written to. */
  readonly out?: string;
}

/** The command line that measures what the page measures. */
export function commandLine(of: CommandCase): string {
  const { image, mask, reading = {}, within, whiteMatter, settings, out = "features.json" } = of;
  return [
    "voxomics extract",
    quoted(image),
    mask === null ? "MASK" : quoted(mask),
    ...Object.entries(reading).flatMap(([option, value]) => {
      if (value === undefined) return [];
      return value === true ? [`--${option}`] : [`--${option}`, quoted(String(value))];
    }),
    ...choiceOf(of),
    ...secondMask("--within", within),
    ...secondMask("--white-matter", whiteMatter),
    ...(settings === null ? [] : ["--settings", quoted(settings)]),
    `--out ${out}`,
  ].join(" ");
}

/** The option of a mask beside that of the regions, and the one that chooses a region of it. */
function secondMask(option: string, mask: NamedSecondMask | undefined): readonly string[] {
  if (mask === undefined) return [];
  const region = mask.region === null ? [] : [`${option}-region`, quoted(mask.region)];
  return [option, quoted(mask.file), ...region];
}

/** The options that choose the regions: by names if all have one, else by numbers. The command line takes no mixture. */
function choiceOf({ regions, isOnly }: CommandCase): readonly string[] {
  if (isOnly) return [];
  return regions.every(({ name }) => name !== null)
    ? regions.flatMap(({ name }) => ["--region", quoted(String(name))])
    : ["--label", regions.map(({ number }) => number).join(",")];
}

/** A word as a shell reads it back. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
