import type { Watch } from "../base/watch.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { distinctNotes, type Note } from "../messages/note.ts";
import { quoted } from "../messages/phrases.ts";
import { checkValue, completed } from "../schema/check.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptions } from "../schema/check-options.ts";
import { checkMask, type Mask } from "../volume/mask.ts";
import type { TriedNumber } from "./cluster-points.ts";
import { fitModel } from "./fit-model.ts";
import type { HabitatModel } from "./habitat-model.ts";
import { type HabitatMap, mapValues } from "./map-values.ts";
import { drawnNumbers } from "./points.ts";
import { type HabitatInput, habitatSchema } from "./settings.ts";

/** A case that centres are learned on. */
export interface HabitatSource {
  /** The same names in every case. */
  readonly maps: readonly HabitatMap[];
  /** The region, on the grid of the maps. Default: where every map has a value. */
  readonly mask?: Mask | undefined;
}

/** How centres are learned on several cases. */
export interface LearnOptions extends Watch {
  /** The most voxels that a case gives; of more, so many are drawn by the seed. Default 10,000. */
  readonly voxelsPerCase?: number | undefined;
}

/** Centres that were learned on several cases. */
export interface LearnedHabitats {
  /** For `applyHabitats`, and `model` in the options of `findHabitats`. */
  readonly model: HabitatModel;
  readonly tried: readonly TriedNumber[];
  readonly notes: readonly Note[];
}

/**
 * Learns centres of habitats on the pooled voxels of several cases: their maps get one scale, and their voxels are
 * clustered together, as `clusterMaps` does it with those of one. Values must mean the same in each case.
 *
 * Cases are read one after another, and of each only the values in some voxels are kept, so that large regions count no
 * more than others.
 *
 * @param cases their maps, as `findHabitats` gives them in `maps`; a generator may make them
 * @throws VoxomicsError as `clusterMaps` does, the case named by its number from 1; `invalid-argument` for no case and
 *   for a case with other maps than the first. If the signal is aborted, its reason is thrown.
 *
 * @example
 * ```ts
 * import { findHabitats, learnHabitats } from "voxomics/habitats";
 *
 * const one = findHabitats([{ image }], mask, { clustering: { clusters: 2 } });
 * const { model } = await learnHabitats([one, one], { clusters: 3 }); // in a study: cases of many patients
 * console.log(findHabitats([{ image }], mask, { model }).habitats.length);
 * ```
 */
export async function learnHabitats(
  cases: Iterable<HabitatSource> | AsyncIterable<HabitatSource>,
  settings: HabitatInput = {},
  options: LearnOptions = {},
): Promise<LearnedHabitats> {
  checkOptions(options, { voxelsPerCase: null, onProgress: "function", signal: "signal" });
  const { voxelsPerCase = 10_000, ...watch } = options;
  const isCount = Number.isInteger(voxelsPerCase) && voxelsPerCase >= 1;
  checkValue(isCount, "voxelsPerCase", voxelsPerCase, "an integer from 1");
  const resolved = completed(habitatSchema, settings, "");
  checkArgument(cases, "cases", "iterable");
  const parts: Float64Array[][] = [];
  const notes: Note[] = [];
  let first: readonly HabitatMap[] = [];
  for await (const source of cases) {
    watch.signal?.throwIfAborted();
    const number = parts.length + 1;
    if (number === 1) first = source?.maps;
    const { columns, notes: own } = namingCase(number, () => valuesOf(source, first));
    notes.push(...own.map((note) => ({ ...note, message: `case ${number}: ${note.message}` })));
    const some = drawnNumbers(
      columns[0].length,
      Math.min(voxelsPerCase, columns[0].length),
      resolved.seed,
    );
    parts.push(columns.map((column) => Float64Array.from(some, (n) => column[n])));
  }
  if (parts.length === 0) {
    const message = "cases: found none, expected at least one to learn centres on";
    throw new VoxomicsError("invalid-argument", message, { what: "cases", found: 0 });
  }
  const columns = first.map((_, f) => joined(parts.map((part) => part[f])));
  const fitted = fitModel(first, { columns }, resolved, watch);
  return {
    model: { ...fitted.model, cases: parts.length },
    tried: fitted.tried,
    notes: distinctNotes([...notes, ...fitted.notes]),
  };
}

/** The values of a case in the order of the first case's maps. */
function valuesOf({ maps, mask }: HabitatSource, first: readonly HabitatMap[]) {
  checkArgument(maps, "maps", "array");
  const names = (list: readonly HabitatMap[]) =>
    list.map((map) => quoted(String(map?.name))).join(", ");
  const ordered = first.map((wanted) => maps.find((map) => map?.name === wanted?.name));
  if (maps.length !== first.length || ordered.includes(undefined)) {
    const message = `maps: found ${names(maps) || "none"}, expected those of the first case: ${names(first)}`;
    throw new VoxomicsError("invalid-argument", message, { what: "maps", found: names(maps) });
  }
  const same = ordered as HabitatMap[];
  return mapValues(same, mask === undefined ? whereAllHaveValues(same) : checkMask(mask));
}

/** The voxels in which every map has a value; all where maps are no maps, which is refused later. */
function whereAllHaveValues(maps: readonly HabitatMap[]): Mask {
  const volumes = maps.map((map) => map?.volume);
  checkArgument(volumes[0], "maps[0].volume", { data: "iterable", size: "vector" });
  const [{ data, ...grid }] = volumes;
  const inside = Uint8Array.from(data, (_, v) =>
    volumes.every((volume) => Number.isFinite(volume?.data?.[v])) ? 1 : 0,
  );
  return { ...grid, data: inside.includes(1) ? inside : inside.fill(1) };
}

function namingCase<T>(number: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof VoxomicsError)) throw error;
    const { code, message, details } = error;
    throw new VoxomicsError(code, `case ${number}: ${message}`, details, { cause: error });
  }
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
