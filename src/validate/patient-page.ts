import { groupBy } from "../base/group-by.ts";
import { counted } from "../messages/phrases.ts";
import { featureTitle } from "../report/family-heading.ts";
import { leftOut } from "./left-out.ts";
import { markdownTable } from "./markdown-table.ts";
import {
  agreesWithAny,
  type FeatureTeams,
  isNearAny,
  percent,
  type ScanGroup,
  type Share,
  scanGroups,
  shareOfTeam,
  shareWithAnyTeam,
  teamsByFeature,
  teamsOf,
  valuesOf,
} from "./patient-counts.ts";
import {
  aboutBorder,
  aboutCells,
  aboutFeatures,
  aboutFilters,
  aboutStudies,
} from "./patient-page-text.ts";
import type { PatientScan, PatientValue } from "./patient-scan.ts";
import { patientFilters, patientStudies } from "./patient-study.ts";

/** The section of the conformance page about the patients: Markdown, line by line. */
export function patientSection(scans: readonly PatientScan[]): string[] {
  if (scans.length === 0) return [];
  const ibsi1 = scanGroups(scans.filter(({ study }) => study === "ibsi-1-phase3"));
  const ibsi2 = scanGroups(scans.filter(({ study }) => study === "ibsi-2-phase3"));
  return [
    "",
    "## Patients",
    "",
    ...aboutStudies,
    ...(ibsi2.length === 0
      ? []
      : [
          "",
          "### IBSI 2: values within 0.1 % of each team's, by filter",
          "",
          ...aboutFilters,
          "",
          ...leftOutList(),
        ]),
    ...ibsi2.flatMap((group) => ["", ...filterTable(group)]),
    ...(ibsi1.length === 0
      ? []
      : [
          "",
          "### IBSI 1: values within 0.1 % of each team's",
          "",
          ...aboutFeatures(worst(ibsi1, agreesWithAny), worst(ibsi1, isNearAny)),
        ]),
    ...ibsi1.flatMap((group) => ["", ...familyTable(group)]),
    ...(ibsi1.length === 0 ? [] : ["", ...exceptionTable(ibsi1)]),
    ...borderSection([...ibsi2, ...ibsi1]),
    "",
    "### How many teams agree, by feature",
    "",
    ...aboutCells,
    ...ibsi2.flatMap((group) => featureByFilter(group)),
    ...featureByModality(ibsi1),
  ];
}

const title = ({ study, modality }: PatientScan) => `${patientStudies[study].title}, ${modality}`;

/** A row for each filter, a column for each team. */
function filterTable({ inside, atBorder }: ScanGroup): string[] {
  const scans = inside.length > 0 ? inside : atBorder;
  const filters = groupBy(valuesOf(scans), ({ filter }) => filter);
  const rows = [...filters].map(([filter, values]): [string, PatientValue[]] => [
    `${filter} ${patientFilters[filter - 1]}`,
    values,
  ]);
  return teamTable(scans, `${title(scans[0])}, ${counted(scans.length, "scan")}`, rows);
}

/** A row for each family, a column for each team. */
function familyTable({ inside, atBorder }: ScanGroup): string[] {
  const scans = inside.length > 0 ? inside : atBorder;
  const families = groupBy(valuesOf(scans), ({ feature }) => feature.family as string);
  return teamTable(scans, `${title(scans[0])}, ${counted(scans.length, "scan")}`, [...families]);
}

function teamTable(
  scans: readonly PatientScan[],
  heading: string,
  rows: readonly (readonly [string, readonly PatientValue[]])[],
): string[] {
  const teams = teamsOf(scans);
  const all = rows.length > 1 ? [["all", rows.flatMap(([, values]) => values)] as const] : [];
  return markdownTable(
    [heading, ...teams, "with a team"],
    [...rows, ...all].map(([name, values]) => [
      name,
      ...teams.map((team) => percent(shareOfTeam(values, team))),
      percent(shareWithAnyTeam(values)),
    ]),
  );
}

/** What the study's rules leave out, a line for each team. */
function leftOutList(): string[] {
  return [...groupBy(leftOut, ({ team }) => team ?? "All teams")].map(([team, rules]) => {
    const alike = groupBy(rules, ({ modality, tags, why }) =>
      JSON.stringify([modality, tags, why]),
    );
    const parts = [...alike.values()].map((same) => {
      const [{ modality, filter, tags, why }] = same;
      const filters = same.map((rule) => String(rule.filter));
      const where = filter === null ? "all filters" : `filter${filters.length > 1 ? "s" : ""} ${filters.join(", ")}`; // biome-ignore format: one line
      const features = tags === null ? "" : ` (${tags.map((tag) => `\`${tag}\``).join(", ")})`;
      return `${where}${modality === null ? "" : ` on ${modality}`}${features}: ${why}`;
    });
    return `- ${team}: ${parts.join("; ")}.`;
  });
}

/** The fewest features of a scan that agree with a team, and of how many; null without a scan. */
function worst(
  groups: readonly ScanGroup[],
  agrees: (value: PatientValue) => boolean,
): Share | null {
  const shares = groups.flatMap(({ inside }) =>
    inside.map(({ values }) => shareWithAnyTeam(values, agrees)),
  );
  return shares.length === 0 ? null : shares.reduce((a, b) => (b.agree < a.agree ? b : a));
}

/** Features that agree with no team on some scan: how many scans, by modality. */
function exceptionTable(groups: readonly ScanGroup[]): string[] {
  const inside = groups.map((group) => group.inside).filter((scans) => scans.length > 0);
  const alone = inside.map((scans) =>
    groupBy(
      valuesOf(scans).filter((value) => value.agreements.length > 0 && !agreesWithAny(value)),
      ({ feature }) => feature.tag,
    ),
  );
  const tags = [...new Set(alone.flatMap((byTag) => [...byTag.keys()]))];
  return markdownTable(
    ["feature that agrees with no team", ...inside.map(([scan]) => `${scan.modality}, scans`)],
    tags.map((tag) => [
      `\`${tag}\``,
      ...inside.map((scans, n) => `${alone[n].get(tag)?.length ?? 0} of ${scans.length}`),
    ]),
  );
}

function borderSection(groups: readonly ScanGroup[]): string[] {
  const rows = groups.filter(({ atBorder }) => atBorder.length > 0);
  if (rows.length === 0) return [];
  return [
    "",
    "### Masks that end with the image",
    "",
    ...aboutBorder([...new Set(rows.flatMap((row) => row.atBorder.map(({ patient }) => patient)))].sort()), // biome-ignore format: one line
    ...[...groupBy(rows, ({ atBorder: [scan] }) => scan.study).values()].flatMap((studies) => {
      const teams = [...new Set(studies.flatMap(({ atBorder }) => teamsOf(atBorder)))];
      return [
        "",
        ...markdownTable(
          ["scans", ...teams, "with a team"],
          studies.map(({ atBorder }) => [
            `${title(atBorder[0])}, ${atBorder.length}`,
            ...teams.map((team) => percent(shareOfTeam(valuesOf(atBorder), team))),
            percent(shareWithAnyTeam(valuesOf(atBorder))),
          ]),
        ),
      ];
    }),
  ];
}

/** Teams that agree, of those that gave values: to 0.1 %, and to 1 % of the range. */
const teamCell = (counts: FeatureTeams | undefined) =>
  counts === undefined || counts.teams === 0
    ? "–"
    : `${counts.close} · ${counts.inRange} / ${counts.teams}`;

function featureByFilter({ inside }: ScanGroup): string[] {
  if (inside.length === 0) return [];
  const rows = groupBy(teamsByFeature(inside), ({ feature }) => feature.tag);
  return [
    "",
    `#### ${title(inside[0])}`,
    "",
    ...markdownTable(
      ["feature", ...patientFilters.map((name, n) => `${n + 1} ${name}`)],
      [...rows.values()].map((counts) => [
        featureTitle(counts[0].feature.family, counts[0].feature.name),
        ...patientFilters.map((_, n) => teamCell(counts.find(({ filter }) => filter === n + 1))),
      ]),
    ),
  ];
}

function featureByModality(groups: readonly ScanGroup[]): string[] {
  const inside = groups.map((group) => group.inside).filter((scans) => scans.length > 0);
  if (inside.length === 0) return [];
  const counts = inside.map(teamsByFeature);
  const rows = groupBy(counts.flat(), ({ feature }) => feature.tag);
  return [
    "",
    "#### IBSI 1 phase 3",
    "",
    ...markdownTable(
      ["feature", ...inside.map(([scan]) => scan.modality)],
      [...rows.keys()].map((tag) => [
        `\`${tag}\``,
        ...counts.map((one) => teamCell(one.find(({ feature }) => feature.tag === tag))),
      ]),
    ),
  ];
}
