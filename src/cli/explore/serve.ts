import { randomBytes, timingSafeEqual } from "node:crypto";
import { createReadStream } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import { contentSecurityPolicy } from "../../explorer/policy.ts";
import { VoxomicsError } from "../../messages/errors.ts";
import type { Page } from "./find-page.ts";
import type { SharedFile } from "./shared-files.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
};

const anyBytes = "application/octet-stream";

/** The headers of every answer: the page loads nothing from other origins, and no other origin may load or frame it. */
const headers = {
  "content-security-policy": `${contentSecurityPolicy}; frame-ancestors 'none'`,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
  // with the next two headers, the page may share memory with its workers
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin",
} as const;

/** A server of the explorer. */
export interface ExplorerServer {
  /** The address of the page. What is behind its `#` lets the page read the files; browsers send it to nobody. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Serves the explorer, and the files that it may read, on the loopback address. Requests that name another host are
 * refused: a page of another site could send them, if its name were made to point to 127.0.0.1. The files are given
 * only to requests with a random token.
 *
 * @param port 0 for any that is free
 * @throws VoxomicsError `invalid-settings` for a port that cannot be had
 */
export async function serveExplorer(
  page: Page,
  files: readonly SharedFile[],
  port: number,
): Promise<ExplorerServer> {
  const token = randomBytes(24).toString("base64url");
  const server = createServer((request, response) => {
    const given = (server.address() as AddressInfo).port;
    if (request.headers.host !== `127.0.0.1:${given}`) refuse(response, 421);
    else if (request.method !== "GET" && request.method !== "HEAD") refuse(response, 405);
    else answer(request, response, { page, files, token });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => reject(portError(port, cause)));
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    url: files.length === 0 ? address : `${address}#files=${token}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Site {
  readonly page: Page;
  readonly files: readonly SharedFile[];
  readonly token: string;
}

function answer(request: IncomingMessage, response: ServerResponse, site: Site): void {
  const [path] = (request.url ?? "/").split("?");
  const isHead = request.method === "HEAD";
  const [, token, number] = /^\/files\/([\w-]+)(?:\/(\d+))?$/.exec(path) ?? [];
  const name = path === "/" ? "index.html" : path.slice(1);
  const part = site.page.get(name);
  if (part !== undefined) send(response, types[extname(name)] ?? anyBytes, part, isHead);
  else if (token === undefined || !isSame(token, site.token)) refuse(response, 404);
  else if (number !== undefined) sendFile(response, site.files[Number(number)], isHead);
  else {
    const list = site.files.map(({ name, bytes }) => ({ name, bytes }));
    send(response, "application/json", JSON.stringify(list), isHead);
  }
}

function send(
  response: ServerResponse,
  type: string,
  body: string | Uint8Array,
  isHead: boolean,
): void {
  response.writeHead(200, {
    ...headers,
    "content-type": type,
    "content-length": Buffer.byteLength(body),
  });
  response.end(isHead ? undefined : body);
}

function sendFile(response: ServerResponse, file: SharedFile | undefined, isHead: boolean): void {
  const start = () => response.writeHead(200, { ...headers, "content-type": anyBytes });
  if (file === undefined) {
    refuse(response, 404);
    return;
  }
  if (isHead) {
    start().end();
    return;
  }
  const stream = createReadStream(file.path);
  stream.once("open", () => {
    start();
    stream.pipe(response);
  });
  // a missing file is refused; if reading fails half-way, the connection is cut, so that the page does not take half a file for the whole
  stream.once("error", () => {
    if (response.headersSent) response.destroy();
    else refuse(response, 404);
  });
  response.once("close", () => stream.destroy());
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, headers).end();
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function portError(port: number, cause: NodeJS.ErrnoException): VoxomicsError {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: "another program listens on it",
    EACCES: "no permission to listen on it",
  };
  const reason = reasons[cause.code ?? ""] ?? String(cause);
  const message = `port ${port}: ${reason}; expected one that is free, as there is without a port`;
  return new VoxomicsError("invalid-settings", message, { found: port }, { cause });
}
