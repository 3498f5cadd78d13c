import { hostname } from "node:os";
import { version } from "../../base/version.ts";
import { engineName } from "../run-identity.ts";

/** What a process does for a queue: it hands cases out, or measures them. */
export type PeerRole = "coordinator" | "worker";

/**
 * A voxomics process that is connected to the Redis of a queue. It is known by the name of its connection, which
 * Redis forgets when the process ends, however that happens.
 */
export interface Peer {
  readonly role: PeerRole;
  readonly version: string;
  /** As `engineName` names it. */
  readonly engine: string;
  readonly threads: number;
  readonly machine: string;
}

/** The name of this process's connection. Redis allows no spaces in it. */
export function peerName(role: PeerRole, threads: number): string {
  const fields = ["voxomics", role, version, engineName(), String(threads), hostname()];
  return fields.map(encodeURIComponent).join("|");
}

/** The peers in the answer of Redis to `CLIENT LIST`. */
export function peersIn(list: string): Peer[] {
  return list.split("\n").flatMap((line) => {
    const [, name = ""] = / name=(\S*)/.exec(line) ?? [];
    const [first, role, version, engine, threads, machine] = name.split("|").map(decoded);
    if (first !== "voxomics" || (role !== "coordinator" && role !== "worker")) return [];
    const count = Number(threads);
    if (!Number.isSafeInteger(count) || machine === undefined) return [];
    return [{ role, version, engine, threads: count, machine }];
  });
}

/** Whether a peer has the version and the engine of this process, and so uses the same queue. */
export function isAlike(peer: Peer): boolean {
  return peer.version === version && peer.engine === engineName();
}

/** The program of a peer: `voxomics 0.1.0 on Node.js 20.1.0 (V8 11.3, x64)`. */
export function programText({ version, engine }: Pick<Peer, "version" | "engine">): string {
  return `voxomics ${version} on ${engine}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
