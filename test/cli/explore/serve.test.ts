import { rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ExplorerServer, serveExplorer } from "../../../src/cli/explore/serve.ts";
import { sharedFiles } from "../../../src/cli/explore/shared-files.ts";
import { contentSecurityPolicy } from "../../../src/explorer/policy.ts";
import { temporaryFolder } from "../../node/temporary-folder.ts";

const folder = await temporaryFolder();
const page = new Map([
  ["index.html", Buffer.from("<!doctype html>")],
  ["explorer.js", Buffer.from("1;")],
]);

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Asks as any program on this machine may, with any method and headers. */
function ask(
  url: string,
  path: string,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, url), options, (response) => {
      let body = "";
      response.setEncoding("latin1").on("data", (part: string) => {
        body += part;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    asked.on("error", reject).end();
  });
}

describe("the server of the explorer", () => {
  let server: ExplorerServer;
  let token: string;
  beforeAll(async () => {
    await writeFile(join(folder, "a.nii"), "voxels");
    await writeFile(join(folder, "gone.nii"), "soon");
    const files = await sharedFiles([join(folder, "a.nii"), join(folder, "gone.nii")]);
    await rm(join(folder, "gone.nii"));
    server = await serveExplorer(page, files, 0);
    token = new URLSearchParams(new URL(server.url).hash.slice(1)).get("files") as string;
  });
  afterAll(() => server.close());

  it("serves the page and its files under the policy, on the loopback address", async () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#files=[\w-]{32}$/);
    const { status, headers, body } = await ask(server.url, "/");
    expect({ status, body }).toEqual({ status: 200, body: "<!doctype html>" });
    expect(headers).toMatchObject({
      "content-security-policy": `${contentSecurityPolicy}; frame-ancestors 'none'`,
      "content-type": "text/html; charset=utf-8",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
      "cross-origin-resource-policy": "same-origin",
    });
    const script = await ask(server.url, "/explorer.js?1");
    expect([script.body, script.headers["content-type"]]).toEqual([
      "1;",
      "text/javascript; charset=utf-8",
    ]);
  });

  it("allows no code made of strings and no other place", () => {
    expect(contentSecurityPolicy).not.toMatch(/'unsafe-(eval|inline)'|https?:|\*/);
    expect(contentSecurityPolicy).toContain("default-src 'none'");
  });

  it("gives the files that were named, by the token alone", async () => {
    const list = await ask(server.url, `/files/${token}`);
    expect(JSON.parse(list.body)).toEqual([
      { name: "a.nii", bytes: 6 },
      { name: "gone.nii", bytes: 4 },
    ]);
    expect(await ask(server.url, `/files/${token}/0`)).toMatchObject({
      status: 200,
      body: "voxels",
    });
    const wrong = token.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
    for (const path of [`/files/${wrong}`, `/files/${wrong}/0`, "/files/", "/files/x/0"]) {
      expect({ path, ...(await ask(server.url, path)) }).toMatchObject({ path, status: 404 });
    }
  });

  it.each([
    "/files/TOKEN/2",
    "/files/TOKEN/1",
    "/files/TOKEN/..",
    "/a.nii",
    "/../a.nii",
    "/%2e%2e/a.nii",
  ])("refuses %s", async (path) => {
    const { status, body } = await ask(server.url, path.replace("TOKEN", token));
    expect({ status, body }).toEqual({ status: 404, body: "" });
  });

  it("refuses requests for another host, which a page elsewhere could send", async () => {
    const { port } = new URL(server.url);
    for (const host of ["evil.example", `evil.example:${port}`, `localhost:${port}`, "127.0.0.1"]) {
      const answer = await ask(server.url, "/", { headers: { host } });
      expect({ host, status: answer.status, body: answer.body }).toEqual({
        host,
        status: 421,
        body: "",
      });
    }
  });

  it("answers to GET and HEAD only", async () => {
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      expect((await ask(server.url, "/", { method })).status).toBe(405);
    }
    const head = await ask(server.url, `/files/${token}/0`, { method: "HEAD" });
    expect({ status: head.status, body: head.body }).toEqual({ status: 200, body: "" });
  });

  it("says that a port is taken", async () => {
    const port = Number(new URL(server.url).port);
    await expect(serveExplorer(page, [], port)).rejects.toThrow(
      `port ${port}: another program listens on it`,
    );
  });

  it("has no token in its address where no files were named", async () => {
    const other = await serveExplorer(page, [], 0);
    expect(other.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    await other.close();
  });
});
