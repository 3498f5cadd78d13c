import { readdir, rm } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { readHolder } from "./lock-holder.ts";

/** Where a run says that it wants to take over a lock. */
export function nameOfClaim(path: string, token: string): string {
  return `${path}.${token}`;
}

/** The tokens of other runs that want to take over a lock. Claims of processes that are gone are removed. */
export async function claimsBeside(path: string, own: string): Promise<string[]> {
  const start = `${basename(path)}.`;
  const tokens = (await readdir(dirname(path)))
    .filter((name) => name.startsWith(start))
    .map((name) => name.slice(start.length))
    .filter((token) => /^[0-9a-f-]{36}$/.test(token) && token !== own);
  const held = await Promise.all(
    tokens.map(async (token) => {
      const claim = nameOfClaim(path, token);
      const holder = await readHolder(claim);
      if (holder?.holds === false) await rm(claim, { force: true });
      return holder?.holds === true;
    }),
  );
  return tokens.filter((_, n) => held[n]);
}
