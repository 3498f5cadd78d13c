import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** No inline script, nothing from elsewhere, and no code made of strings or, unless allowed, WebAssembly. */
const policy = (scripts: string) =>
  `default-src 'none'; script-src ${scripts}; worker-src 'self'; connect-src 'self'; report-uri /violation`;

const isolation = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

const types: Readonly<Record<string, string>> = { html: "text/html", js: "text/javascript" };

/** A web site on this machine, and what was asked of it. */
export interface Site {
  readonly url: string;
  /** Paths, in the order of the requests. */
  readonly requested: string[];
  /** What broke the policy, as the browser reported it. */
  readonly violations: string[];
  /** What a page posts to `/result`. */
  nextResult(): Promise<unknown>;
  close(): void;
}

/** Folders of the site, by how their files are served. */
export type SiteFolder = "plain" | "isolated" | "wasm";

/**
 * Serves files under a strict content security policy: below `/isolated/` cross-origin isolated, below `/plain/`
 * not, and below `/wasm/` with a policy that allows WebAssembly.
 */
export async function serveSite(files: ReadonlyMap<string, Uint8Array | string>): Promise<Site> {
  const requested: string[] = [];
  const violations: string[] = [];
  let take: (result: unknown) => void = () => {};
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    if (request.method === "POST") {
      const body = await bodyOf(request);
      if (path === "/violation") violations.push(body);
      if (path === "/result") take(JSON.parse(body));
      response.writeHead(204).end();
      return;
    }
    requested.push(path);
    const [, folder, name] = /^\/(isolated|plain|wasm)\/(.+)$/.exec(path) ?? [];
    const file = files.get(name);
    response.writeHead(file === undefined ? 404 : 200, {
      "content-security-policy": policy(folder === "wasm" ? "'self' 'wasm-unsafe-eval'" : "'self'"),
      "content-type": types[name?.split(".").at(-1) ?? ""] ?? "application/octet-stream",
      ...(folder === "isolated" && isolation),
    });
    response.end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requested,
    violations,
    close: () => server.close(),
    nextResult: () =>
      new Promise((resolve) => {
        take = resolve;
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}
