import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile as bytesOf, mkdir, symlink, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { readPlan } from "../../src/cohort/read-plan.ts";
import { runCohort } from "../../src/cohort/run-cohort.ts";
import { describeFile, openRegions, readFile } from "../../src/node/read-file.ts";
import { readSettings } from "../../src/node/read-settings.ts";
import { voxomics } from "../cli/workspace.ts";
import { gzipped, niftiFile } from "../io/nifti/fixture.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = await temporaryFolder();
const hasPipes = existsSync("/dev/zero") && process.platform !== "win32";
const image = join(folder, "image.nii");
await writeFile(image, niftiFile());

let pipes = 0;

/** A pipe that nobody writes to: whoever opens it waits for ever. */
async function silentPipe(): Promise<string> {
  const path = join(folder, `pipe-${++pipes}`);
  await promisify(execFile)("mkfifo", [path]);
  return path;
}

/** A pipe that something is written to as soon as somebody reads it. */
async function pipeOf(bytes: Uint8Array): Promise<string> {
  const path = await silentPipe();
  writeFile(path, bytes).catch(() => {}); // waits for the reader
  return path;
}

describe.skipIf(!hasPipes)("a path that names no file is refused before it is opened", () => {
  it("a pipe, with the option that reads it", async () => {
    const pipe = await silentPipe();
    const refusal = {
      code: "invalid-file",
      message: `${pipe}: is a pipe, expected a file; option pipes: true reads it`,
    };
    await expect(readFile(pipe)).rejects.toMatchObject(refusal);
    await expect(describeFile(pipe)).rejects.toMatchObject(refusal);
    await expect(openRegions(pipe)).rejects.toMatchObject(refusal);
  });

  it("a device, and a link to one, by whatever option", async () => {
    const link = join(folder, "link");
    await symlink("/dev/zero", link);
    for (const path of ["/dev/zero", "/dev/null", link]) {
      for (const options of [{}, { pipes: true }]) {
        await expect(readFile(path, options)).rejects.toThrow(
          `${path}: is a device, expected a file`,
        );
      }
    }
  });

  it("as settings, as a plan, as a manifest", async () => {
    const pipe = await silentPipe();
    const message = `${pipe}: is a pipe, expected a file`;
    await expect(readSettings(pipe)).rejects.toThrow(message);
    await expect(readPlan(pipe)).rejects.toThrow(message);
    const cohort = { manifest: pipe, settings: [], out: join(folder, "out") };
    await expect(runCohort(cohort)).rejects.toThrow(message);
  });

  it("as the image of a case in a manifest", async () => {
    const pipe = await silentPipe();
    const manifest = join(folder, "manifest.csv");
    await writeFile(manifest, `id,image,mask\na,${pipe},${pipe}\n`);
    const result = await runCohort({
      manifest,
      settings: [{ name: "defaults", settings: {} }],
      out: join(folder, "results"),
      workers: 1,
    });
    expect(result.failed.map(({ failure }) => failure.message)).toEqual([
      `row 1, column "image": ${pipe}: is a pipe, expected a file, since a cohort reads it twice, for its sum and for its voxels: write what comes out of the pipe to a file`,
    ]);
  });

  it("as a file of the command line", async () => {
    const pipe = await silentPipe();
    const refused = `${pipe}: is a pipe, expected a file`;
    const raters = ["--design", "raters", "--subject", "id", "--rater", "reader"];
    for (const [argv, way] of [
      [["describe", pipe], "; --pipes reads it"],
      [["extract", pipe, image], "; --pipes reads it"],
      [["extract", image, pipe], "; --pipes reads it"],
      [["extract", image, image, "--settings", pipe], "; --pipes reads it"],
      [["filter", image, "--settings", pipe, "--out", join(folder, "o.nii")], "; --pipes reads it"],
      [["map", image, image, "--settings", pipe, "--out", folder], "; --pipes reads it"],
      [["settings", pipe], "; --pipes reads it"],
      [["cohort", pipe, "--settings", "ct", "--out", folder], "; --pipes reads it"],
      [["cohort", image, "--settings", pipe, "--out", folder], "; --pipes reads it"],
      [
        ["cohort", image, "--settings", "ct", "--perturbations", pipe, "--out", folder],
        "; --pipes reads it",
      ],
      [["reproducibility", pipe, ...raters, "--out", folder], "; --pipes reads it"],
    ] as const) {
      const { status, err } = await voxomics(...argv);
      expect(err).toContain(`error: ${refused}${way}\n`);
      expect(status).toBe(1);
    }
  });

  it("but passed over in a folder", async () => {
    const mixed = join(folder, "mixed");
    await mkdir(mixed);
    await writeFile(join(mixed, "a.nii"), niftiFile());
    await promisify(execFile)("mkfifo", [join(mixed, "pipe")]);
    await symlink("/dev/zero", join(mixed, "zeros"));
    expect((await readFile(mixed)).data).toEqual((await readFile(image)).data);
  });
});

describe.skipIf(!hasPipes)("a pipe is read where it is asked for", () => {
  it("as the file whose bytes come out of it", async () => {
    const expected = await readFile(image);
    for (const bytes of [await bytesOf(image), gzipped(niftiFile())]) {
      expect(await readFile(await pipeOf(bytes), { pipes: true })).toEqual(expected);
    }
    const overview = await describeFile(await pipeOf(await bytesOf(image)), { pipes: true });
    expect(overview).toEqual(await describeFile(image));
  });

  it("by the command line", async () => {
    const pipe = await pipeOf(await bytesOf(image));
    const [piped, plain] = [
      await voxomics("describe", pipe, "--pipes"),
      await voxomics("describe", image),
    ];
    expect(piped.err).toBe("");
    expect(piped.out.split("\n").slice(1)).toEqual(plain.out.split("\n").slice(1));
  });

  it("with nothing in it as an empty file", async () => {
    const pipe = await pipeOf(new Uint8Array(0));
    await expect(readFile(pipe, { pipes: true })).rejects.toThrow("input is empty");
  });

  it("as settings and as perturbations", async () => {
    const settings = { families: ["glcm"] };
    const pipe = await pipeOf(Buffer.from(JSON.stringify(settings)));
    expect(await readSettings(pipe, { pipes: true })).toEqual(settings);
    const plan = await pipeOf(Buffer.from("perturbations: [RN]\nrepeats: 2\n"));
    const file = join(folder, "plan.yaml");
    await writeFile(file, "perturbations: [RN]\nrepeats: 2\n");
    expect(await readPlan(plan, { pipes: true })).toEqual(await readPlan(file));
  });

  it("as settings of the command line", async () => {
    const settings = await pipeOf(Buffer.from('{"families":["glcm"]}'));
    const { out, err, status } = await voxomics("settings", settings, "--pipes");
    expect({ err, status }).toEqual({ err: "", status: 0 });
    expect(JSON.parse(out).families).toEqual(["glcm"]);
  });

  it("up to as many bytes as settings may have, of a pipe that never ends", async () => {
    const message = "found more than 1048576 bytes in a pipe, expected at most those";
    const endless = async () => {
      const path = await silentPipe();
      const yes = spawn("sh", ["-c", 'exec yes "a: 1" > "$0"', path]); // ends when nobody reads
      return { path, ended: once(yes, "close") };
    };
    for (const read of [readSettings, readPlan]) {
      const { path, ended } = await endless();
      await expect(read(path, { pipes: true })).rejects.toMatchObject({
        code: "too-large",
        message: `${path}: ${message}`,
      });
      await ended;
    }
  });

  it("as the manifest of a cohort, whose paths then start from the working folder", async () => {
    const mask = join(folder, "mask.nii");
    await writeFile(mask, niftiFile());
    const here = relative(process.cwd(), folder);
    const rows = `id,image,mask,mask-threshold\na,${join(here, "image.nii")},${mask},3\n`;
    const results = join(folder, "piped");
    const tables = [];
    for (const _ of ["begun", "gone on with"]) {
      const manifest = await pipeOf(Buffer.from(rows));
      const [first, second] = [await pipeOf(Buffer.from("{}")), await pipeOf(Buffer.from("{}"))];
      const { err, out } = await voxomics(
        ...["cohort", manifest, "--settings", first, second, "--out", results],
        ...["--workers", "1", "--pipes"],
      );
      expect(err).not.toContain("error");
      tables.push(await bytesOf(join(results, "features.csv"), "utf8"));
      if (tables.length === 2) expect(out).toContain("2 of 2 rows were already measured");
    }
    expect(tables[1]).toBe(tables[0]);
    const names = tables[0].split("\n").map((row) => row.split(",")[2]);
    expect(names.slice(1, 3)).toEqual(["pipe", "pipe-2"]);
  });
});
