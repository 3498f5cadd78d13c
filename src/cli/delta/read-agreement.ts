import { VoxomicsError } from "../../messages/errors.ts";
import { found, quoted, suggestion } from "../../messages/phrases.ts";
import { readTable } from "../read-table.ts";

/**
 * The repeatability coefficients in the `agreement.csv` that `voxomics reproducibility` writes; null for a feature that
 * has none.
 *
 * @param features names of the features that are compared; at least one must have a row
 * @throws VoxomicsError `invalid-table`, naming the file
 */
export async function readAgreement(
  path: string,
  features: readonly string[],
): Promise<Readonly<Record<string, number | null>>> {
  const { columns, records } = await readTable(path, {});
  const refuse = (message: string) => new VoxomicsError("invalid-table", `${path}: ${message}`, { path }); // biome-ignore format: one line
  const missing = ["feature", "repeatability"].find((column) => !columns.includes(column));
  if (missing !== undefined) {
    throw refuse(
      `found no column ${quoted(missing)}, expected the agreement.csv of voxomics reproducibility${suggestion(missing, columns)}`,
    );
  }
  const coefficients = new Map<string, number | null>();
  records.forEach(({ feature, repeatability: cell }, n) => {
    const text = cell.trim();
    const value = text === "" ? null : Number(text);
    if (value !== null && !(Number.isFinite(value) && value >= 0)) {
      throw refuse(
        `row ${n + 1}, column "repeatability": found ${found(cell)}, expected a number of at least 0, or nothing`,
      );
    }
    if (coefficients.has(feature)) {
      throw refuse(`row ${n + 1}: found ${quoted(feature)} again, expected each feature once`);
    }
    coefficients.set(feature, value);
  });
  if (!features.some((name) => coefficients.has(name))) {
    throw refuse(
      `found none of the table's features, of which the first is ${quoted(features[0])}, expected the agreement of the same features`,
    );
  }
  return Object.fromEntries(coefficients);
}
