import { createHash } from "node:crypto";
import { checkValue } from "../schema/check.ts";
import type { Manifest } from "./manifest.ts";

/** A part of the cases of a cohort: number 2 of 7, say. */
export interface Shard {
  /** Counts from 1. */
  readonly number: number;
  /** In how many parts the cases are divided. */
  readonly of: number;
}

/**
 * The number of the shard that a case belongs to, from 1: a hash of its id modulo the number of shards,
 * plus 1. So a case stays in its shard when the manifest grows or its rows move.
 */
export function shardOf(id: string, of: number): number {
  const hash = createHash("sha256").update(id).digest();
  return (hash.readUIntBE(0, 6) % of) + 1;
}

/** A manifest with the cases of a shard alone; all cases for null. */
export function casesOf(manifest: Manifest, shard: Shard | null): Manifest {
  if (shard === null) return manifest;
  const cases = manifest.cases.filter(({ id }) => shardOf(id, shard.of) === shard.number);
  return { ...manifest, cases };
}

/** A shard as the command line has it: `2/7`. */
export function shardText({ number, of }: Shard): string {
  return `${number}/${of}`;
}

/** @throws VoxomicsError `invalid-settings` unless the number is a whole number from 1 to `of` */
export function checkShard(shard: Shard): void {
  const { number, of } = shard;
  const counts = Number.isSafeInteger(of) && of >= 1;
  checkValue(counts, "shard.of", of, "a whole number from 1");
  const inside = Number.isSafeInteger(number) && number >= 1 && number <= of;
  checkValue(inside, "shard.number", number, `a whole number from 1 to ${of}`);
}
