import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, describe } from "vitest";
import { freePort } from "./free-port.ts";

/** Path of a redis-server: that of `VOXOMICS_REDIS`, or one on the path. */
function findRedis(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = folders.map((folder) => join(folder, "redis-server"));
  return [process.env.VOXOMICS_REDIS ?? [], candidates].flat().find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** A suite that needs a redis-server. Without one it is skipped, and says so; in CI it fails. */
export function describeWithRedis(name: string, suite: () => void): void {
  if (findRedis() !== undefined) {
    describe(name, suite);
    return;
  }
  const message = "no redis-server on the path; install one, or set VOXOMICS_REDIS";
  if (process.env.CI) throw new Error(message);
  console.warn(`SKIPPED ${name}: ${message}`);
  describe.skip(name, suite);
}

/** A redis-server of a test, on a port of its own. */
export interface RedisServer {
  readonly port: number;
  /** `redis://127.0.0.1:PORT` */
  readonly url: string;
  /** Ends it at once, with what it has in memory. */
  kill(): Promise<void>;
  /** Starts it again, with what it has on the disk. */
  start(): Promise<void>;
}

/** How to end the servers of this file. A hook that is added while a test runs would never be called. */
const endings: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(endings.map((end) => end())));

/**
 * Starts a redis-server, which is ended after the tests of the file.
 *
 * @param persistent whether it writes every command to the disk, and reads them when it starts again
 * @param options further options of redis-server: `["--maxmemory-policy", "allkeys-lru"]`
 */
export async function startRedis(
  persistent = false,
  options: readonly string[] = [],
): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), "voxomics-redis-"));
  const port = await freePort();
  const keeping = persistent ? ["--appendonly", "yes", "--appendfsync", "always"] : [];
  const argv = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", ""];
  let server: ChildProcess | null = null;
  const kill = async () => {
    const running = server;
    if (running === null) return;
    server = null;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill("SIGKILL");
    await ended;
  };
  const start = async () => {
    server = spawn(findRedis() as string, [...argv, ...keeping, ...options], { stdio: "ignore" });
    while (!(await listens(port))) await setTimeout(20);
  };
  endings.push(async () => {
    await kill();
    await rm(folder, { recursive: true });
  });
  await start();
  return { port, url: `redis://127.0.0.1:${port}`, kill, start };
}

/** Whether a server accepts connections. */
function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
