import { VoxomicsError } from "../messages/errors.ts";
import { found } from "../messages/phrases.ts";

/** That a file holds several volumes of one grid. */
export interface SeveralVolumes {
  readonly count: number;
  /** What tells them apart: `axis 4, 2 second apart`. */
  readonly along: string;
}

/**
 * The volume that is asked for, counted from 0; without a wish, the only one there is.
 *
 * @param wanted its number, counted from 1
 * @throws VoxomicsError `invalid-settings` if there are several and none is asked for, or there is none
 *   of that number.
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
