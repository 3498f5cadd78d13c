import { VoxomicsError } from "../messages/errors.ts";
import { found } from "../messages/phrases.ts";

/** The volumes of a file that holds several on one grid. */
export interface SeveralVolumes {
  readonly count: number;
  /** What tells the volumes apart, in words: `axis 4, 2 s apart`. */
  readonly along: string;
}

/**
 * The index, from 0, of the volume that is asked for.
 *
 * @param wanted its number, from 1. Default: that of the only volume.
 * @throws VoxomicsError `invalid-settings` for a number that no volume has, or without one for several
 *   volumes
 */
export function chooseVolume(
  { count, along }: SeveralVolumes,
  wanted: number | string | undefined,
): number {
  const number = typeof wanted === "string" && /^\d+$/.test(wanted) ? Number(wanted) : wanted;
  if (number === undefined && count === 1) return 0;
  const known = `${count === 1 ? "one volume" : `${count} volumes along ${along}`}`;
  if (number === undefined) {
    throw refused(`file holds ${known}, expected one`, count);
  }
  if (typeof number === "number" && number >= 1 && number <= count) return number - 1;
  throw refused(
    `file holds ${known}, but volume ${found(wanted)} was asked for: expected a number from 1 to ${count}`,
    count,
  );
}

function refused(message: string, count: number): VoxomicsError {
  const does = "chooses one by its number";
  const advice = count === 1 ? [] : [{ option: "volume", value: "N", does }];
  return new VoxomicsError("invalid-settings", message, { volumes: count, advice });
}
