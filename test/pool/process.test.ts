import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { buildScript } from "../build-script.ts";
import { folderWithPackage } from "../built-package.ts";
import { digitalPhantom } from "../phantoms.ts";

const folder = await folderWithPackage();
afterAll(folder.remove);
const saboteur = await buildScript("test/pool/saboteur.ts");
const { image, mask } = digitalPhantom();
const settings = { filters: [{ type: "mean", support: 3 }] } as const;
const expected = JSON.stringify(extract(image, mask, settings));

/** A process that hangs is ended after this time, in ms; then it has no status. */
const patience = 30 * 60_000;

function run(argv: readonly string[]) {
  const child = spawn(process.execPath, argv, { cwd: folder.path, timeout: patience });
  const text = { out: "", err: "" };
  child.stdout.on("data", (part) => {
    text.out += part;
  });
  child.stderr.on("data", (part) => {
    text.err += part;
  });
  return new Promise((resolve) => {
    child.on("close", (status) => resolve({ status, ...text }));
  });
}

async function runProgram(name: string, text: string) {
  await writeFile(join(folder.path, name), text);
  return run([name]);
}

const body = (script = "undefined") => `
  const pool = createPool({ workers: 2, script: ${script} });
  const { image, mask } = digitalPhantom();
  const measure = () => pool.extract(image, mask, ${JSON.stringify(settings)});`;

const program = (rest: string, script?: string) => `
  import { createPool } from "voxomics/node";
  import { digitalPhantom } from "voxomics/validate";
  ${body(script)}
  ${rest}
  console.log(JSON.stringify(await measure()));`;

describe("a program with a pool that it does not close ends by itself", () => {
  const done = { status: 0, out: `${expected}\n`, err: "" };

  it("as a module", async () => {
    expect(await runProgram("plain.mjs", program(""))).toEqual(done);
  });

  it("in CommonJS", async () => {
    const text = `
      const { createPool } = require("voxomics/node");
      const { digitalPhantom } = require("voxomics/validate");
      ${body()}
      measure().then((found) => console.log(JSON.stringify(found)));`;
    expect(await runProgram("plain.cjs", text)).toEqual(done);
  });

  it("given on the command line", async () => {
    expect(await run(["--input-type=module", "--eval", program("")])).toEqual(done);
  });

  it("before the pool was used", async () => {
    const text = program("").replace(/\n.*console.log.*$/, "");
    expect(await runProgram("unused.mjs", text)).toEqual({ ...done, out: "" });
  });

  const sabotaged = (type: string, watch = "{}") =>
    `await pool.applyFilter(image, { type: "${type}" }, ${watch}).catch((error) => {
       console.error(error.code ?? error.message);
     });`;

  it.each([
    ["whose worker was killed", sabotaged("exit"), "worker-lost"],
    ["whose worker threw an error", sabotaged("refuse"), "invalid-intensity"],
    [
      "that cancelled a call",
      `const controller = new AbortController();
       const onProgress = () => controller.abort(new Error("cancelled"));
       ${sabotaged("spin", "{ onProgress, signal: controller.signal }")}`,
      "cancelled",
    ],
  ])("%s", async (name, rest, said) => {
    const text = program(rest, JSON.stringify(saboteur.href).replace(/^.*$/, "new URL($&)"));
    const file = `${name.replaceAll(" ", "-")}.mjs`;
    expect(await runProgram(file, text)).toEqual({ ...done, err: `${said}\n` });
  });

  it("while a call is under way that nobody waits for any more", async () => {
    const text = program(`measure(); measure(); await pool.close();`).replace(
      /\n.*console.log.*$/,
      "",
    );
    const { status, err } = (await runProgram("closed.mjs", text)) as {
      status: number;
      err: string;
    };
    expect(status).toBe(1); // by the rejection that nobody handles
    expect(err).toContain("pool-closed");
  });
});
