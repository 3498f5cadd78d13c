import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { completePlan, perturbationsOf } from "../../src/cohort/perturbation-plan.ts";
import { readPlan } from "../../src/cohort/read-plan.ts";
import { voxomics } from "../cli/workspace.ts";
import { temporaryFolder } from "../node/temporary-folder.ts";

describe("perturbationsOf", () => {
  const plan = completePlan({
    perturbations: ["RNCV", { name: "turned", rotation: 5 }],
    repeats: 2,
    seed: 3,
  });

  it("names repeats, and gives each a seed by plan, case, name and number alone", () => {
    const found = perturbationsOf("p1", plan);
    expect(found.map(({ name, steps }) => [name, steps])).toEqual([
      ["RNCV-1", "RNCV"],
      ["RNCV-2", "RNCV"],
      ["turned-1", { rotation: 5 }],
      ["turned-2", { rotation: 5 }],
    ]);
    // the upper 53 bits of the SHA-256 of ["seed", "case", "name", "number"] in JSON
    for (const { name, seed } of found) {
      const [, own, repeat] = /^(\w+)-(\d)$/.exec(name) as RegExpExecArray;
      const sum = createHash("sha256").update(`[3,"p1","${own}",${repeat}]`).digest("hex");
      expect(seed).toBe(Number(BigInt(`0x${sum.slice(0, 16)}`) / 2048n));
      expect(Number.isSafeInteger(seed)).toBe(true);
    }
    const more = perturbationsOf("p1", { ...plan, repeats: 5 });
    expect(more.filter(({ name }) => /[12]$/.test(name))).toEqual(found);
    const seeds = ["p1", "p2"].flatMap((id) =>
      [3, 4].flatMap((seed) => perturbationsOf(id, { ...plan, seed }).map((one) => one.seed)),
    );
    expect(new Set(seeds).size).toBe(16);
  });
});

describe("completePlan", () => {
  it("has defaults", () => {
    expect(completePlan({ perturbations: ["R"] })).toEqual({
      perturbations: ["R"],
      repeats: 1,
      seed: 1,
    });
  });

  it.each([
    [{ perturbations: [] }, "perturbations: found an array, expected a list of one or several"],
    [{ perturbations: ["RX"] }, /^chain: found "RX"/],
    [{ perturbations: [3] }, /^perturbations\[0\]: found 3, expected letters as in "RNCV"/],
    [{ perturbations: ["R", { rotation: 3 }] }, /^perturbations\[1\]\.name: found undefined/],
    [{ perturbations: [{ name: "a", turn: 3 }] }, /^perturbation: found "turn"/],
    [
      { perturbations: ["R", { name: "R" }] },
      'perturbations: found "R", expected names that differ',
    ],
    [{ perturbations: ["R"], repeats: 0 }, "repeats: found 0, expected an integer from 1"],
    [{ perturbations: ["R"], seed: -1 }, "seed: found -1, expected an integer from 0 to 2^53 - 1"],
    [{ perturbations: ["R"], seeds: 1 }, /^plan: found "seeds", expected perturbations, repeats/],
  ])("refuses %j", (plan, message) => {
    expect(() => completePlan(plan as never)).toThrow(message);
    expect(() => completePlan(plan as never)).toThrow(
      expect.objectContaining({ code: "invalid-settings" }),
    );
  });
});

describe("readPlan", async () => {
  const path = join(await temporaryFolder(), "plan.yaml");
  const read = async (text: string) => {
    await writeFile(path, text);
    return readPlan(path);
  };

  it("reads YAML and JSON", async () => {
    const plan = { perturbations: ["RV", { name: "grown", volume: 0.1 }], repeats: 2, seed: 9 };
    const yaml = "perturbations:\n  - RV\n  - { name: grown, volume: 0.1 }\nrepeats: 2\nseed: 9\n";
    expect(await read(yaml)).toEqual(plan);
    expect(await read(JSON.stringify(plan))).toEqual(plan);
  });

  it("reads what docs/cohort.md shows, which is in the command's help too", async () => {
    const [, yaml] = /```yaml\n(.*?)```/s.exec(await readFile("docs/cohort.md", "utf8")) ?? [];
    expect(await read(yaml)).toMatchObject({ repeats: 2, seed: 7, perturbations: { length: 3 } });
    const { out } = await voxomics("cohort", "--help");
    const [, help] = /perturbation goes:\n(.*?)\n\n/s.exec(out) ?? [];
    expect((await read(help)).perturbations).toHaveLength(3);
  });

  it.each([
    ["- RV\n", "plan: found an array, expected an object with perturbations"],
    ["", "plan: found null"],
    ["perturbations: [RW]\n", 'chain: found "RW"'],
    ["perturbations: [RV\n", "not JSON or YAML"],
  ])("names the file: %j", async (text, message) => {
    await expect(read(text)).rejects.toMatchObject({
      code: "invalid-settings",
      message: expect.stringContaining(`${path}: ${message}`),
    });
  });

  it("says that there is none", async () => {
    await expect(readPlan(`${path}.none`)).rejects.toThrow(`${path}.none: no such file`);
  });
});
