import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { familyIds } from "../../../src/families/families.ts";
import { presets } from "../../../src/settings/presets.ts";
import { temporaryFolder } from "../../node/temporary-folder.ts";
import { voxomics } from "../workspace.ts";

const folder = await temporaryFolder();
await mkdir(join(folder, "study"));
for (const name of ["ct.nii.gz", "my mask.nii.gz", "mine.yaml"]) {
  await writeFile(join(folder, name), "");
}
const { out: script } = await voxomics("completion", "bash");
await writeFile(join(folder, "complete.bash"), script);
const files = ["complete.bash", "ct.nii.gz", "mine.yaml", "my mask.nii.gz", "study"];

/** What bash offers for the last of the words, by the function that \`complete\` has for the first. */
async function offered(...words: string[]): Promise<string[]> {
  const program = `source complete.bash
    spec=$(complete -p voxomics)
    fn=\${spec#*-F }
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    "\${fn%% *}"
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const argv = ["--norc", "--noprofile", "-c", program, "bash", "voxomics", ...words];
  const { stdout, stderr } = await promisify(execFile)("bash", argv, { cwd: folder });
  expect(stderr).toBe("");
  return stdout.split("\n").filter((line) => line !== "");
}

describe("the completion of bash", () => {
  it("offers every command, and then its options", async () => {
    const { out: help } = await voxomics("--help");
    const commands = await offered("");
    for (const command of commands) expect(help).toMatch(new RegExp(`^  ${command} `, "m"));
    expect(commands).toContain("extract");
    expect(await offered("ex")).toEqual(["extract", "explore"]);
    expect(await offered("ext")).toEqual(["extract"]);
    for (const command of commands) {
      const { out } = await voxomics(...(command === "help" ? ["help"] : [command, "--help"]));
      const flags = command === "help" ? [] : [...out.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)];
      const options = await offered(command, "-");
      expect(options.filter((flag) => flag.startsWith("--"))).toEqual(
        flags.map(([, flag]) => flag),
      );
    }
    expect(await offered("-")).toEqual(["-V", "--version", "-h", "--help"]);
  });

  it.each<[string[], string[]]>([
    [["extract", "--suv", "lean"], ["leanBodyMass", "leanBodyMassJames"]],
    [["extract", "--suv=", "lean"].flatMap((word) => word.split(/(=)/)).filter((word) => word !== ""), ["leanBodyMass", "leanBodyMassJames"]],
    [["extract", "ct.nii.gz", "m", "--format", ""], ["long", "wide"]],
    [["extract", "c"], ["ct.nii.gz", "complete.bash"]],
    [["extract", "ct.nii.gz", "my"], ["my mask.nii.gz"]],
    [["extract", "--settings", "m"], ["mr", "mine.yaml", "my mask.nii.gz"]],
    [["extract", "--label", ""], []],
    [["settings", "pe"], ["pet"]],
    [["cohort", "--settings", "ct", "p"], ["pet"]],
    [["cohort", "--settings", "ct", "--pipes", "p"], []],
    [["cohort", "--from-dicom", ""], ["study"]],
    [["cohort", "--other", ""], files],
    [["completion", ""], ["bash", "zsh", "fish"]],
    [["help", "de"], ["delta", "describe"]],
    [["extract", "--families", "gl"], ["glcm", "glrlm", "glszm", "gldzm"]],
    [["extract", "--families", "statistics,ng"], ["statistics,ngtdm", "statistics,ngldm"]],
    [["extract", "--features", "glcm.contrast,stat_mean,statistics.med"], ["glcm.contrast,stat_mean,statistics.medianIntensity"]],
    [["map", "--features", "glcm.con"], ["glcm.contrast"]],
    [["validate", ""], []],
  ])("after %j offers %j", async (words, expected) => {
    expect((await offered(...words)).sort()).toEqual([...expected].sort());
  }); // biome-ignore format: a case a line

  it("offers every family and feature where a list of them is expected", async () => {
    const { out } = await voxomics("settings", "--list-features");
    const names = [...out.matchAll(/^ *([a-zA-Z]+\.[a-zA-Z0-9]+) /gm)].map(([, name]) => name);
    expect(names.length).toBeGreaterThanOrEqual(174);
    expect(await offered("extract", "--families", "")).toEqual([...familyIds]);
    for (const words of [
      ["extract", "--features"],
      ["map", "--features"],
    ]) {
      const features = await offered(...words, "");
      expect(features).toEqual(expect.arrayContaining([...familyIds, ...names]));
      expect(await offered(...words, "glcm,")).toEqual(features.map((word) => `glcm,${word}`));
    }
  });

  it("offers every preset where settings are expected", async () => {
    for (const words of [["settings"], ["extract", "--settings"], ["filter", "a", "--settings"]]) {
      expect(await offered(...words, "")).toEqual(expect.arrayContaining(Object.keys(presets)));
    }
  });
});

describe("the completions of zsh and fish", () => {
  it.each(["zsh", "fish"])(
    "of %s knows every command and option that bash knows",
    async (shell) => {
      const { status, out } = await voxomics("completion", shell);
      expect(status).toBe(0);
      for (const command of await offered("")) {
        expect(out).toContain(shell === "zsh" ? `\n        ${command})` : `-a ${command} -d `);
        for (const flag of await offered(command, "--")) {
          expect(out).toContain(shell === "zsh" ? `${flag}[` : `-l ${flag.slice(2)} `);
        }
      }
      for (const preset of Object.keys(presets)) expect(out).toContain(preset);
      // a list with commas between, of which every word is completed
      const list = shell === "zsh" ? ":value:_values -s , word " : "(__fish_complete_list , ";
      // --families of two commands, --features of three, and --maps
      expect(out.split(list)).toHaveLength(7);
    },
  );

  it("refuses another shell", async () => {
    expect(await voxomics("completion", "csh")).toEqual({
      status: 2,
      out: "",
      err: "error: command-argument value 'csh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish.\n",
    });
  });
});
