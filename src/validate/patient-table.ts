import { groupBy } from "../base/group-by.ts";
import { counted } from "../messages/phrases.ts";
import { alignColumns, type Column } from "../report/columns.ts";
import { familyHeading } from "../report/family-heading.ts";
import { checkArgument } from "../schema/check-argument.ts";
import {
  percent,
  type ScanGroup,
  scanGroups,
  shareOfTeam,
  shareWithAnyTeam,
  teamsOf,
  valuesOf,
} from "./patient-counts.ts";
import type { PatientScan, PatientValue } from "./patient-scan.ts";
import { patientFilters, patientStudies } from "./patient-study.ts";

const columns: readonly Column[] = [
  { align: "left", width: 52 },
  { align: "right", width: 9 },
  { align: "right", width: 12 },
  { align: "left", width: 0 },
];

/**
 * How the values of patients agree with those of the teams, as text: for each study and modality a line for each filter
 * (IBSI 2) or family (IBSI 1), with the share of values that at least one team has to 0.1 %, and the team
 * that has the most of them.
 *
 * @example
 * ```ts
 * import { type PatientScan, toPatientTable } from "voxomics/validate";
 *
 * const scans: PatientScan[] = []; // of compareWithTeams
 * console.log(toPatientTable(scans));
 * ```
 */
export function toPatientTable(scans: readonly PatientScan[]): string {
  checkArgument(scans, "scans", "array");
  return scanGroups(scans)
    .map((group) => `${alignColumns(columns, groupRows(group)).join("\n")}\n`)
    .join("\n");
}

function groupRows({ inside, atBorder }: ScanGroup): string[][] {
  const [{ study, modality }] = [...inside, ...atBorder];
  const title = `${patientStudies[study].title}, ${modality}`;
  const parts = groupBy(valuesOf(inside), ({ filter, feature }) =>
    study === "ibsi-1-phase3"
      ? familyHeading(feature.family)
      : `${filter}: ${patientFilters[filter - 1]}`,
  );
  return [
    [`${title}, ${counted(inside.length, "scan")}`, "values", "with a team", "the nearest team"],
    ...[...parts].map(([name, values]) => cells(`  ${name}`, values, inside)),
    ...(parts.size > 1 ? [cells("  all", valuesOf(inside), inside)] : []),
    ...(atBorder.length > 0
      ? [cells(`  ${atBorder.length} with a mask up to the first or last slice`, valuesOf(atBorder), atBorder)] // biome-ignore format: one line
      : []),
  ];
}

function cells(
  name: string,
  values: readonly PatientValue[],
  scans: readonly PatientScan[],
): string[] {
  const shares = teamsOf(scans).map((team) => ({ team, share: shareOfTeam(values, team) }));
  const [nearest] = shares
    .filter(({ share }) => share.of > 0)
    .sort((a, b) => b.share.agree - a.share.agree);
  return [
    name,
    String(values.length),
    percent(shareWithAnyTeam(values)),
    nearest === undefined ? "" : `${percent(nearest.share)}  ${nearest.team}`,
  ];
}
