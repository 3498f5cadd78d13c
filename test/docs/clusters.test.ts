import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { program } from "../../src/cli/run.ts";
import { parseQueueAddress } from "../../src/cohort/queue/queue-address.ts";
import { blocksOf } from "./code-blocks.ts";

const folder = "docs/examples/clusters";
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name))
  .sort();
const contentOf = (name: string) => readFileSync(join(folder, name), "utf8");

describe("the files for clusters", () => {
  const shown = blocksOf("docs/clusters.md").map(({ text }) => text);

  it("are several", () => expect(files.length).toBeGreaterThan(4));

  it.each(files)("%s is shown as it is", (path) => {
    expect(shown).toContain(readFileSync(path, "utf8"));
  });
});

/** A folder in which `voxomics` is a program that prints its arguments as JSON and ends with a status. */
const root = mkdtempSync(join(tmpdir(), "voxomics-clusters-"));
afterAll(() => rmSync(root, { recursive: true }));
const bin = join(root, "bin");
mkdirSync(bin);
const stub = `#!${process.execPath}
const { writeFileSync } = require("node:fs");
const { WRITES, STATUS } = process.env;
console.log(JSON.stringify(process.argv.slice(2)));
if (WRITES) writeFileSync(WRITES, "{}");
process.exitCode = Number(STATUS ?? 0);
`;
writeFileSync(join(bin, "voxomics"), stub, { mode: 0o755 });

/** Runs a shell script, and gives the arguments of the command line, and the status of the script. */
function argumentsOf(shell: readonly string[], env: Record<string, string>, cwd = root) {
  const path = `${bin}:${process.env.PATH}`;
  const [name, ...argv] = shell;
  const options = { cwd, env: { PATH: path, ...env }, encoding: "utf8" } as const;
  try {
    return { status: 0, argv: JSON.parse(execFileSync(name, argv, options)) as string[] };
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: string };
    return { status, argv: JSON.parse(stdout) as string[] };
  }
}

/** The options that a command line gives to `voxomics cohort`. */
async function cohortOptions(argv: readonly string[]) {
  const cli = program({ out: () => {}, err: () => {}, columns: 100, debug: false });
  const cohort = cli.commands.find((command) => command.name() === "cohort");
  cohort?.action(() => {});
  await cli.parseAsync(argv, { from: "user" });
  return { manifest: cohort?.args[0], ...cohort?.opts() };
}

const study = { manifest: "manifest.csv", settings: ["settings.yaml"] };

describe("the scripts for Slurm", () => {
  const measure = ["bash", resolve(folder, "slurm/measure.sh")];
  const task = {
    SLURM_ARRAY_TASK_ID: "2",
    SLURM_ARRAY_TASK_COUNT: "4",
    SLURM_CPUS_PER_TASK: "3",
  };
  const shard = { ...study, shard: { number: 2, of: 4 }, workers: 3, out: "shards/2" };

  it("measure the shard of a task", async () => {
    const { argv } = argumentsOf(measure, task);
    expect(await cohortOptions(argv)).toMatchObject(shard);
  });

  it("measure it again in a part of the array, with SHARDS", async () => {
    const { argv } = argumentsOf(measure, { ...task, SLURM_ARRAY_TASK_COUNT: "1", SHARDS: "4" });
    expect(await cohortOptions(argv)).toMatchObject(shard);
  });

  it("end with the status of voxomics", () => {
    expect(argumentsOf(measure, { ...task, STATUS: "1" }).status).toBe(1);
  });

  it("merge all folders of shards", async () => {
    for (const n of [1, 2, 3]) mkdirSync(join(root, "shards", String(n)), { recursive: true });
    const { argv } = argumentsOf(["bash", resolve(folder, "slurm/merge.sh")], {});
    const merge = ["shards/1", "shards/2", "shards/3"];
    expect(await cohortOptions(argv)).toMatchObject({ ...study, merge, out: "results" });
  });
});

interface Job {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly completionMode?: string;
    readonly completions?: number;
    readonly parallelism?: number;
    readonly template: { readonly spec: Pod };
  };
}

interface Pod {
  readonly restartPolicy: string;
  readonly containers: readonly {
    readonly command: readonly string[];
    readonly args: readonly string[];
    readonly resources: { readonly requests: { readonly cpu: string } };
    readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  }[];
  readonly volumes: readonly { readonly name: string }[];
}

/** What Kubernetes makes of a command: `$$` is `$`; `$(NAME)` is replaced if the container has the variable. */
function expanded(text: string, env: Record<string, string>): string {
  return text.replace(/\$(?:\$|\(([^)]*)\))/g, (whole, name?: string) =>
    name === undefined ? "$" : (env[name] ?? whole),
  );
}

function jobOf(name: string) {
  const job: Job = parse(contentOf(name));
  const pod = job.spec.template.spec;
  const [container] = pod.containers;
  const run = (env: Record<string, string>) =>
    argumentsOf(
      [...container.command, ...container.args].map((text) => expanded(text, env)),
      env,
    );
  return { job, pod, container, run };
}

describe("the jobs for Kubernetes", () => {
  const shards = jobOf("kubernetes/shards.yaml");
  const merge = jobOf("kubernetes/merge.yaml");

  it.each([
    ["shards", shards],
    ["merge", merge],
  ])("%s: a job whose one container has the volume at /data", (_, { job, pod, container }) => {
    expect([job.apiVersion, job.kind]).toEqual(["batch/v1", "Job"]);
    expect(pod.containers).toHaveLength(1);
    expect(container.volumeMounts).toEqual([{ name: pod.volumes[0].name, mountPath: "/data" }]);
    expect(["Never", "OnFailure"]).toContain(pod.restartPolicy);
  });

  it("measure as many shards as there are pods, each once", async () => {
    const { completions = 0, completionMode } = shards.job.spec;
    expect(completionMode).toBe("Indexed");
    const workers = Number(shards.container.resources.requests.cpu);
    for (let index = 0; index < completions; index++) {
      const { argv } = shards.run({ JOB_COMPLETION_INDEX: String(index) });
      const number = index + 1;
      const out = `shards/${number}`;
      const shard = { number, of: completions };
      expect(await cohortOptions(argv)).toMatchObject({ ...study, shard, workers, out });
    }
  });

  it("merge all folders of shards", async () => {
    for (const n of [1, 2, 3]) mkdirSync(join(root, "shards", String(n)), { recursive: true });
    const { argv } = merge.run({});
    const folders = ["shards/1", "shards/2", "shards/3"];
    expect(await cohortOptions(argv)).toMatchObject({ ...study, merge: folders, out: "results" });
  });

  it("are done if a case failed and the tables are written, and not if the run was refused", () => {
    mkdirSync(join(root, "results"), { recursive: true });
    const index = { JOB_COMPLETION_INDEX: "0" };
    for (const [job, record] of [
      [shards, "shards/1/run.json"],
      [merge, "results/run.json"],
    ] as const) {
      const failed = { ...index, STATUS: "1" };
      expect(job.run({ ...failed, WRITES: record }).status).toBe(0);
      // the record of an earlier run is there, and does not count
      expect(job.run(failed).status).toBe(1);
    }
  });
});

describe("the queue for Kubernetes", () => {
  const documents: readonly { kind: string; metadata: { name: string }; spec: unknown }[] =
    parseAllDocuments(contentOf("kubernetes/queue.yaml")).map((document) => document.toJS());
  const containerOf = (
    name: string,
  ): Pod["containers"][number] & { env: { name: string; value?: string }[] } => {
    const { spec } = documents.find(({ metadata, kind }) => metadata.name === name && kind !== "Service" && kind !== "NetworkPolicy") as { spec: Job["spec"] }; // biome-ignore format: one line
    return spec.template.spec.containers[0] as ReturnType<typeof containerOf>;
  };
  const cli = () => program({ out: () => {}, err: () => {}, columns: 100, debug: false });

  it("is a Redis, workers and a coordinator", () => {
    expect(documents.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      "Service voxomics-redis",
      "NetworkPolicy voxomics-redis",
      "Deployment voxomics-redis",
      "Deployment voxomics-worker",
      "Job voxomics-cohort",
    ]);
  });

  it("gives the worker options that it has, and both the address of the Redis", async () => {
    const container = containerOf("voxomics-worker");
    const root = cli();
    const worker = root.commands.find((command) => command.name() === "worker");
    worker?.action(() => {});
    await root.parseAsync([...container.args], { from: "user" });
    const cpus = Number(container.resources.requests.cpu);
    const folders = [{ from: "/data", to: "/data" }];
    expect(worker?.opts()).toMatchObject({ workers: cpus, grace: 45, root: folders });
    const addressOf = ({ env }: typeof container) =>
      env.find(({ name }) => name === "VOXOMICS_QUEUE")?.value ?? "";
    const address = addressOf(container);
    expect(addressOf(containerOf("voxomics-cohort"))).toBe(address);
    const { shown, password } = parseQueueAddress(expanded(address, { PASSWORD: "secret" }));
    expect([shown, password]).toEqual(["redis://voxomics-redis:6379", "secret"]);
  });

  it("runs a coordinator whose tables go on", async () => {
    const { command, args } = containerOf("voxomics-cohort");
    const shell = [...command, ...args];
    const { argv } = argumentsOf(shell, {});
    expect(await cohortOptions(argv)).toMatchObject({ ...study, out: "results", queue: true });
    mkdirSync(join(root, "results"), { recursive: true });
    const failed = { STATUS: "1" };
    expect(argumentsOf(shell, { ...failed, WRITES: "results/run.json" }).status).toBe(0);
    expect(argumentsOf(shell, failed).status).toBe(1);
  });
});

it("Snakemake and Nextflow give voxomics options that it has", () => {
  const cli = program({ out: () => {}, err: () => {}, columns: 100, debug: false });
  const known = cli.commands.find((command) => command.name() === "cohort")?.options;
  for (const name of ["snakemake/Snakefile", "nextflow/main.nf"]) {
    const commands = contentOf(name).split("voxomics cohort").slice(1);
    expect(commands).toHaveLength(2);
    const flags = commands.flatMap((text) => text.split("||")[0].match(/--[a-z-]+/g) ?? []);
    expect(flags.length).toBeGreaterThan(5);
    expect(flags.filter((flag) => !known?.some(({ long }) => long === flag))).toEqual([]);
  }
});
