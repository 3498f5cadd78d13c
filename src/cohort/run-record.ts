import { cpus, platform, release, totalmem } from "node:os";
import { version } from "../version.ts";
import type { CohortCase, Manifest } from "./manifest.ts";
import { itemsOfTheStudy, reportedItems } from "./reporting-guideline.ts";
import type { NamedSettings, Unit, UnitEntry } from "./unit.ts";

/** What a record of a run is made from. */
export interface RunFacts {
  readonly started: Date;
  readonly manifestPath: string;
  readonly manifestSum: string;
  readonly manifest: Manifest;
  readonly settings: readonly NamedSettings[];
  readonly suv: string | null;
  readonly workers: number;
  readonly units: readonly Unit[];
  readonly entryOf: (unit: Unit) => UnitEntry;
}

/** `run.json`: all that is needed to repeat a run, and what the IBSI's reporting guideline asks for. */
export function runRecord(facts: RunFacts): object {
  const { started, manifest, settings, suv, units, entryOf } = facts;
  const entries = units.map(entryOf);
  const finished = new Date();
  return {
    software: "voxomics",
    version,
    started: started.toISOString(),
    finished: finished.toISOString(),
    seconds: (finished.getTime() - started.getTime()) / 1000,
    machine: {
      node: process.version,
      system: `${platform()} ${release()}`,
      processor: cpus()[0]?.model.trim() ?? "unknown",
      cores: cpus().length,
      memoryBytes: totalmem(),
      workers: facts.workers,
    },
    manifest: { path: facts.manifestPath, sha256: facts.manifestSum, cases: manifest.cases.length },
    measured: entries.filter(({ failure }) => failure === null).length,
    failed: entries.filter(({ failure }) => failure !== null).length,
    settings: settings.map((named) => ({
      ...named,
      reporting: {
        guideline: "arXiv:1612.07003, section 4.1",
        items: reportedItems(named.settings, suv),
      },
    })),
    reportingItemsOfTheStudy: itemsOfTheStudy,
    cases: manifest.cases.map((one) => caseRecord(one, units, entryOf)),
  };
}

function caseRecord(one: CohortCase, units: readonly Unit[], entryOf: RunFacts["entryOf"]): object {
  const its = units
    .filter((unit) => unit.case === one)
    .map((unit) => ({ unit, entry: entryOf(unit) }));
  const [image, mask] = its.find(({ entry }) => entry.inputs !== null)?.entry.inputs ?? [];
  return {
    id: one.id,
    image: image ?? { path: one.image },
    mask: mask ?? { path: one.mask },
    ...(one.region === null ? {} : { region: one.region }),
    ...(one.label === null ? {} : { label: one.label }),
    runs: its.map(({ unit, entry: { milliseconds, measured, failure } }) => ({
      settings: unit.settings.name,
      milliseconds,
      ...(measured === null ? { failure } : { roi: measured.roi }),
    })),
  };
}
