import { VoxomicsError } from "../messages/errors.ts";

/**
 * A 64-bit integer as a float.
 *
 * @throws VoxomicsError `invalid-volume` where no float holds it exactly.
 */
export function exactNumber(integer: bigint, what: string): number {
  const number = Number(integer);
  if (BigInt(number) === integer) return number;
  throw new VoxomicsError(
    "invalid-volume",
    `${what} holds ${integer}, which a 64-bit float cannot hold exactly`,
    { place: what, found: integer, expected: "integers that a 64-bit float can hold" },
  );
}
