import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";

/** The bytes of the file that the page saves when something is done. */
export async function savedFile(page: Page, act: () => Promise<void>): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return readFile(await download.path());
}
