/**
 * Compares a program in one file with `node dist/cli.js`: `npm run single-file:check [-- FILE]`, after
 * `npm run build` and `npm run single-file`. All that both print and write has to be the same to the byte.
 */
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { writeNifti } from "../../src/io.ts";
import { digitalPhantom } from "../../src/validate.ts";
import { compressedFiles } from "../consumers/compressed-files.ts";

const single = resolve(process.argv[2] ?? "voxomics");
const folder = await mkdtemp(join(tmpdir(), "voxomics-single-file-"));
const input = (name: string) => join(folder, name);

const { image, mask } = digitalPhantom();
await writeFile(input("image.nii.gz"), await writeNifti(image, { gzip: true }));
await writeFile(input("mask.nii.gz"), await writeNifti(mask, { gzip: true }));
const compressed = Object.entries(await compressedFiles());
for (const [codec, text] of compressed) {
  await writeFile(input(`${codec}.dcm`), Buffer.from(text, "base64"));
}
const cases = ["a", "b", "c"].map((id) => `${id},${input("image.nii.gz")},${input("mask.nii.gz")}`);
await writeFile(input("manifest.csv"), ["id,image,mask", ...cases, ""].join("\n"));
await writeFile(
  input("mean.json"),
  '{ "filters": [{ "type": "mean", "support": 3, "dimensions": 2 }] }',
);
await writeFile(
  input("settings.json"),
  JSON.stringify({
    families: ["statistics", "glcm", "glszm"],
    discretise: { method: "fixedBinSize", width: 1 },
    filters: [
      { type: "laplacianOfGaussian", sigma: 2 },
      { type: "gabor", sigma: 2, lambda: 4, gamma: 1.5, planes: "orthogonal" },
      { type: "wavelet", wavelet: "coif1", subBand: "LLH", rotationInvariant: true },
    ],
  }),
);

interface Command {
  readonly argv: readonly string[];
  /** Files that it writes, and that are compared; what is printed is compared where there are none. */
  readonly files?: readonly string[];
}

const settings = ["--settings", input("settings.json")];
const extract = ["extract", input("image.nii.gz"), input("mask.nii.gz"), ...settings];
const commands: readonly Command[] = [
  { argv: ["validate"] },
  { argv: extract },
  { argv: [...extract, "--workers", "2", "--out", "features.csv"], files: ["features.csv"] },
  ...compressed.map(([codec]) => {
    const argv = ["filter", input(`${codec}.dcm`), "--settings", input("mean.json")];
    return { argv: [...argv, "--out", `${codec}.nii`], files: [`${codec}.nii`] };
  }),
  {
    argv: [
      ...["cohort", input("manifest.csv"), ...settings, "--perturb", "RNCV", "--repeats", "3"],
      ...["--workers", "2", "--out", "cohort"],
    ],
    files: ["cohort/features.csv", "cohort/features.parquet"],
  },
  {
    argv: [
      ...["reproducibility", "cohort/features.csv", "--design", "perturbations"],
      ...["--subject", "id", "--out", "agreement"],
    ],
    files: ["agreement/agreement.csv"],
  },
  { argv: ["extract", input("image.nii.gz"), "no-such-file.nii"] },
];

/** What a program prints and writes for a command, as Base64. */
async function found(program: readonly string[], name: string, { argv, files }: Command) {
  const cwd = join(folder, name);
  await mkdir(cwd, { recursive: true });
  const [start, ...first] = program;
  const { status, stdout, stderr } = spawnSync(start, [...first, ...argv], { cwd });
  const written = (files ?? []).map(async (file) =>
    (await readFile(join(cwd, file))).toString("base64"),
  );
  const said = files === undefined ? { stdout: String(stdout), stderr: String(stderr) } : {};
  return { status, ...said, files: await Promise.all(written) };
}

let failures = 0;
for (const command of commands) {
  const expected = await found([process.execPath, resolve("dist/cli.js")], "node", command);
  const actual = await found([single], "single", command);
  const same = isDeepStrictEqual(actual, expected);
  if (!same) failures++;
  const line = command.argv.map((word) => word.replace(`${folder}/`, "")).join(" ");
  console.log(`${same ? "same" : "DIFFERENT"}  ${line}`);
  if (!same) console.error(JSON.stringify({ found: actual, expected }).slice(0, 2000));
}
await rm(folder, { recursive: true });
process.exitCode = failures === 0 ? 0 : 1;
