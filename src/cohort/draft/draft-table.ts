import { dirname, relative, resolve, sep } from "node:path";
import { type Cell, toCsv } from "../../report/csv.ts";
import { caseIds } from "./case-ids.ts";
import type { DraftCase } from "./draft-case.ts";

/**
 * The text of a manifest. Its columns are `id`, those that are carried, `image`, `series`, `mask`, `region` and
 * `label`, without those that would be empty.
 *
 * @param path of the manifest: paths in it start from its folder
 */
export function draftTable(cases: readonly DraftCase[], path: string): string {
  const folder = dirname(resolve(path));
  const ids = caseIds(cases);
  const carried = [...new Set(cases.flatMap((one) => Object.keys(one.carried)))];
  const columns: readonly (readonly [name: string, cell: (one: DraftCase, n: number) => Cell])[] = [
    ["id", (_, n) => ids[n]],
    ...carried.map((name) => [name, (one: DraftCase) => one.carried[name] ?? null] as const),
    ["image", ({ image }) => pathFrom(folder, image)],
    ["series", ({ series = null }) => series],
    ["mask", ({ mask }) => pathFrom(folder, mask)],
    ["region", ({ region = null }) => region],
    ["label", ({ label = null }) => label],
  ];
  const filled = columns
    .map(([name, cell]) => ({ name, cells: cases.map(cell) }))
    .filter(({ cells }) => cells.some((cell) => cell !== null));
  const rows = cases.map((_, n) => filled.map(({ cells }) => cells[n]));
  return toCsv([filled.map(({ name }) => name), ...rows]);
}

/**
 * A path as a manifest in a folder has it: relative to the folder, with slashes. One that a spreadsheet would
 * take for a formula starts with `./`.
 */
function pathFrom(folder: string, path: string): string {
  const way = relative(folder, resolve(path)).replaceAll(sep, "/") || ".";
  return /^[\s=+\-@＝＋－＠]/.test(way) ? `./${way}` : way;
}
