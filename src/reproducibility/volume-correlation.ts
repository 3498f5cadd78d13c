import { VoxomicsError } from "../messages/errors.ts";
import { quoted, suggestion } from "../messages/phrases.ts";
import { completed } from "../schema/check.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptions } from "../schema/check-options.ts";
import { choice } from "../schema/values.ts";
import { type CorrelationMethod, correlationMatrix } from "./correlation.ts";
import { correlationInterval } from "./correlation-interval.ts";
import type { Design } from "./design.ts";
import { type ConfidenceOptions, type Interval, tailOf } from "./estimate.ts";
import {
  checkColumns,
  fromWideRecords,
  type MeasurementTable,
  tableFields,
} from "./measurement-table.ts";
import { subjectMeans } from "./subject-means.ts";

/** How a feature goes with the volume of the region. */
export interface VolumeCorrelation {
  /** Correlation of the subjects' means; null for fewer than three subjects, or where one of the two is constant. */
  readonly value: number | null;
  /** By Fisher's z; null as `correlationInterval` has it. */
  readonly interval: Interval | null;
  /** Number of subjects that have both values. */
  readonly subjects: number;
}

/** The columns of ours, and of PyRadiomics, that hold the volume of the region; the first that a table has is taken. */
const volumeColumns = [
  ...["morphology.volumeMesh", "morphology.volumeVoxelCounting"],
  ...["original_shape_MeshVolume", "original_shape_VoxelVolume"],
];

/**
 * The volume's column in a table; null if it has none that is known.
 *
 * In a table of several images (`T1/morphology.volumeMesh`) it is the only image's that has one, or the first of several
 * whose values are all the same, as they are of one mask on one grid.
 */
export function volumeColumnOf({ features }: Pick<MeasurementTable, "features">): string | null {
  const own = volumeColumns.find((column) => Object.hasOwn(features, column));
  if (own !== undefined) return own;
  const [first = null, ...others] = volumesOfImages(features);
  const isSame = (column: string) =>
    features[column].every((volume, row) => Object.is(volume, features[first as string][row]));
  return others.every(isSame) ? first : null;
}

/** What to say of a table that has a volume for each of several images; null where `volumeColumnOf` knows the one. */
export function severalVolumes({ features }: Pick<MeasurementTable, "features">): string | null {
  const columns = volumesOfImages(features);
  if (columns.length < 2 || volumeColumnOf({ features }) !== null) return null;
  return `found the volumes ${columns.map(quoted).join(", ")}, which differ, expected one of them to be named`;
}

/**
 * Checks that a named column of the volume is a feature of the table.
 *
 * @throws VoxomicsError `invalid-table`, with the nearest name
 */
export function checkVolumeColumn(
  { features }: Pick<MeasurementTable, "features">,
  column: string | undefined,
): void {
  if (column === undefined || Object.hasOwn(features, column)) return;
  const near = suggestion(column, Object.keys(features));
  const message = `volumeColumn: found no feature ${quoted(column)}, expected the volume among the features of the table${near}`;
  throw new VoxomicsError("invalid-table", message, { column });
}

/** The columns of images that hold the volume of the region: those of the mesh, else those of voxels. */
function volumesOfImages(features: MeasurementTable["features"]): readonly string[] {
  const all = Object.keys(features);
  const ofImages = volumeColumns.map((volume) =>
    all.filter(
      (name) => name.endsWith(`/${volume}`) && name.indexOf("/") === name.lastIndexOf("/"),
    ),
  );
  return ofImages.find((columns) => columns.length > 0) ?? [];
}

/**
 * The correlation of every feature with the volume of the region, over subjects: many features of texture say
 * little but how large a region is.
 *
 * @param column the volume, as a feature or a label of numbers
 * @throws VoxomicsError `invalid-table` if there is no such column, or text in it
 *
 * @example
 * ```ts
 * import { fromWideRecords, volumeCorrelations } from "voxomics/reproducibility";
 *
 * const records = [1, 2, 3, 4, 5].map((n) => ({ id: `p${n}`, volume: n * n, mean: 7 - n + (n % 2) }));
 * const table = fromWideRecords(records, ["id"]);
 * const design = { type: "perturbations", subject: "id" } as const;
 * console.log(volumeCorrelations(table, design, "volume", "spearman").mean);
 * ```
 */
export function volumeCorrelations(
  table: MeasurementTable,
  design: Design,
  column: string,
  method: CorrelationMethod,
  options: ConfidenceOptions = {},
): Readonly<Record<string, VolumeCorrelation>> {
  checkOptions(options, { confidence: null });
  checkArgument(table, "table", tableFields);
  checkArgument(design, "design", "object");
  checkArgument(column, "column", "text");
  completed(choice(["spearman", "pearson"]), method, "method");
  const tail = tailOf(options);
  checkColumns([column], [...Object.keys(table.labels), ...Object.keys(table.features)]);
  const volumes = subjectMeans({ ...table, features: { volume: valuesOf(table, column) } }, design);
  const { volume } = volumes.features;
  const means = subjectMeans(table, design).features;
  return Object.fromEntries(
    Object.entries(means).map(([feature, values]) => {
      const both = values.map((value, n) => (Number.isFinite(volume[n]) ? value : Number.NaN));
      const subjects = both.filter(Number.isFinite).length;
      const r = subjects < 3 ? Number.NaN : correlationMatrix([values, volume], method)[0][1];
      const interval = correlationInterval(r, subjects, method, tail);
      return [feature, { value: Number.isNaN(r) ? null : r, interval, subjects }];
    }),
  );
}

function valuesOf({ labels, features }: MeasurementTable, column: string): Float64Array {
  if (Object.hasOwn(features, column)) return features[column];
  const records = labels[column].map((cell) => ({ [column]: cell }));
  const values = fromWideRecords(records, []).features[column];
  if (values !== undefined) return values;
  const message = `column ${quoted(column)}: found no row, expected volumes`;
  throw new VoxomicsError("invalid-table", message, { column });
}
