import { spawn, spawnSync } from "node:child_process";
import { existsSync, openSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../node/temporary-folder.ts";

const folder = await temporaryFolder();
const loader = import.meta.resolve("tsx");
const script = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));

/** Runs the command in a process of its own; `most` bytes of its output are read. */
function start(argv: string[], most = Infinity) {
  const child = spawn(process.execPath, ["--import", loader, script, ...argv], { cwd: folder });
  if (most === 0) child.stdout.destroy();
  const text = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    text.out += part;
    if (text.out.length >= most) child.stdout.destroy();
  });
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    text.err += part;
  });
  return new Promise<{ status: number | null; out: string; err: string }>((resolve) => {
    child.on("close", (status) => resolve({ status, ...text }));
  });
}

describe("the voxomics process", () => {
  it("ends with the exit status", async () => {
    const [done, refused, misused] = await Promise.all([
      start(["settings", "ct"]),
      start(["describe", "no-such-file.nii"]),
      start(["describe", "--wrong"]),
    ]);
    expect(JSON.parse(done.out).resample.spacing).toEqual([1, 1, 1]);
    expect(done.status).toBe(0);
    expect(refused).toEqual({
      status: 1,
      out: "",
      err: "error: no-such-file.nii: no such file\n",
    });
    expect(misused).toEqual({ status: 2, out: "", err: "error: unknown option '--wrong'\n" });
  });

  it("ends quietly when its reader has seen enough", async () => {
    const { status, err } = await start(["--help"], 1);
    expect({ status, err }).toEqual({ status: 0, err: "" });
  });

  it("finishes its file, with its own status, when nobody reads the output", async () => {
    const [done, refused] = await Promise.all([
      start(["validate", "--out", "sheet.csv"], 0),
      start(["describe", "no-such-file.nii"], 0),
    ]);
    expect(done).toEqual({ status: 0, out: "", err: "" });
    expect((await readFile(join(folder, "sheet.csv"), "utf8")).split("\n")).toHaveLength(489);
    expect(await readdir(folder)).toEqual(["sheet.csv"]);
    expect(refused.status).toBe(1);
  });

  it.skipIf(!existsSync("/dev/full"))("says when its output does not fit", () => {
    const stdout = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(
      process.execPath,
      ["--import", loader, script, "settings"],
      { stdio: ["ignore", stdout, "pipe"], encoding: "utf8" },
    );
    expect(stderr).toBe("error: standard output: no space left on the device\n");
    expect(status).toBe(1);
  });
});
