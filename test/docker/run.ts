/**
 * Runs the steps of the Dockerfile in clean folders of this machine, where there is no Docker, and compares
 * what is installed with `node dist/cli.js`: `npm run docker:check`, after `npm run build`.
 */
import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

interface Step {
  readonly instruction: string;
  readonly argument: string;
}

const root = await mkdtemp(join(tmpdir(), "voxomics-image-"));
const steps = parse(await readFile("Dockerfile", "utf8"));
const environment: Record<string, string | undefined> = { ...process.env };
let folder = root;
let entry = "";
for (const step of steps) {
  console.log(`== ${step.instruction} ${step.argument}`);
  await take(step);
}

const cwd = resolve(".");
const installed = spawnSync(entry, ["validate"], {
  cwd: folder,
  env: environment,
  encoding: "utf8",
});
const expected = spawnSync(process.execPath, ["dist/cli.js", "validate"], {
  cwd,
  encoding: "utf8",
});
await rm(root, { recursive: true });
if (installed.status !== 0 || installed.stdout !== expected.stdout) {
  console.error(`error: ${entry} validate gave (${installed.status}):`);
  console.error(installed.error?.message ?? installed.stdout + installed.stderr);
  console.error(`expected (${expected.status}):\n${expected.stdout}`);
  process.exitCode = 1;
} else {
  console.log("same: voxomics validate");
}

/** Instructions in their order; comments and empty lines are left out. */
function parse(text: string): Step[] {
  return text.split("\n").flatMap((line) => {
    const [, instruction, argument] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    if (instruction !== undefined) return [{ instruction, argument }];
    if (line === "" || line.startsWith("#")) return [];
    throw new Error(
      `Dockerfile: found ${JSON.stringify(line)}, expected an instruction of one line`,
    );
  });
}

/** Does what a step does, below `root` in place of `/`. */
async function take({ instruction, argument }: Step): Promise<void> {
  switch (instruction) {
    case "FROM": // Node and npm of this machine; both stages have one file system
    case "USER":
      return;
    case "WORKDIR":
      folder = inRoot(argument);
      await mkdir(folder, { recursive: true });
      return;
    case "COPY":
      if (argument === ". .") await copyTracked(folder);
      else if (!argument.startsWith("--from=build "))
        throw new Error(`COPY ${argument} is not known`);
      return;
    case "ENV": {
      const [name, value] = argument.split("=");
      environment[name] = inRoot(value).replace(`$${name}`, environment[name] ?? "");
      return;
    }
    case "RUN": {
      await mkdir(join(root, "tmp"), { recursive: true });
      const options = { cwd: folder, env: environment, stdio: "inherit" } as const;
      const { status } = spawnSync("bash", ["-ec", inRoot(argument)], options);
      if (status !== 0) throw new Error(`RUN ${argument} failed (${status})`);
      return;
    }
    case "ENTRYPOINT":
      [entry] = JSON.parse(argument);
      return;
    default:
      throw new Error(
        `Dockerfile: ${instruction} is an instruction that this script does not know`,
      );
  }
}

/** A text whose paths from `/` lie below `root`. */
function inRoot(text: string): string {
  return text.replaceAll(/(^|\s|=)\/(?=\w)/g, `$1${root}/`);
}

/** Copies what git tracks or would track: `.dockerignore` leaves out the rest, and only that. */
async function copyTracked(to: string): Promise<void> {
  const { stdout } = spawnSync("git", ["ls-files", "-z", "-co", "--exclude-standard"], {
    encoding: "utf8",
  });
  for (const path of stdout.split("\0").filter((name) => name !== "" && name !== "node_modules")) {
    await mkdir(join(to, dirname(path)), { recursive: true });
    await cp(path, join(to, path)).catch((error) => {
      if (error.code !== "ENOENT") throw error; // deleted, and not committed
    });
  }
}
