import { isBlob, toBytes } from "../../io/byte-reader.ts";
import type { Source } from "../../io/source.ts";
import type { OpenCase } from "./open-case.ts";

/** The id of an entry of the listing, and what its detail says where the name is not enough. */
export interface EntryId {
  readonly id: string;
  /** Text to stand behind the detail; empty for the first entry of a name. */
  readonly suffix: string;
}

/**
 * The id of an entry, which is the one that its name gives unless other files have it already: those get a number behind
 * it, so that one patient's `mask.nii` never takes the place of another's. Files that are opened again keep theirs.
 *
 * @param name what an entry of these files is called: unique among the files of one patient
 */
export async function entryId(
  held: OpenCase,
  name: string,
  sources: readonly Source[],
): Promise<EntryId> {
  for (let n = 1; ; n++) {
    const id = n === 1 ? name : `${name} (${n})`;
    const known = held.sources.get(id);
    if (known === undefined || (await areSame(known, sources))) {
      held.sources.set(id, sources);
      return { id, suffix: n === 1 ? "" : `, no. ${n} of this name` };
    }
  }
}

/** Whether files are the same, whatever order they came in. */
async function areSame(some: readonly Source[], others: readonly Source[]): Promise<boolean> {
  if (some.length !== others.length) return false;
  const [a, b] = [inOrder(some), inOrder(others)];
  for (const [n, one] of a.entries()) {
    if (!(await isSame(one, b[n]))) return false;
  }
  return true;
}

function inOrder(sources: readonly Source[]): readonly Source[] {
  return sources.toSorted((a, b) => Number(nameOf(a) > nameOf(b)) - Number(nameOf(a) < nameOf(b)));
}

function nameOf({ name }: Source): string {
  return name ?? "";
}

/** Whether two files have the same bytes and, where that is known, were changed at the same time. */
async function isSame({ input: a }: Source, { input: b }: Source): Promise<boolean> {
  if (bytesOf(a) !== bytesOf(b) || changedAt(a) !== changedAt(b)) return false;
  const [left, right] = [await contentOf(a), await contentOf(b)];
  return left.length === right.length && left.every((byte, n) => byte === right[n]);
}

async function contentOf(input: Source["input"]): Promise<Uint8Array> {
  return isBlob(input) ? new Uint8Array(await input.arrayBuffer()) : toBytes(input);
}

function bytesOf(input: Source["input"]): number {
  return isBlob(input) ? input.size : input.byteLength;
}

function changedAt(input: Source["input"]): number | null {
  return "lastModified" in input ? (input as File).lastModified : null;
}
