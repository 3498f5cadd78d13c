/** The name of a file after BIDS: `sub-01_ses-1_space-orig_label-tumor_mask.nii.gz`. */
export interface BidsName {
  /** The label of each entity: `01`, `1`, `orig`, `tumor`. */
  readonly entities: Readonly<Record<string, string>>;
  /** `mask`; for an image its modality: `T1w`, `pet`. */
  readonly suffix: string;
  /** `.nii.gz` */
  readonly extension: string;
}

/** Entities that processing adds. All other entities are those of the image that was processed. */
const added = ["space", "res", "den", "label", "desc", "seg", "atlas", "scale", "hemi"];

/** The parts of a file's name; null if the name does not follow BIDS. */
export function parseBidsName(file: string): BidsName | null {
  const [, stem, extension] = /^([^.]+)(\..+)$/.exec(file) ?? [];
  if (stem === undefined) return null;
  const words = stem.split("_");
  const suffix = words.pop() ?? "";
  const pairs = words.map((word) => /^([a-z]+)-([\dA-Za-z+]+)$/.exec(word));
  const found = pairs.flatMap((pair) => (pair === null ? [] : [[pair[1], pair[2]] as const]));
  if (found.length < words.length || !/^[\dA-Za-z]+$/.test(suffix)) return null;
  return { entities: Object.fromEntries(found), suffix, extension };
}

/** The entities that processing added, as a name has them: `label-tumor_desc-manual`; empty for none. */
export function addedText({ entities }: BidsName, except: readonly string[] = []): string {
  return Object.entries(entities)
    .filter(([entity]) => added.includes(entity) && !except.includes(entity))
    .map((pair) => pair.join("-"))
    .join("_");
}

/**
 * Whether a mask may have been made on an image: both start from one image, lie in one space, and have one
 * resolution.
 */
export function mayBelong(mask: BidsName, image: BidsName): boolean {
  const names = [...Object.keys(mask.entities), ...Object.keys(image.entities)];
  const compared = names.filter((name) => !added.includes(name) || ["res", "den"].includes(name));
  return (
    compared.every((name) => mask.entities[name] === image.entities[name]) &&
    spacesOf(image).includes(mask.entities.space ?? "orig")
  );
}

/** The names of an image's space. The space of an unprocessed image is `orig`, and is also named by its modality. */
function spacesOf({ entities: { space = "orig" }, suffix }: BidsName): readonly string[] {
  return space === "orig" ? ["orig", suffix] : [space];
}

/** Whether a general file applies to a special one: each entity of the general file is one of the special file. */
export function isAbout(general: BidsName, special: BidsName): boolean {
  return (
    general.suffix === special.suffix &&
    Object.entries(general.entities).every(([name, label]) => special.entities[name] === label)
  );
}
