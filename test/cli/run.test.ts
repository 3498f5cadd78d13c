import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/run.ts";

/** Runs a command whose output fails in a way that nobody foresaw. */
async function broken(debug: boolean) {
  let err = "";
  const status = await run(["settings"], {
    out: () => {
      throw new TypeError("x is not\na function");
    },
    err: (text) => {
      err += text;
    },
    columns: 100,
    debug,
  });
  return { status, err };
}

describe("an internal error", () => {
  it("is one line that says how to see more", async () => {
    expect(await broken(false)).toEqual({
      status: 1,
      err: "error: internal: x is not a function (set VOXOMICS_DEBUG=1 for the stack)\n",
    });
  });

  it("shows its stack when asked to", async () => {
    expect((await broken(true)).err).toMatch(/^error: internal: TypeError: x is not[\s\S]*\n +at /);
  });
});
