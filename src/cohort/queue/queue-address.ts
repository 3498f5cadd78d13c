import { VoxomicsError } from "../../messages/errors.ts";

/** Where the Redis of a queue is, and how it is opened. */
export interface QueueAddress {
  readonly host: string;
  readonly port: number;
  /** Number of the database. */
  readonly db: number;
  readonly username: string | undefined;
  readonly password: string | undefined;
  /** Whether the connection is encrypted (`rediss://`). */
  readonly tls: boolean;
  /** The address as messages show it: without user and password. */
  readonly shown: string;
}

const expected =
  "an address redis://HOST:PORT, or rediss://HOST:PORT for TLS, with USER:PASSWORD@ before the host and /DATABASE behind the port where they are needed";

/**
 * Reads the address of a queue.
 *
 * @throws VoxomicsError `invalid-settings`; the message does not repeat what was found, which may hold a password
 */
export function parseQueueAddress(text: string): QueueAddress {
  const refused = new VoxomicsError("invalid-settings", `queue: expected ${expected}`, {
    expected,
  });
  try {
    const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(text);
    const [, db] = /^\/?(\d{0,4})$/.exec(pathname) ?? [];
    const isKnown = protocol === "redis:" || protocol === "rediss:";
    if (!isKnown || hostname === "" || db === undefined || search !== "" || hash !== "") {
      throw refused;
    }
    const number = port === "" ? 6379 : Number(port);
    return {
      host: hostname.replace(/^\[|\]$/g, ""),
      port: number,
      db: Number(db),
      username: decodeURIComponent(username) || undefined,
      password: decodeURIComponent(password) || undefined,
      tls: protocol === "rediss:",
      shown: `${protocol}//${hostname}:${number}${Number(db) > 0 ? `/${Number(db)}` : ""}`,
    };
  } catch {
    throw refused;
  }
}
