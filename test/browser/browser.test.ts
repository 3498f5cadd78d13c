import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { applyFilter } from "../../src/filters/apply-filter.ts";
import { completeFilter } from "../../src/filters/filters.ts";
import { read, writeNifti } from "../../src/io.ts";
import { folderWithPackage } from "../built-package.ts";
import { compressedFiles } from "../consumers/compressed-files.ts";
import { digitalPhantom } from "../phantoms.ts";
import { bitsOf, inBits, parseBits, type Row } from "./bits.ts";
import { type Bundle, bundleSite } from "./bundle-site.ts";
import type { Decoded } from "./decoding.ts";
import { describeWithChromium } from "./describe-with-chromium.ts";
import type { PageResult } from "./page.ts";
import { pageSettings } from "./page-settings.ts";
import { type Site, serveSite } from "./serve-site.ts";

const { image, mask } = digitalPhantom();
const compressed = await compressedFiles();

const html = (script: string) =>
  `<!doctype html><meta charset="utf-8"><title>voxomics</title><script type="module" src="${script}"></script>`;

describeWithChromium("in Chromium, under a strict content security policy", (executablePath) => {
  let bundle: Bundle;
  let site: Site;
  let browser: Browser | undefined;

  beforeAll(async () => {
    const folder = await folderWithPackage();
    try {
      bundle = await bundleSite(folder.path);
    } finally {
      await folder.remove();
    }
    site = await serveSite(
      new Map<string, Uint8Array | string>([
        ...bundle.files,
        ["page.html", html("page.js")],
        ["forbidden.html", html("forbidden.js")],
        ["decoding.html", html("decoding.js")],
        ["compressed.json", JSON.stringify(compressed)],
        ["image.nii.gz", await writeNifti(image, { gzip: true })],
        ["mask.nii.gz", await writeNifti(mask, { gzip: true })],
      ]),
    );
    // as root, which CI machines often work as, Chromium has no sandbox
    const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    browser = await chromium.launch({ executablePath, args, timeout: 0 });
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
  });

  /** Opens a page and waits for what it posts. */
  async function visit(path: string): Promise<unknown> {
    const page = await (browser as Browser).newPage();
    page.setDefaultTimeout(0);
    const crashed = new Promise<never>((_, reject) => {
      page.on("pageerror", reject);
      page.on("crash", () => reject(new Error("the page crashed")));
    });
    const result = site.nextResult();
    await page.goto(`${site.url}/${path}`);
    try {
      return await Promise.race([result, crashed]);
    } finally {
      await page.close();
    }
  }

  it("code made of strings is refused: the policy is in force", async () => {
    expect(await visit("plain/forbidden.html")).toBe("EvalError");
    await expect.poll(() => site.violations.length).toBe(1);
    expect(site.violations.splice(0)[0]).toContain("eval");
  });

  describe("a page that reads compressed DICOM", () => {
    it("decodes every codec if its policy has 'wasm-unsafe-eval'", async () => {
      const found = (await visit("wasm/decoding.html")) as Record<string, Decoded>;
      expect(Object.keys(found)).toEqual(Object.keys(compressed));
      for (const [name, { page, worker }] of Object.entries(found)) {
        const { data } = await read(Buffer.from(compressed[name], "base64"));
        expect(page, name).toEqual(Array.from(data));
        expect(worker, name).toEqual(page);
      }
      expect(site.violations).toEqual([]);
    });

    it("is told what its policy needs if it has not, by the name of the compression", async () => {
      const found = (await visit("plain/decoding.html")) as Record<string, Decoded>;
      const names: Readonly<Record<string, string>> = {
        JPEG: "JPEG Baseline (Process 1) (1.2.840.10008.1.2.4.50)",
        "JPEG-LS": "JPEG-LS Lossless (1.2.840.10008.1.2.4.80)",
        "JPEG 2000": "JPEG 2000 (Lossless Only) (1.2.840.10008.1.2.4.90)",
        HTJ2K: "High-Throughput JPEG 2000 (Lossless Only) (1.2.840.10008.1.2.4.201)",
      };
      for (const [name, syntax] of Object.entries(names)) {
        const message =
          `unsupported-format: pixel data are encoded as ${syntax}, whose decoder is WebAssembly, which ` +
          "cannot be started here; the content security policy of a page must allow it: " +
          "script-src 'wasm-unsafe-eval'";
        expect(found[name].page).toContain(message);
        expect(found[name].worker).toContain(message);
      }
      const others = Object.keys(found).filter((name) => !(name in names));
      expect(others).toEqual(["RLE", "JPEG lossless", "deflated"]);
      for (const name of others) {
        const { data } = await read(Buffer.from(compressed[name], "base64"));
        expect(found[name]).toEqual({ page: Array.from(data), worker: Array.from(data) });
      }
      expect(site.violations.splice(0).every((text) => text.includes("wasm-eval"))).toBe(true);
    });
  });

  describe.each([
    ["plain", false],
    ["isolated", true],
  ])("a page that is %s", (folder, isolated) => {
    let found: PageResult;
    beforeAll(async () => {
      site.requested.length = 0;
      found = (await visit(`${folder}/page.html`)) as PageResult;
    });

    it("gets to its end", () => {
      expect(found.failure).toBeNull();
      expect(found.isolated).toBe(isolated);
    });

    it("finds the same on its own thread and in one and three workers, to the last bit", () => {
      expect(found.oneWorker).toBe(found.mainThread);
      expect(found.threeWorkers).toBe(found.mainThread);
    });

    it("finds what Node finds, for every family of the image to the last bit", () => {
      const expected = parseBits(inBits(extract(image, mask, pageSettings)));
      const page = parseBits(found.mainThread as string);
      const ofImage = (rows: readonly Row[]) => rows.filter((row) => row.image === "original");
      expect(page.rest).toEqual(expected.rest);
      expect(new Set(ofImage(page.rows).map((row) => row.family)).size).toBe(14);
      expect(ofImage(page.rows)).toEqual(ofImage(expected.rows));
      // engines round sines and powers, which filters are made of, each in their own way
      expect(page.rows.length).toBe(expected.rows.length);
      page.rows.forEach((row, n) => {
        const { value, ...same } = expected.rows[n];
        expect(row).toMatchObject(same);
        if (value === null) expect(row.value).toBeNull();
        else
          expect(Math.abs((row.value as number) - value)).toBeLessThanOrEqual(
            1e-12 * Math.abs(value),
          );
      });
    });

    it("measures many regions, and gets a typed error for a label that is not there", () => {
      const labels = [1, 2, 3].map((label) => {
        const data = mask.data.map((inside, v) => (inside * (1 + (v % 3)) === label ? 1 : 0));
        return inBits(extract(image, { ...mask, data }));
      });
      expect(found.regions).toEqual([...labels, "empty-mask"]);
    });

    it("gets response maps", () => {
      const filter = completeFilter({ type: "gaussian", sigma: 2 });
      expect(found.responseMap).toEqual(bitsOf(applyFilter(image, filter).data));
    });

    it("can stop a call, and call again", () => {
      const after = inBits(extract(image, mask));
      expect(found.aborted).toEqual({ reason: "by the page", after });
    });

    it("is told that a worker has no script", () => {
      expect(found.withoutScript).toEqual({
        typed: true,
        code: "worker-lost",
        message: "a worker ended before it was done with extract: its script could not be loaded",
      });
    });

    it("loads the scripts of page and worker and no other: no codec of a format that is not there", () => {
      const loaded = new Set(
        site.requested.filter((path) => path.endsWith(".js")).map((path) => path.split("/").at(-1)),
      );
      const expected = ["page.js", "web-worker.js"].flatMap((entry) => [
        ...bundle.staticScripts(entry),
      ]);
      expect(loaded).toEqual(new Set([...expected, "no-such-script.js"]));
      const codecs = (scripts: Iterable<string>) =>
        [...scripts].flatMap(bundle.sourcesOf).filter((path) => /\/(dicom|jpeg|rle)-/.test(path));
      expect(codecs(bundle.files.keys()).length).toBeGreaterThan(3);
      expect(codecs(expected)).toEqual([]);
    });

    it("breaks no rule of the policy", () => expect(site.violations).toEqual([]));
  });
});
