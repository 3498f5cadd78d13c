import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { buildExplorer } from "../../scripts/explorer/build-explorer.ts";
import { type ExplorerServer, serveExplorer } from "../../src/cli/explore/serve.ts";
import { sharedFiles } from "../../src/cli/explore/shared-files.ts";
import { openChromium } from "../browser/open-chromium.ts";

/** How a page is opened. */
export interface Visit {
  /** What stands behind the `#` of the address. */
  readonly hash?: string;
  /** Files that the server is given, as `voxomics explore` is. */
  readonly paths?: readonly string[];
  readonly dark?: boolean;
}

/** The explorer in Chromium. */
export interface Explorer {
  /** Opens the page as a user does, in a window of its own. */
  readonly visit: (visit?: Visit) => Promise<Page>;
}

/**
 * The explorer, built once for a file of tests and served as `voxomics explore` serves it. After each test,
 * nothing may have been written to the console, thrown, or asked of another place.
 */
export function useExplorer(executablePath: string): Explorer {
  let folder: string;
  let files: ReadonlyMap<string, Uint8Array>;
  let browser: Browser | undefined;
  const servers: ExplorerServer[] = [];
  const pages: Page[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "voxomics-explorer-"));
    await buildExplorer(folder);
    const names = await readdir(folder);
    files = new Map(
      await Promise.all(
        names.map(async (name) => [name, await readFile(join(folder, name))] as const),
      ),
    );
    browser = await openChromium(executablePath);
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.close();
    for (const server of servers.splice(0)) await server.close();
    expect(complaints.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  return {
    async visit({ hash = "view=axial", paths = [], dark = false } = {}) {
      const server = await serveExplorer(files, await sharedFiles(paths), 0);
      servers.push(server);
      const page = await (browser as Browser).newPage({
        viewport: { width: 1024, height: 768 },
        colorScheme: dark ? "dark" : "light",
      });
      pages.push(page);
      page.setDefaultTimeout(0);
      const { origin } = new URL(server.url);
      page.on("console", (message) => {
        if (!isOfChromium(message.text())) complaints.push(`console: ${message.text()}`);
      });
      page.on("pageerror", (error) => complaints.push(`thrown: ${error.message}`));
      page.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url)) {
          complaints.push(`request: ${url}`);
        }
      });
      const joined = [new URL(server.url).hash.slice(1), hash].filter((part) => part !== "");
      await page.goto(`${origin}/#${joined.join("&")}`);
      return page;
    },
  };
}

/** Whether a message is Chromium's own, about graphics made by the processor. */
function isOfChromium(text: string): boolean {
  return /GPU stall|software rendering|GroupMarkerNotSet/i.test(text);
}

/**
 * Presses a button that begins work, and *Cancel* as soon as the page shows it. The page itself presses it: on a busy
 * machine, the work could be done before a click from outside arrives.
 */
export async function startAndCancel(page: Page, name: string): Promise<void> {
  const cancelled = page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          const buttons = Array.from(document.querySelectorAll("button"));
          const cancel = buttons.find((button) => button.textContent?.trim() === "Cancel");
          if (cancel === undefined) return;
          observer.disconnect();
          cancel.click();
          resolve();
        });
        observer.observe(document.body, { childList: true, subtree: true });
      }),
  );
  await page.getByRole("button", { name, exact: true }).click();
  await cancelled;
}

/** What the list at the left says of open regions. */
export function openRegions(page: Page): Promise<string[]> {
  return page.locator(".open-region .entry").allInnerTexts();
}

/** The files of a folder and its subfolders. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
