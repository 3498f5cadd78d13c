import { counted } from "../messages/phrases.ts";
import type { FolderOverview, FolderSeries } from "../node/describe-folder.ts";
import type { Line } from "./file-lines.ts";

/** The most regions, folders or damaged files that are listed. */
const mostListed = 20;

/** The contents of a folder, in lines. */
export function folderLines({ files, series, volumes, damaged, others }: FolderOverview): Line[] {
  return [
    ["folder", counted(files, "file")],
    ...series.flatMap(seriesLines),
    ...volumes.flatMap(({ path, format, dimensions, dataType, regions }): Line[] => [
      [format, `${path}: ${dimensions.join(" × ")}, ${dataType}`],
      ...regionLines(regions),
    ]),
    ...part(damaged).map(({ path, reason }, n): Line => [n === 0 ? "not read" : "", `${path}: ${reason}`]), // biome-ignore format: one line
    ...rest(damaged),
    ...(others.length === 0 ? [] : [["others", othersText(others)] as const]),
  ];
}

function seriesLines({
  uid,
  kind,
  modality,
  files,
  size,
  folders,
  regions,
  refersTo,
}: FolderSeries) {
  const what = kind === "other" ? ", not read: it holds no image and no regions" : "";
  const of = size === null ? "" : ` of ${size.join(" × ")}`;
  const where = `${part(folders).join(", ")}${folders.length > mostListed ? ", …" : ""}`;
  const lines: Line[] = [
    [modality ?? kind, `${counted(files, "file")}${of} in ${where}${what}`],
    ["", `series ${uid ?? "without UID"}`],
    ...refersTo.map((one): Line => ["", `made on series ${one}`]),
    ...regionLines(regions),
  ];
  return lines;
}

function regionLines(regions: FolderSeries["regions"]): Line[] {
  return [
    ...part(regions).map(
      ({ number, name }): Line => ["", `region ${number}: ${name ?? "no name"}`],
    ),
    ...rest(regions),
  ];
}

const part = <T>(list: readonly T[]) => list.slice(0, mostListed);

function rest({ length }: readonly unknown[]): Line[] {
  return length > mostListed ? [["", `and ${length - mostListed} more`]] : [];
}

function othersText(others: FolderOverview["others"]): string {
  const total = others.reduce((sum, { files }) => sum + files, 0);
  const kinds = part(others).map(({ ending, files }) => `${files} ${ending || "without ending"}`);
  return `${counted(total, "file")} of no known format: ${kinds.join(", ")}`;
}
