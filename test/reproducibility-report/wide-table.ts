import { catalogue } from "../../src/families/catalogue.ts";
import { standardFamilies } from "../../src/families/families.ts";
import { completeFilter, filterIdentity } from "../../src/filters/filters.ts";
import { columnOf } from "../../src/report/csv.ts";
import type { MeasurementTable } from "../../src/reproducibility/measurement-table.ts";

/** Identities of filters, one of them long. */
export const filterImages = [
  filterIdentity(completeFilter({ type: "laplacianOfGaussian", sigma: 1.5 })),
  filterIdentity(
    completeFilter({
      type: "riesz",
      of: { type: "laplacianOfGaussian", sigma: 2.25, truncate: 6 },
      order: [1, 1, 0],
      boundary: "periodic",
    }),
  ),
];

/** Columns of all families of the unfiltered image, and of some of response maps: 400 and more. */
export function manyColumns(): string[] {
  const columns = (image: string, families: readonly string[] | null) =>
    catalogue
      .filter(({ id }) => id !== "diagnostics" && (families ?? standardFamilies).includes(id))
      .flatMap(({ id, aggregation, features }) => {
        const directional = ["2.5D:mrg", "3D:avg", "3D:mrg"];
        const kinds = { directional, directionless: ["2.5D", "3D"] };
        const aggregations = aggregation === null ? [null] : kinds[aggregation];
        return Object.keys(features).flatMap((name) =>
          aggregations.map((kind) => columnOf({ image, family: id, name, aggregation: kind })),
        );
      });
  const onMaps = ["statistics", "histogram", "ngtdm"];
  return [...columns("original", null), ...filterImages.flatMap((image) => columns(image, onMaps))];
}

/** Numbers between 0 and 1, the same for the same seed. */
export function* randomNumbers(seed: number): Generator<number, never> {
  for (let state = seed; ; state = (state * 48271) % 0x7fffffff) yield state / 0x7fffffff;
}

/**
 * Measurements of features that go from reproducible to noise, neighbours alike; every 17th is
 * missing in a case, every 29th has one value.
 */
export function measurements(
  columns: readonly string[],
  subjects: number,
  repeats: number,
): MeasurementTable {
  const rows = subjects * repeats;
  const random = randomNumbers(20260725);
  const next = () => random.next().value - 0.5;
  const common = Array.from({ length: 6 }, () => Array.from({ length: subjects }, next));
  const features = columns.map((column, n) => {
    const noise = ((n * 7) % columns.length) / columns.length;
    const own = Array.from({ length: subjects }, next);
    const values = Float64Array.from({ length: rows }, (_, row) => {
      const subject = Math.floor(row / repeats);
      if (n % 17 === 5 && subject === 1) return Number.NaN;
      if (n % 29 === 3) return 4;
      return 10 + 5 * common[n % 6][subject] + (n % 4) * own[subject] + 8 * noise * noise * next();
    });
    return [column, values] as const;
  });
  const label = (of: (row: number) => string) => Array.from({ length: rows }, (_, row) => of(row));
  return {
    rows,
    labels: {
      patient: label((row) => `p${Math.floor(row / repeats) + 1}`),
      scan: label(
        (row) => ["test", "retest", "third", "fourth"][row % repeats] ?? `${row % repeats}`,
      ),
    },
    features: Object.fromEntries(features),
  };
}
