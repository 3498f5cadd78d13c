import { createPool } from "../../browser/pool.ts";
import type { Pool } from "../../pool/pool.ts";
import type { OpenCase } from "./open-case.ts";

/** The pool of the open case. Its workers start when they are needed, and end with the case's own. */
export function poolOf(held: OpenCase): Pool {
  held.pool ??= createPool();
  return held.pool;
}
