import { VoxomicsError } from "../messages/errors.ts";
import { nearest } from "../messages/nearest.ts";
import { quoted } from "../messages/phrases.ts";
import { invalidFile } from "./invalid-file.ts";
import type { FileRegion } from "./region.ts";

/**
 * The region that is asked for.
 *
 * @param wanted its number or its name, in upper or lower case. Digits are a number, unless a region has
 *   them as its name. Default: the only region.
 * @param where names the file in messages: `SEG`
 * @throws VoxomicsError `invalid-file` if there are no regions, or two with the number of the one chosen;
 *   `invalid-settings` if no region or several are meant, which the message lists
 */
export function chooseRegion<R extends FileRegion>(
  regions: readonly R[],
  wanted: string | number | undefined,
  where: string,
): R {
  if (regions.length === 0) throw invalidFile(`${where} holds no region`, { found: 0 });
  const matching = wanted === undefined ? regions : matchesOf(regions, wanted);
  checkNumbers(matching, regions, where);
  if (matching.length === 1) return matching[0];
  const wish = typeof wanted === "string" ? quoted(wanted) : wanted;
  if (matching.length > 1) {
    const count = wanted === undefined ? `${matching.length} regions` : `several regions ${wish}`;
    throw refused(`${where} holds ${count}: ${list(matching)}: choose one by its ${numberOr(matching)}`, matching); // biome-ignore format: one message
  }
  const names = regions.flatMap(({ name }) => (name === null ? [] : [name]));
  const near = typeof wanted === "string" ? nearest(wanted, names) : null;
  const hint = near === null ? "" : `; did you mean ${quoted(near)}?`;
  throw refused(`${where} holds no region ${wish}: it has ${list(regions)}${hint}`, regions);
}

function matchesOf<R extends FileRegion>(
  regions: readonly R[],
  wanted: string | number,
): readonly R[] {
  const meant = nameOrNumber(regions, wanted);
  if (typeof meant === "number") return regions.filter(({ number }) => number === meant);
  const exact = regions.filter(({ name }) => name === meant);
  return exact.length > 0 ? exact : regions.filter(isAlike(meant));
}

/** What a user asks a region by: digits are its number, unless a region has them as its name. */
export function nameOrNumber(
  regions: readonly FileRegion[],
  wanted: string | number,
): string | number {
  return isDigits(wanted) && !regions.some(isAlike(wanted)) ? Number(wanted) : wanted;
}

/** Whether a text consists of digits, so that it may be meant as a region's number. */
export function isDigits(wanted: unknown): wanted is string {
  return typeof wanted === "string" && /^\d+$/.test(wanted);
}

/** Whether the name of a region is `wanted`, without regard to case and outer spaces. */
function isAlike(wanted: string): (region: FileRegion) => boolean {
  const plain = (name: string) => name.trim().toLowerCase();
  return ({ name }) => name !== null && plain(name) === plain(wanted);
}

/** Throws if a region that was chosen shares its number with another: the number selects its voxels. */
function checkNumbers(
  chosen: readonly FileRegion[],
  regions: readonly FileRegion[],
  where: string,
): void {
  const numbers = new Set<number>();
  const twice = new Set<number>();
  for (const { number } of regions) (numbers.has(number) ? twice : numbers).add(number);
  const found = chosen.find(({ number }) => twice.has(number));
  if (found === undefined) return;
  const same = regions.filter(({ number }) => number === found.number);
  throw invalidFile(`${where} has ${same.length} regions of one number: ${list(same)}`, {
    number: found.number,
  });
}

/** What regions can be chosen by: names only where all have one, and no two the same. */
function numberOr(regions: readonly FileRegion[]): string {
  const names = new Set(regions.map(({ name }) => name?.toLowerCase() ?? null));
  return names.size === regions.length && !names.has(null) ? "name or number" : "number";
}

/** Most regions that a message lists. */
const mostListed = 100;

function list(regions: readonly FileRegion[]): string {
  const shown = regions
    .slice(0, mostListed)
    .map(({ number, name }) => (name === null ? String(number) : `${quoted(name)} (${number})`));
  const more = regions.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function refused(message: string, regions: readonly FileRegion[]): VoxomicsError {
  const known = regions.slice(0, mostListed).map(({ number, name }) => ({ number, name }));
  return new VoxomicsError("invalid-settings", message, { known });
}
