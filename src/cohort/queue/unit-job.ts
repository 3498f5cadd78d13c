import { createHash } from "node:crypto";
import { realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { version } from "../../base/version.ts";
import type { CaseReading } from "../../case/case-reading.ts";
import type { CohortCase } from "../cohort-case.ts";
import type { PlannedPerturbation } from "../perturbation-plan.ts";
import { engineName } from "../run-identity.ts";
import { isCount, isRecord, isText } from "../sound-value.ts";
import { type NamedSettings, type Unit, type UnitEntry, unitKey } from "../unit.ts";

/**
 * A unit as a worker gets it: everything that its values depend on, and no more. The labels that are copied from the
 * manifest to the tables stay with the coordinator.
 */
export interface UnitJob {
  readonly version: string;
  /** As `engineName` names it. */
  readonly engine: string;
  /** Key of the unit's entry in the journal. */
  readonly key: string;
  readonly case: CohortCase;
  /** Absolute paths of the case's image, mask, `within` and `whiteMatter`, if it has these, as the coordinator has them. */
  readonly paths: {
    readonly image: string;
    readonly mask: string;
    readonly within?: string;
    readonly whiteMatter?: string;
  };
  readonly settings: NamedSettings;
  /** SHA-256 of the settings, in hexadecimal. */
  readonly settingsSum: string;
  readonly perturbation: PlannedPerturbation | null;
  /** How images and masks of all cases are read. */
  readonly images: CaseReading;
}

/**
 * The name of the queue that coordinators and workers of one version and one engine share. Those of another version or
 * engine have another queue, so no worker takes a case that it cannot measure.
 */
export function queueName(): string {
  const sum = sumOf([version, engineName()]).slice(0, 8);
  return `${version}-${sum}`;
}

/** What the names of a queue's keys in Redis begin with. */
export const keyPrefix = "voxomics";

/** @param folder that the manifest's paths start from */
export function jobOf(unit: Unit, folder: string, images: CaseReading): UnitJob {
  const { key, settings, perturbation, case: one } = unit;
  return {
    version,
    engine: engineName(),
    key,
    case: { ...one, carried: [] },
    paths: {
      image: resolve(folder, one.image),
      mask: resolve(folder, one.mask),
      ...(one.within === undefined ? {} : { within: resolve(folder, one.within.path) }),
      ...(one.whiteMatter === undefined
        ? {}
        : { whiteMatter: resolve(folder, one.whiteMatter.path) }),
    },
    settings,
    settingsSum: sumOf(settings),
    perturbation,
    images,
  };
}

/**
 * The first part of the ids of a run's jobs: a hash of what its rows are measured with, of where its cases lie, and
 * of the folder of its tables, which one coordinator at a time holds. The number of the folder in its file system
 * tells folders of one path on several machines apart.
 *
 * @param run as `runSum` hashes it
 * @param out the folder of the tables, which exists
 */
export async function runPrefix(run: string, folder: string, out: string): Promise<string> {
  const [path, { ino }] = await Promise.all([realpath(out), stat(out, { bigint: true })]);
  return `${sumOf([run, folder, path, String(ino)]).slice(0, 16)}-`;
}

/** The id of a unit's job. It depends on the files of the case: after a change of them the unit has a new job. */
export function jobId(prefix: string, { key }: Unit, stamps: UnitEntry["stamps"]): string {
  return prefix + sumOf([key, stamps]).slice(0, 48);
}

/**
 * Checks a job that came out of a queue, and gives the unit that it stands for.
 *
 * @throws Error that says why this worker does not measure it
 */
export function unitIn(found: unknown): { readonly job: UnitJob; readonly unit: Unit } {
  if (!isRecord(found))
    throw new Error("found a job that is no record, expected a case to measure");
  if (found.version !== version || found.engine !== engineName()) {
    throw new Error(
      `found a case for voxomics ${String(found.version)} on ${String(found.engine)}, expected one for ${version} on ${engineName()}`,
    );
  }
  const job = found as unknown as UnitJob;
  const { case: one, paths, settings, perturbation, images } = job;
  const isSound =
    [one, paths, settings, images, one?.reading].every(isRecord) &&
    [one.id, one.image, one.mask, paths.image, paths.mask, settings.name].every(isText) &&
    isSecondMask(one.within, paths.within) &&
    isSecondMask(one.whiteMatter, paths.whiteMatter) &&
    isCount(one.row) &&
    (one.name === undefined || isText(one.name)) &&
    isRecord(settings.settings) &&
    (perturbation === null || isRecord(perturbation));
  if (!isSound)
    throw new Error("found a job without the fields of a case, expected a case to measure");
  if (sumOf(settings) !== job.settingsSum) {
    throw new Error("found settings that do not match their sum, expected those of the run");
  }
  const key = unitKey(one, settings, perturbation);
  if (key !== job.key) throw new Error("found a key that is not the case's, expected its own");
  return { job, unit: { case: one, settings, perturbation, key } };
}

/** Whether a case and its job agree on a mask beside that of the region. */
function isSecondMask(named: unknown, path: unknown): boolean {
  if (named === undefined) return path === undefined;
  return isRecord(named) && isText(named.path) && isText(path);
}

/** SHA-256 of a value as JSON, in hexadecimal. */
function sumOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
