import { createHash } from "node:crypto";
import { mkdir, rename, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inputStamp, sumInput } from "../../src/cohort/input-sum.ts";
import { temporaryFolder } from "../node/temporary-folder.ts";

const folder = await temporaryFolder();
const series = join(folder, "series");
await mkdir(join(series, "b"), { recursive: true });
await writeFile(join(series, "a.dcm"), "one");
await writeFile(join(series, "b", "c.dcm"), "two");
await writeFile(join(series, ".DS_Store"), "hidden");
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("sumInput", () => {
  it("is the sum of a file", async () => {
    expect(await sumInput(join(series, "a.dcm"), "shown.dcm")).toEqual({
      path: "shown.dcm",
      files: 1,
      bytes: 3,
      sha256: sha256("one"),
    });
  });

  it("is that of a folder's names, sizes and contents, hidden files left out", async () => {
    expect(await sumInput(series, "series")).toEqual({
      path: "series",
      files: 2,
      bytes: 6,
      sha256: sha256("a.dcm\u00003\u0000oneb/c.dcm\u00003\u0000two"),
    });
  });

  it("says what it cannot read as the manifest calls it", async () => {
    await expect(sumInput(join(folder, "x"), "x.nii")).rejects.toThrow("x.nii: no such file");
  });
});

describe("inputStamp", () => {
  it("changes with sizes, times and names, and with nothing else", async () => {
    const stamps = new Set<string | null>();
    const change = async (work: () => Promise<void>) => {
      await work();
      const stamp = await inputStamp(series);
      expect(await inputStamp(series)).toBe(stamp);
      expect(stamps).not.toContain(stamp);
      stamps.add(stamp);
    };
    const file = join(series, "b", "c.dcm");
    await change(async () => {});
    await change(() => writeFile(file, "two!"));
    await change(() => utimes(file, new Date(5000), new Date(7000)));
    await change(() => rename(file, join(series, "b", "d.dcm")));
    await writeFile(join(series, ".DS_Store"), "hidden again");
    expect(stamps).toContain(await inputStamp(series));
    expect(await inputStamp(join(folder, "nowhere"))).toBeNull();
  });
});
