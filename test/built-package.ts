import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "tsup";
import manifest from "../package.json" with { type: "json" };
import { builds } from "../tsup.config.ts";

/** A folder to be removed after the tests. */
export interface Folder {
  readonly path: string;
  remove(): Promise<void>;
}

/** A folder with voxomics in its `node_modules`, built as it is published, types aside. */
export async function folderWithPackage(): Promise<Folder> {
  // inside of node_modules, where the package's own dependencies are found
  const path = resolve(await mkdtemp("node_modules/.voxomics-"));
  const remove = () => rm(path, { recursive: true });
  try {
    await buildInto(path);
  } catch (error) {
    await remove();
    throw error;
  }
  return { path, remove };
}

async function buildInto(folder: string): Promise<void> {
  // a package of its own, or its name would be taken for the repository's
  await writeFile(join(folder, "package.json"), "{}");
  const home = join(folder, "node_modules", "voxomics");
  await mkdir(home, { recursive: true });
  await writeFile(join(home, "package.json"), JSON.stringify(manifest));
  for (const options of await builds(join(home, "dist"))) {
    await build({ ...options, config: false, silent: true });
  }
}
