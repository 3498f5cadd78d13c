import { basename } from "node:path";
import { groupBy } from "../../base/group-by.ts";
import { messageNaming, VoxomicsError } from "../../messages/errors.ts";
import { counted } from "../../messages/phrases.ts";
import { listRegions } from "../../node/read-file.ts";
import { type BidsFile, type BidsFiles, besidePath, findBids, lookupOf } from "./bids-files.ts";
import { imagesOf } from "./bids-images.ts";
import { addedText } from "./bids-name.ts";
import { readLookup, readParticipants, readSources } from "./bids-tables.ts";
import type { DraftCase, ManifestDraft } from "./draft-case.ts";

/** A region of a mask: its label, or null for a mask of 0 and 1; its name, or null if it has none. */
interface BidsRegion {
  readonly label: number | null;
  readonly name: string | null;
}

/**
 * The cases in a BIDS data set and its derivatives: each `mask` and each label of each `dseg`, with the images that
 * they belong to. Columns of `participants.tsv` are carried along.
 *
 * @throws VoxomicsError `invalid-file` if there is no such folder, or more than 100,000 files;
 *   `invalid-table` for a `participants.tsv` with two columns of one name, or two rows of one subject
 */
export async function draftFromBids(folder: string): Promise<ManifestDraft> {
  const files = await findBids(folder);
  const participants = await readParticipants(folder);
  const used = new Set<BidsFile>();
  const cases: DraftCase[] = [];
  const notes: string[] = [];
  for (const mask of files.masks) {
    const sidecar = besidePath(mask, ".json");
    const { sources, problem } = await readSources(sidecar);
    if (problem !== null) notes.push(`${sidecar}: not read: ${problem}`);
    const { images, problems } = await imagesOf(mask, files.images, sources);
    notes.push(...problems.map((reason) => `${mask.path}: not paired with an image: ${reason}`));
    if (images.length === 0) continue;
    for (const image of images) used.add(image);
    const { regions, notes: left } = await regionsOf(mask, files.lookups);
    notes.push(...left);
    const subject = `sub-${mask.entities.sub}`;
    const labels = participants?.get(subject) ?? {};
    cases.push(
      ...images.flatMap((image) => regions.map((region) => caseOf(image, mask, region, labels))),
    );
  }
  return { cases, notes: [...notes, ...otherNotes(files, used), ...missing(cases, participants)] };
}

/** The regions of a mask, and what is left out of it. */
async function regionsOf(
  mask: BidsFile,
  lookups: readonly BidsFile[],
): Promise<{ readonly regions: readonly BidsRegion[]; readonly notes: readonly string[] }> {
  const named = mask.entities.label ?? null;
  if (mask.suffix === "mask") return { regions: [{ label: null, name: named }], notes: [] };
  try {
    const found = (await listRegions(mask.path)).map(({ number }) => number);
    if (found.length === 0) {
      return { regions: [], notes: [`${mask.path}: left out: it holds no label but 0`] };
    }
    const lookup = lookupOf(mask, lookups);
    if (lookup === null)
      return { regions: found.map((label) => ({ label, name: null })), notes: [] };
    const names = await readLookup(lookup.path);
    const unnamed = found.filter((label) => !names.has(label));
    const empty = [...names.keys()].filter((label) => !found.includes(label));
    const part = (labels: readonly number[], why: string) =>
      labels.length === 0 ? [] : [`${mask.path}: left out: ${counted(labels.length, "label")} ${why} ${lookup.name}: ${labels.join(", ")}`]; // biome-ignore format: one line
    return {
      regions: found
        .filter((label) => names.has(label))
        .map((label) => ({ label, name: names.get(label) ?? null })),
      notes: [...part(unnamed, "not in"), ...part(empty, "without voxels of")],
    };
  } catch (error) {
    if (!(error instanceof VoxomicsError)) throw error;
    return { regions: [], notes: [`not read: ${messageNaming(error, () => null)}`] };
  }
}

function caseOf(
  image: BidsFile,
  mask: BidsFile,
  { label, name }: BidsRegion,
  participant: Readonly<Record<string, string | null>>,
): DraftCase {
  const { sub, ses } = mask.entities;
  const shared = Object.keys(image.entities).filter(
    (entity) => image.entities[entity] === mask.entities[entity],
  );
  const kind = addedText(mask, ["space", ...shared]);
  const region = label === null ? [] : [name ?? `label-${label}`];
  return {
    parts: [
      basename(image.path).slice(0, -image.extension.length),
      ...(kind === "" && label !== null ? [] : [kind || mask.suffix]),
      ...region,
    ],
    more: [mask.dataset || null, image.dataset || null],
    identity: JSON.stringify([image.name, mask.name, label]),
    image: image.path,
    mask: mask.path,
    ...(label === null ? {} : { label }),
    carried: {
      participant_id: `sub-${sub}`,
      session_id: ses === undefined ? null : `ses-${ses}`,
      modality: image.suffix,
      structure: name,
      ...participant,
    },
  };
}

function otherNotes(files: BidsFiles, used: ReadonlySet<BidsFile>): readonly string[] {
  const alone = groupBy(
    files.images.filter((image) => !used.has(image)),
    ({ suffix }) => suffix,
  );
  const such = (all: readonly (BidsFile | string)[]) => {
    const [first] = all.map((one) => (typeof one === "string" ? one : one.path));
    return all.length === 1 ? first : `${first} and ${all.length - 1} more`;
  };
  return [
    ...[...alone].map(([suffix, all]) => `no mask was paired with ${counted(all.length, "image")} of suffix ${suffix}: ${such(all)}`), // biome-ignore format: one line
    ...(files.probabilities.length === 0
      ? []
      : [`masks of probabilities are left out, as a region needs a threshold (column mask-threshold): ${such(files.probabilities)}`]), // biome-ignore format: one line
    ...(files.unnamed.length === 0
      ? []
      : [`${counted(files.unnamed.length, "NIfTI file")} whose names are not after BIDS: ${such(files.unnamed)}`]), // biome-ignore format: one line
  ];
}

/** Subjects of which `participants.tsv` says nothing. */
function missing(
  cases: readonly DraftCase[],
  participants: ReadonlyMap<string, unknown> | null,
): readonly string[] {
  if (participants === null) return [];
  const subjects = [...new Set(cases.map(({ carried }) => carried.participant_id ?? ""))];
  const unknown = subjects.filter((subject) => !participants.has(subject));
  return unknown.length === 0 ? [] : [`participants.tsv does not have ${unknown.join(", ")}`];
}
