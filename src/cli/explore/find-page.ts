import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { VoxomicsError } from "../../messages/errors.ts";
import { pageFolder } from "./page-folder.ts";

/** The files of the page, by the name that a browser asks for. */
export type Page = ReadonlyMap<string, Uint8Array>;

/**
 * The files of the built explorer.
 *
 * @throws VoxomicsError `invalid-file` where the explorer was not built, with the command that builds it; and in the
 *   program in one file, which holds no explorer
 */
export async function findPage(): Promise<Page> {
  const folder = pageFolder();
  if (folder === null) {
    const message =
      "this program holds no explorer: run `npx voxomics explore`, which needs Node 20";
    throw new VoxomicsError("invalid-file", message, { path: "explorer" });
  }
  const path = fileURLToPath(folder);
  try {
    const names = await readdir(folder);
    const read = names.map(async (name) => [name, await readFile(new URL(name, folder))] as const);
    const page = new Map(await Promise.all(read));
    if (page.has("index.html")) return page;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const message = `${path}: no explorer is built there: run \`npm run explorer\` in the checkout`;
  throw new VoxomicsError("invalid-file", message, { path });
}
