import { catalogue } from "../features/catalogue.ts";
import type { ColumnKey } from "./csv.ts";

const pattern = /* @__PURE__ */ new RegExp(
  `^(?:(?<image>.+)/)?(?<family>${catalogue.map(({ id }) => id).join("|")})\\.(?<name>\\w+)(?:\\.(?<aggregation>[\\w.]+:\\w+))?$`,
);

/** What `columnOf` made a wide table's column from; null if it is the column of something else. */
export function parseColumn(column: string): ColumnKey | null {
  const groups = pattern.exec(column)?.groups;
  if (groups === undefined) return null;
  const {
    image = "original",
    family,
    name,
    aggregation = null,
  } = groups as {
    [Key in keyof ColumnKey]: string;
  };
  return { image, family, name, aggregation };
}
