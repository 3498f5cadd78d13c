import { groupBy } from "../base/group-by.ts";
import type { FeatureValue } from "../families/feature-value.ts";
import type { PatientScan, PatientValue } from "./patient-scan.ts";

/** How many of the values that were compared agree. */
export interface Share {
  readonly agree: number;
  readonly of: number;
}

/** A share in percent, with a digit after the point; a dash where nothing was compared. */
export function percent({ agree, of }: Share): string {
  return of === 0 ? "–" : `${((100 * agree) / of).toFixed(1)} %`;
}

/** The values of a team that agree with ours to 0.1 %, of those that it gave. */
export function shareOfTeam(values: readonly PatientValue[], team: string): Share {
  const given = values.flatMap(({ agreements }) => agreements.filter((one) => one.team === team));
  return { agree: given.filter(({ close }) => close).length, of: given.length };
}

/**
 * Our values that agree with at least one team, of those that a team gave.
 *
 * @param agrees how: to 0.1 % by default
 */
export function shareWithAnyTeam(
  values: readonly PatientValue[],
  agrees: (value: PatientValue) => boolean = agreesWithAny,
): Share {
  const given = values.filter(({ agreements }) => agreements.length > 0);
  return { agree: given.filter(agrees).length, of: given.length };
}

/** Whether at least one team is at most 0.1 % away. */
export function agreesWithAny({ agreements }: PatientValue): boolean {
  return agreements.some(({ close }) => close);
}

/** Whether at least one team is at most 0.1 % away, or 1 % of the feature's range. */
export function isNearAny({ agreements }: PatientValue): boolean {
  return agreements.some(({ close, inRange }) => close || inRange);
}

/** A team agrees on a feature if it agrees in at least this share of the scans that it measured. */
const mostScans = 0.95;

/** How many teams agree on a feature of one modality, after one filter. */
export interface FeatureTeams {
  readonly filter: number;
  readonly feature: FeatureValue;
  /** Teams that gave values. */
  readonly teams: number;
  /** Those that agree to 0.1 % in at least 95 % of the scans. */
  readonly close: number;
  /** Those that agree to 1 % of the feature's range, in at least 95 % of the scans. */
  readonly inRange: number;
}

/** How many teams agree on each feature of the scans, which are of one study and modality. */
export function teamsByFeature(scans: readonly PatientScan[]): FeatureTeams[] {
  const features = groupBy(
    scans.flatMap(({ values }) => values),
    ({ filter, feature }) => `${filter} ${feature.tag}`,
  );
  return [...features.values()].map((values) => {
    const teams = groupBy(
      values.flatMap(({ agreements }) => agreements),
      ({ team }) => team,
    );
    const agreeing = (how: "close" | "inRange") =>
      [...teams.values()].filter(
        (scans) => scans.filter((one) => one[how]).length >= mostScans * scans.length,
      ).length;
    const { filter, feature } = values[0];
    return { filter, feature, teams: teams.size, close: agreeing("close"), inRange: agreeing("inRange") }; // biome-ignore format: one line
  });
}

/** The scans of one study and modality. */
export interface ScanGroup {
  /** Those whose mask ends within the image's slices. */
  readonly inside: readonly PatientScan[];
  /** Those whose mask has a voxel in the first or the last slice. */
  readonly atBorder: readonly PatientScan[];
}

/** Scans by study and modality, in the order in which these first occur. */
export function scanGroups(scans: readonly PatientScan[]): ScanGroup[] {
  const groups = groupBy(scans, ({ study, modality }) => `${study} ${modality}`).values();
  return [...groups].map((group) => ({
    inside: group.filter(({ atBorder }) => !atBorder),
    atBorder: group.filter(({ atBorder }) => atBorder),
  }));
}

/** All values of the scans. */
export function valuesOf(scans: readonly PatientScan[]): PatientValue[] {
  return scans.flatMap(({ values }) => values);
}

/** The teams that gave values for the scans, as they first occur. */
export function teamsOf(scans: readonly PatientScan[]): string[] {
  return [
    ...new Set(
      scans.flatMap(({ values }) =>
        values.flatMap(({ agreements }) => agreements.map(({ team }) => team)),
      ),
    ),
  ];
}
