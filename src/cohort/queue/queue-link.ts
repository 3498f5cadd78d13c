import { setTimeout } from "node:timers/promises";
import { VoxomicsError } from "../../messages/errors.ts";
import { type Note, noteOf } from "../../messages/note.ts";
import { parseQueueAddress, type QueueAddress } from "./queue-address.ts";
import { loadQueueLibraries, type QueueLibraries } from "./queue-libraries.ts";
import { type Peer, type PeerRole, peerName, peersIn } from "./queue-peers.ts";

/** How connections to Redis are opened, as ioredis takes it. */
export interface QueueConnection {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: object;
  /** null: a command waits for a Redis that is away as long as need be. */
  readonly maxRetriesPerRequest: null;
  /** Time until the next attempt to reach a Redis that is away, in ms. */
  readonly retryStrategy: () => number;
}

/** A connection to the Redis of a queue, beside those that BullMQ opens. */
export interface QueueLink {
  readonly address: QueueAddress;
  readonly libraries: QueueLibraries;
  /** How further connections are opened. */
  readonly connection: QueueConnection;
  /** The voxomics processes that are connected to this Redis; null where it does not list its clients. */
  peers(): Promise<readonly Peer[] | null>;
  /** Notes, once, that this Redis has begun to drop keys: its settings can be changed while it runs. */
  checkEviction(): Promise<void>;
  /** Ends the connection at once; commands that wait for an answer are rejected. */
  close(): void;
}

export interface QueueLinkOptions {
  /** What this process does for the queue. */
  readonly role: PeerRole;
  /** Worker threads of this process. */
  readonly threads: number;
  /** Called when Redis goes away, and when it is there again. */
  readonly onNote?: ((note: Note) => void) | undefined;
}

/** Time that a Redis has to answer when it is first connected to, in ms. */
const answerTime = 20_000;

/** Time between two attempts to reach a Redis that has gone away, in ms. */
const retryInterval = 1000;

/**
 * Connects to the Redis of a queue.
 *
 * @throws VoxomicsError `invalid-settings` for a text that is no address; `queue-unavailable` if a package is missing, if
 *   no Redis answers, or if it may drop keys when its memory is full
 */
export async function openQueueLink(
  text: string,
  { role, threads, onNote }: QueueLinkOptions,
): Promise<QueueLink> {
  const address = parseQueueAddress(text);
  const libraries = await loadQueueLibraries();
  const { host, port, db, username, password, tls, shown } = address;
  const connection: QueueConnection = {
    ...{ host, port, db, maxRetriesPerRequest: null },
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(tls && { tls: {} }),
    retryStrategy: () => retryInterval,
  };
  let isOpen = false;
  const redis = new libraries.ioredis.Redis({
    ...connection,
    connectionName: peerName(role, threads),
    lazyConnect: true,
    retryStrategy: () => (isOpen ? retryInterval : null),
  });
  let last: unknown = null;
  redis.on("error", (error) => {
    last = error;
  });
  try {
    const policy = await withinTime(async () => {
      await redis.connect();
      // connecting goes on in database 0 if there is no such database
      await redis.select(db);
      return evictionPolicy(await redis.info("memory"));
    });
    if (policy !== null) {
      throw new VoxomicsError("queue-unavailable", evictionText(policy, shown), {
        ...{ address: shown, found: policy, expected: "noeviction" },
      });
    }
    isOpen = true;
  } catch (error) {
    redis.disconnect();
    if (error instanceof VoxomicsError) throw error;
    throw new VoxomicsError(
      "queue-unavailable",
      `${shown}: found no Redis that can be used, expected one: ${reasonOf(last ?? error, tls)}`,
      { address: shown },
      { cause: error },
    );
  }
  const stopTelling = tellChanges(redis, shown, onNote);
  let told: string | null = null;
  const checkEviction = async () => {
    const policy = evictionPolicy(await redis.info("memory"));
    if (policy !== null && policy !== told) {
      const message = `${evictionText(policy, shown)}; rows that it drops are measured again`;
      onNote?.(noteOf("queue-unsafe", message, { address: shown, found: policy }));
    }
    told = policy;
  };
  redis.on("ready", () => {
    checkEviction().catch(() => {}); // it has gone away again
  });
  return {
    address,
    libraries,
    connection,
    async peers() {
      // managed services and users with few rights may not list clients
      const list = await redis.client("LIST").catch(() => null);
      return typeof list === "string" ? peersIn(list) : null;
    },
    checkEviction,
    close() {
      stopTelling();
      redis.disconnect();
    },
  };
}

/** Why a Redis cannot be used. One without TLS does not answer a client that begins with TLS. */
export function reasonOf(error: unknown, tls: boolean): string {
  const { message, code } = error as NodeJS.ErrnoException;
  // where a name has several addresses, the error of all of them has no message
  const reason = message || code || String(error);
  const mayBePlain = tls && /ETIMEDOUT|no answer|wrong version number/i.test(reason);
  return mayBePlain
    ? `${reason}; rediss:// is for a Redis with TLS, and one without it takes redis://`
    : reason;
}

/**
 * Tells when the connection is lost, once, and when it is there again. Returns a function that ends this.
 */
function tellChanges(
  redis: { on(event: "close" | "ready" | "end", call: () => void): unknown },
  shown: string,
  onNote: QueueLinkOptions["onNote"],
): () => void {
  let [isLost, isOver] = [false, false];
  redis.on("close", () => {
    if (isLost || isOver) return;
    isLost = true;
    const message = `${shown}: Redis has gone away; waiting until it is back`;
    onNote?.(noteOf("queue-waiting", message, { address: shown }));
  });
  redis.on("ready", () => {
    if (isLost) onNote?.(noteOf("queue-resumed", `${shown}: Redis is back`, { address: shown }));
    isLost = false;
  });
  return () => {
    isOver = true;
  };
}

/** Rejects if a Redis that was connected to says nothing: another service may be at its port. */
async function withinTime<T>(open: () => Promise<T>): Promise<T> {
  const ending = new AbortController();
  const late = setTimeout(answerTime, null, { signal: ending.signal }).then(() => {
    throw new Error(`no answer within ${answerTime / 1000} s`);
  });
  try {
    return await Promise.race([open(), late]);
  } finally {
    late.catch(() => {});
    ending.abort();
  }
}

/** By what rule a Redis drops keys when its memory is full; null if it drops none. */
function evictionPolicy(info: string): string | null {
  const [, policy = null] = /^maxmemory_policy:(\S+)/m.exec(info) ?? [];
  return policy === "noeviction" ? null : policy;
}

function evictionText(policy: string, shown: string): string {
  return `${shown}: this Redis drops keys when its memory is full: found maxmemory-policy ${policy}, expected noeviction`;
}
