import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { CaseReading } from "../case/case-reading.ts";
import { namingFile } from "../io/name-file.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { quoted, suggestion } from "../messages/phrases.ts";
import { isPipe, readInputText } from "../node/read-input.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { Settings, SettingsInput } from "../settings/settings.ts";
import { type Manifest, parseManifest } from "./manifest.ts";
import { completePlan, type FullPlan, type PerturbationPlan } from "./perturbation-plan.ts";
import { runEntry } from "./run-identity.ts";
import { casesOf, type Shard } from "./shard.ts";
import {
  type ImageSettings,
  type NamedSettings,
  type RunEntry,
  type Unit,
  unitsOf,
} from "./unit.ts";

/** What a cohort is made of. */
export interface CohortDefinition {
  /**
   * Path of the manifest, a CSV file. Paths in it are relative to its folder; in a manifest that comes out
   * of a pipe, to the working folder.
   */
  readonly manifest: string;
  /** Whether the manifest may be a pipe. Default false: a pipe is refused. */
  readonly pipes?: boolean | undefined;
  /** One or several settings, each with its name in the tables. */
  readonly settings: readonly { readonly name: string; readonly settings: SettingsInput }[];
  /**
   * Settings of images that are measured with settings of their own, by the names of the images: `PET` of the manifest's
   * column `image:PET`. Such an image is measured with these in place of each of `settings`; its values stand in the rows
   * of each.
   */
  readonly settingsFor?: Readonly<Record<string, SettingsInput>> | undefined;
  /** How images and masks are read. A case's own columns in the manifest come before these options. */
  readonly images?: CaseReading | undefined;
  /** Measures perturbed images and masks instead of those that the manifest names. */
  readonly perturb?: PerturbationPlan | undefined;
}

/** A cohort whose manifest was read and whose settings were checked. */
export interface Cohort {
  readonly manifestPath: string;
  /** SHA-256 of the manifest's text, in hexadecimal. */
  readonly manifestSum: string;
  /** The manifest, with the cases of the shard alone. */
  readonly manifest: Manifest;
  /** The folder that the manifest's paths are relative to. */
  readonly folder: string;
  readonly settings: readonly NamedSettings[];
  readonly settingsFor: ImageSettings;
  readonly plan: FullPlan | null;
  readonly images: CaseReading;
  readonly shard: Shard | null;
  /** The rows of the tables, in their order. */
  readonly units: readonly Unit[];
  readonly run: RunEntry;
}

/**
 * Reads the manifest of a cohort, and checks its settings and perturbations.
 *
 * @param shard the part of the cases that is meant; null for all
 * @throws VoxomicsError `invalid-table` for the manifest, `invalid-settings`, `invalid-file`
 */
export async function defineCohort(
  definition: CohortDefinition,
  shard: Shard | null,
): Promise<Cohort> {
  const { manifest: manifestPath, pipes = false, images = {}, perturb } = definition;
  const text = await readInputText(manifestPath, { pipes });
  const piped = isPipe(await stat(manifestPath));
  const whole = await namingFile(manifestPath, () => parseManifest(text));
  const settings = resolveAll(definition.settings);
  const settingsFor = settingsOfImages(definition.settingsFor ?? {}, whole);
  const all = [...settings.map((one) => one.settings), ...Object.values(settingsFor)];
  checkThresholds(all);
  checkRegions(all);
  const plan = perturb === undefined ? null : completePlan(perturb);
  const manifest = casesOf(whole, shard);
  return {
    manifestPath,
    manifestSum: createHash("sha256").update(text).digest("hex"),
    manifest,
    folder: piped ? resolve() : dirname(resolve(manifestPath)),
    settings,
    settingsFor,
    plan,
    images,
    shard,
    units: unitsOf(manifest.cases, settings, plan, settingsFor),
    run: runEntry(settings, plan, images, shard, settingsFor),
  };
}

function resolveAll(settings: CohortDefinition["settings"]): NamedSettings[] {
  if (settings.length === 0) {
    throw new VoxomicsError("invalid-settings", "found no settings, expected one or several");
  }
  settings.forEach(({ name }, n) => {
    if (settings.findIndex((other) => other.name === name) === n) return;
    throw new VoxomicsError(
      "invalid-settings",
      `two of the settings are called ${quoted(name)}: the tables tell them apart by their names`,
      { found: name },
    );
  });
  return settings.map(({ name, settings: input }) => ({ name, settings: resolveSettings(input) }));
}

/** @throws VoxomicsError `invalid-settings` for an image that the manifest does not have */
function settingsOfImages(
  settingsFor: NonNullable<CohortDefinition["settingsFor"]>,
  { images = [] }: Manifest,
): ImageSettings {
  const entries = Object.entries(settingsFor).map(([name, input]) => {
    if (images.includes(name)) return [name, resolveSettings(input)] as const;
    const known = images.map(quoted).join(", ") || "it has none";
    throw new VoxomicsError(
      "invalid-settings",
      `found settings for the image ${quoted(name)}, expected an image that the manifest has a column of, as in image:PET (${known})${suggestion(name, images)}`,
      { found: name, known: images },
    );
  });
  return Object.fromEntries(entries);
}

/** Refuses settings that make several regions of a case, and settings that need the same mask read in two ways. */
function checkRegions(settings: readonly Settings[]): void {
  const masks = settings.map(({ mask }) => mask);
  const refuse = (message: string, found: unknown) => {
    throw new VoxomicsError("invalid-settings", message, { found });
  };
  if (masks.some((mask) => mask?.components === "apart")) {
    refuse(
      `mask.components: found "apart", expected "all" or "largest": a cohort has one region a case`,
      "apart",
    );
  }
  const withLabels = masks.filter((mask) => (mask?.labels ?? null) !== null).length;
  if (withLabels > 0 && withLabels < masks.length) {
    refuse(
      `mask.labels: found in ${withLabels} of the ${masks.length} settings of one cohort, expected in all or none`,
      withLabels,
    );
  }
}

/** Refuses settings whose mask thresholds differ: the mask of a case is read once for all settings. */
function checkThresholds(settings: readonly Settings[]): void {
  const all = settings.map(({ mask }) => mask?.threshold ?? null);
  const thresholds = [...new Set(all)];
  if (thresholds.length <= 1) return;
  throw new VoxomicsError(
    "invalid-settings",
    `mask.threshold: found ${thresholds.map(String).join(" and ")} in the settings of one cohort, expected one`,
    { found: thresholds },
  );
}
