import manifest from "../../ibsi-phantoms/data-sets.json" with { type: "json" };
import patients from "../../ibsi-phantoms/patient-sets.json" with { type: "json" };
import type { TeamStudy } from "./team-values.ts";

export interface DataFile {
  /** Path of the file, from the address of its set and from the folder that the set is written to. */
  readonly path: string;
  readonly bytes: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

export interface DataSet {
  readonly name: string;
  readonly title: string;
  /** Whether the set is fetched if none is named. */
  readonly default: boolean;
  readonly licence: string;
  readonly licenceUrl: string;
  readonly nonCommercial: boolean;
  readonly attribution: string;
  readonly baseUrl: string;
  /** The folder that its files are written to, in that of all sets; left out where it is that one. */
  readonly folder?: string;
  /** The patient study whose table of values is made of its files. */
  readonly teamTable?: TeamStudy;
  readonly files: readonly DataFile[];
}

/** The data sets of the IBSI that are not part of the repository. */
export const dataSets: readonly DataSet[] = [...manifest.sets, ...(patients.sets as DataSet[])];

/** The sets of these names, in the order of the names. */
export function namedSets(sets: readonly DataSet[], names: readonly string[]): DataSet[] {
  return [...new Set(names)].map((name) => {
    const set = sets.find((candidate) => candidate.name === name);
    if (set) return set;
    const known = sets.map((candidate) => candidate.name).join(", ");
    throw new RangeError(`no data set "${name}"; there are ${known}`);
  });
}

/** The address of a file: its path after the address of its set, with or without a slash at the end. */
export function fileUrl(baseUrl: string, file: DataFile): string {
  const path = file.path.split("/").map(encodeURIComponent).join("/");
  return `${baseUrl.replace(/\/+$/, "")}/${path}`;
}

/** Bytes of all files of a set. */
export function sizeOf(set: DataSet): number {
  return set.files.reduce((sum, file) => sum + file.bytes, 0);
}
