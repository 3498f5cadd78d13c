import { type DataSet, sizeOf } from "./manifest.ts";

/** A number of bytes in units of 1000: "3.9 MB". */
export function formatBytes(bytes: number): string {
  return bytes < 100_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** The progress of a set on one line; the rate counts only bytes that came over the network. */
export function progressLine(set: DataSet, done: number, arrived: number, seconds: number): string {
  const total = sizeOf(set);
  const percent = Math.floor((100 * done) / total);
  const rate = seconds > 0 ? `  ${formatBytes(arrived / seconds)}/s` : "";
  return `${set.name}  ${percent} %  ${formatBytes(done)} of ${formatBytes(total)}${rate}`;
}

/** Size, licence and source of a set, which are printed before it is downloaded. */
export function describeSet(set: DataSet, baseUrl: string): string {
  const { name, title, licence, licenceUrl, nonCommercial, attribution, files } = set;
  return [
    `${name}: ${title}`,
    `  size         ${files.length} files, ${formatBytes(sizeOf(set))}`,
    `  licence      ${licence}, ${licenceUrl}`,
    ...(nonCommercial
      ? ["               NON-COMMERCIAL: these data may not be used commercially"]
      : []),
    `  attribution  ${attribution}`,
    `  source       ${baseUrl}`,
    "",
  ].join("\n");
}

/** A list of sets, one per line. */
export function listSets(sets: readonly DataSet[]): string {
  const width = Math.max(...sets.map(({ name }) => name.length));
  return sets
    .map((set) => {
      const { name, licence, title } = set;
      const size = formatBytes(sizeOf(set)).padStart(8);
      return `${set.default ? "*" : " "} ${name.padEnd(width)}  ${size}  ${licence.padEnd(12)}  ${title}\n`;
    })
    .join("");
}
