import { spawnSync } from "node:child_process";
import { mkdir, rename, symlink, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import manifest from "../../../package.json" with { type: "json" };
import { queuePackages } from "../../../src/cohort/queue/queue-libraries.ts";
import { folderWithPackage } from "../../built-package.ts";
import { cohortFolder, quick } from "../cohort-folder.ts";

const cohort = await cohortFolder(2);
const home = cohort.path("project");
const settings = cohort.path("quick.yaml");
await writeFile(settings, stringify(quick));

/** A project that has installed voxomics with its dependencies, and no optional package. */
beforeAll(async () => {
  const built = await folderWithPackage();
  await mkdir(home);
  await rename(join(built.path, "node_modules"), join(home, "node_modules"));
  await built.remove();
  for (const name of Object.keys(manifest.dependencies)) {
    const link = join(home, "node_modules", name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(resolve("node_modules", name), link);
  }
});

function run(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, {
    cwd: home,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}
const voxomics = (...argv: string[]) =>
  run(join("node_modules", "voxomics", "dist", "cli.js"), ...argv);
const cohortCommand = (out: string) => ["cohort", cohort.manifest, "--settings", settings, "--out", cohort.path(out)]; // biome-ignore format: one line
const told = `a queue needs the packages bullmq and ioredis, which are not installed here: npm install ${queuePackages.join(" ")}`;

describe("voxomics without bullmq and ioredis", () => {
  it("says in a line what a queue needs", () => {
    const queue = ["--queue", "redis://127.0.0.1:1"];
    const refused = { status: 1, stdout: "", stderr: `error: ${told}\n` };
    expect(voxomics(...cohortCommand("none"), ...queue)).toEqual(refused);
    expect(voxomics("worker", ...queue)).toEqual(refused);
  });

  it.each([
    ["module.mjs", `import { runCohort, runQueueWorker } from "voxomics/cohort";`],
    ["common.cjs", `const { runCohort, runQueueWorker } = require("voxomics/cohort");`],
  ])("says so in %s", async (name, imports) => {
    const options = { manifest: "m.csv", settings: [], out: "none", queue: "redis://127.0.0.1:1" };
    const program = `${imports}
      const tell = ({ code, message }) => console.log(code, message);
      runCohort(${JSON.stringify(options)}).catch(tell)
        .then(() => runQueueWorker({ queue: "redis://127.0.0.1:1" })).catch(tell);`;
    await writeFile(join(home, name), program);
    const line = `queue-unavailable ${told}\n`;
    expect(run(name)).toEqual({ status: 0, stdout: line + line, stderr: "" });
  });

  it("measures a cohort, and a case", () => {
    expect(voxomics(...cohortCommand("measured"))).toMatchObject({ status: 0 });
    const [image, mask] = ["i1.nii", "m1.nii.gz"].map((name) => cohort.path("images", name));
    const { status, stdout } = voxomics("extract", image, mask, "--settings", settings);
    expect(status).toBe(0);
    expect(stdout).toContain("statistics");
  });

  it("has both as optional peers, which are not part of its files", () => {
    const { peerDependencies, peerDependenciesMeta, dependencies } = manifest;
    expect(Object.keys(peerDependencies)).toEqual([...queuePackages]);
    for (const name of queuePackages) {
      expect(peerDependenciesMeta[name]).toEqual({ optional: true });
      expect(name in dependencies).toBe(false);
    }
  });
});
