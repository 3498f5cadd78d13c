import { type Cell, toCsv, toVerbatimCsv } from "../report/csv.ts";
import type { Change, ChangeReason } from "../reproducibility/change.ts";
import type { Delta, FeatureChange } from "../reproducibility/delta.ts";

/** The wide tables, each of one quantity. */
const quantities = {
  "relative.csv": "relative",
  "absolute.csv": "absolute",
  "log-ratio.csv": "logRatio",
} as const satisfies Record<string, keyof Change>;

/** Columns of a change in `delta.csv`, behind those of the subject. */
const changeColumns = ["feature", "comparison", "baselineTime", "time", "before", "after", "absolute", "relative", "logRatio", "repeatability", "exceeds", "reason"] as const; // biome-ignore format: one line

/** Rows that are made into text together. */
const rowsAtATime = 4096;

/** The bytes of `delta.csv`: a row for each subject, comparison and feature. They come in parts, as the table may be long. */
export async function* deltaCsv(delta: Delta): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const { subjectColumns, apart } = delta;
  const who = [...subjectColumns, ...apart];
  let rows: Cell[][] = [[...who, ...changeColumns]];
  for (const change of delta.changes()) {
    const { labels, times } = delta.subjects[change.subject];
    const { name, earlier, later } = delta.comparisons[change.comparison];
    rows.push([
      ...who.map((column) => labels[column]),
      ...[change.feature, name, times[earlier], times[later]],
      ...[change.before, change.after, change.absolute, change.relative, change.logRatio],
      ...[change.repeatability, change.exceeds === null ? null : String(change.exceeds)],
      change.reason,
    ]);
    if (rows.length < rowsAtATime) continue;
    yield encoder.encode(toCsv(rows));
    rows = [];
  }
  yield encoder.encode(toCsv(rows));
}

/** What a delta comes to, by comparison and feature. */
interface ChangeCounts {
  readonly comparison: string;
  readonly feature: string;
  /** Subjects with an absolute change. */
  n: number;
  /** Subjects whose change exceeds the repeatability coefficient. */
  exceeds: number;
  /** Subjects by the reason that their change lacks a number. */
  readonly reasons: Partial<Record<ChangeReason, number>>;
}

/** A delta as tables that `voxomics associate` reads, and its counts. */
export interface DeltaSummary {
  /** CSV by the name of its file: a row a subject, a column a comparison and feature, `T2.relative/glcm.contrast.3D:avg`. */
  readonly files: Readonly<Record<string, string>>;
  readonly counts: readonly Readonly<ChangeCounts>[];
}

/** The wide tables of a delta, and its counts. */
export function summariseDelta(delta: Delta): DeltaSummary {
  const { comparisons, features, subjects } = delta;
  const counts = comparisons.flatMap(({ name }) =>
    features.map((feature): ChangeCounts => {
      return { comparison: name, feature, n: 0, exceeds: 0, reasons: {} };
    }),
  );
  const columns = counts.length;
  const values = Object.values(quantities).map(() =>
    new Float64Array(subjects.length * columns).fill(Number.NaN),
  );
  let at = 0;
  for (const change of delta.changes()) {
    const cell = at++;
    Object.values(quantities).forEach((quantity, q) => {
      values[q][cell] = change[quantity] ?? Number.NaN;
    });
    count(counts[cell % columns], change);
  }
  const labels = Object.keys(subjects[0].labels);
  const files = Object.entries(quantities).map(([file, quantity], q) => {
    const header = [
      ...labels,
      ...counts.map(({ comparison, feature }) => `${comparison}.${quantity}/${feature}`),
    ];
    const rows = subjects.map((one, n): Cell[] => [
      ...labels.map((column) => one.labels[column]),
      ...values[q].subarray(n * columns, (n + 1) * columns),
    ]);
    return [file, toVerbatimCsv([header, ...rows])] as const;
  });
  return { files: Object.fromEntries(files), counts };
}

function count(counts: ChangeCounts, { absolute, exceeds, reason }: FeatureChange): void {
  if (absolute !== null) counts.n++;
  if (exceeds === true) counts.exceeds++;
  if (reason !== null) counts.reasons[reason] = (counts.reasons[reason] ?? 0) + 1;
}
