import { spawnSync } from "node:child_process";
import { describe } from "vitest";

/** Python with pydicom: that of `VOXOMICS_PYDICOM`, or one on the path; Debian installs pydicom for its own. */
const python = [process.env.VOXOMICS_PYDICOM ?? [], "/usr/bin/python3", "python3"]
  .flat()
  .find((program) => spawnSync(program, ["-c", "import pydicom"]).status === 0);

const dsrdump = spawnSync("dsrdump", ["--version"]).status === 0;

/** A suite that needs dcmtk's dsrdump and pydicom. Without them it is skipped, and says so; in CI it fails. */
export function describeWithDicomTools(name: string, suite: () => void): void {
  if (dsrdump && python !== undefined) {
    describe(name, suite);
    return;
  }
  const message =
    "no dsrdump and no Python with pydicom; install dcmtk and python3-pydicom, or set VOXOMICS_PYDICOM";
  if (process.env.CI) throw new Error(message);
  console.warn(`SKIPPED ${name}: ${message}`);
  describe.skip(name, suite);
}

/** What dsrdump prints of a file, with codes; it exits with an error for a document that is not valid. */
export function dump(path: string): { readonly status: number | null; readonly out: string } {
  const options = ["--print-all-codes", "--print-long-values", "--print-instance-uid"];
  const { status, stdout, stderr } = spawnSync("dsrdump", [...options, path], { encoding: "utf8" });
  return { status, out: `${stdout}${stderr}` };
}

/** What a program of Python prints as JSON; `sys.argv[1]` is the path of a file. */
export function pydicom<T>(program: string, path: string): T {
  const { stdout, stderr } = spawnSync(python as string, ["-c", program, path], {
    encoding: "utf8",
  });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
}
