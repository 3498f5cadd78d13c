import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const script = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));

/** Runs the command in a process of its own; `most` bytes of its output are read. */
function start(argv: string[], most = Infinity) {
  const child = spawn(process.execPath, ["--import", "tsx", script, ...argv]);
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
});
