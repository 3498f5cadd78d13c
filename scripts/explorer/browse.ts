import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { serveExplorer } from "../../src/cli/explore/serve.ts";
import { sharedFiles } from "../../src/cli/explore/shared-files.ts";
import { openChromium } from "../../test/browser/open-chromium.ts";
import { buildExplorer } from "./build-explorer.ts";

/** The explorer in Chromium, as `voxomics explore` serves it. */
export interface BrowsedExplorer {
  /** Opens the page in a window of its own. */
  readonly visit: (visit: Visit) => Promise<Page>;
  readonly browser: Browser;
  /** Whether a script is that of the viewer, NiiVue, with what hands volumes to it. */
  readonly isViewer: (url: string) => boolean;
  readonly close: () => Promise<void>;
}

/** How the page is opened. */
export interface Visit {
  /** What stands behind the `#` of the address. */
  readonly hash: string;
  /** Files that the server is given. */
  readonly paths?: readonly string[];
  readonly window?: BrowserContextOptions;
  /** Is called with the page before it loads. */
  readonly before?: (page: Page) => Promise<void>;
}

/** Builds the explorer into a folder that is removed at the end, and starts Chromium for it. */
export async function browseExplorer(): Promise<BrowsedExplorer> {
  const browser = await openChromium();
  const folder = await mkdtemp(join(tmpdir(), "voxomics-explorer-"));
  const { outputs } = await buildExplorer(folder);
  const viewers = Object.keys(outputs).filter((path) =>
    Object.keys(outputs[path].inputs).some((input) => input.includes("node_modules/@niivue/")),
  );
  const files = new Map<string, Uint8Array>();
  for (const name of await readdir(folder)) files.set(name, await readFile(join(folder, name)));
  const ends = [() => browser.close(), () => rm(folder, { recursive: true, force: true })];
  return {
    browser,
    isViewer: (url) => viewers.some((path) => url.endsWith(`/${basename(path)}`)),
    async visit({ hash, paths = [], window = {}, before }) {
      const server = await serveExplorer(files, await sharedFiles(paths), 0);
      ends.unshift(server.close);
      const page = await browser.newPage(window);
      page.setDefaultTimeout(120_000);
      await before?.(page);
      const { origin, hash: token } = new URL(server.url);
      await page.goto(`${origin}/#${[token.slice(1), hash].filter((one) => one !== "").join("&")}`);
      return page;
    },
    async close() {
      for (const end of ends) await end();
    },
  };
}
