import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** A new folder, outside of the repository, into which npm installed the package. */
export interface Installed {
  readonly folder: string;
  /** Number of packages, voxomics among them. */
  readonly packages: number;
  /** Sum of the sizes of all files. */
  readonly bytes: number;
  /** Time that npm took. */
  readonly milliseconds: number;
}

/** Packs what is built, as it is published, and installs it. */
export async function installPacked(): Promise<Installed> {
  const folder = await mkdtemp(join(tmpdir(), "voxomics-consumers-"));
  const [{ filename }] = Object.values(
    JSON.parse(run("npm", ["pack", "--json", "--pack-destination", folder], resolve("."))),
  ) as { filename: string }[];
  await writeFile(join(folder, "package.json"), '{ "private": true }\n');
  const start = performance.now();
  // an empty cache, as on a new machine
  const options = ["--no-audit", "--no-fund", "--cache", join(folder, "cache")];
  run("npm", ["install", ...options, join(folder, filename)], folder);
  const milliseconds = performance.now() - start;
  const modules = join(folder, "node_modules");
  return {
    folder,
    packages: await countPackages(modules),
    bytes: await bytesIn(modules),
    milliseconds,
  };
}

/** What a program prints; a program that fails is an error. */
export function run(program: string, argv: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, argv, {
    cwd,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) {
    const said = [error?.message, stdout, stderr].filter(Boolean).join("\n");
    throw new Error(`${program} ${argv.join(" ")} failed (${status}):\n${said}`);
  }
  return stdout;
}

async function countPackages(modules: string): Promise<number> {
  const names = (await readdir(modules)).filter((name) => !name.startsWith("."));
  const counts = names.map((name) =>
    name.startsWith("@") ? readdir(join(modules, name)).then(({ length }) => length) : 1,
  );
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

async function bytesIn(folder: string): Promise<number> {
  const paths = await readdir(folder, { recursive: true });
  const sizes = paths.map(async (path) => {
    const found = await stat(join(folder, path));
    return found.isFile() ? found.size : 0;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
