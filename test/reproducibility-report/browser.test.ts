import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Analysis, analyse } from "../../src/reproducibility-report/analyse.ts";
import { verdictColours } from "../../src/reproducibility-report/verdict-colours.ts";
import { describeWithChromium } from "../browser/describe-with-chromium.ts";
import { temporaryFolder } from "../node/temporary-folder.ts";
import { manyColumns, measurements } from "./wide-table.ts";

const folder = await temporaryFolder();
const columns = manyColumns();
const long = columns.reduce((a, b) => (b.length > a.length ? b : a));
const testRetest = { type: "testRetest", subject: "patient", repeat: "scan" } as const;

const reports: Record<string, () => Promise<Analysis>> = {
  "many features of response maps": () =>
    analyse(measurements(columns, 20, 2), testRetest, { plot: [long] }),
  "few features, by name": () =>
    analyse(measurements(columns.slice(0, 40), 9, 5), {
      type: "perturbations",
      subject: "patient",
    }),
  "one subject": () =>
    analyse(measurements(columns.slice(0, 9), 1, 3), { type: "perturbations", subject: "patient" }),
  "none kept": () =>
    analyse(measurements(columns.slice(0, 60), 6, 2), testRetest, { reliability: 1 }),
};

/** The contrast of two colours, from 1 to 21 (WCAG 2.2). */
function contrast(a: readonly number[], b: readonly number[]): number {
  const luminance = (colour: readonly number[]) => {
    const [r, g, blue] = colour.map((v) => {
      const c = v / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe("the colours of verdicts", () => {
  it.each(Object.entries(verdictColours))("let text on %s be read", (_, { fill, text }) => {
    const background = [1, 3, 5].map((at) => Number.parseInt(fill.slice(at, at + 2), 16));
    const foreground = text === "white" ? [255, 255, 255] : [0, 0, 0];
    expect(contrast(background, foreground)).toBeGreaterThan(4.5);
  });
});

/** Colours as readers without red or green cones see them, in linear light (Viénot, Brettel and Mollon 1999). */
const deficiencies = {
  protanopia: [
    [0.1124, 0.8876, 0],
    [0.1124, 0.8876, 0],
    [0.004, -0.004, 1],
  ],
  deuteranopia: [
    [0.2928, 0.7072, 0],
    [0.2928, 0.7072, 0],
    [-0.0223, 0.0223, 1],
  ],
  "no colours": [
    [0.2126, 0.7152, 0.0722],
    [0.2126, 0.7152, 0.0722],
    [0.2126, 0.7152, 0.0722],
  ],
};

/** The CIE 1976 L*a*b* of linear sRGB. */
function lab(rgb: readonly number[]): number[] {
  const toXyz = [
    [0.4124, 0.3576, 0.1805],
    [0.2126, 0.7152, 0.0722],
    [0.0193, 0.1192, 0.9505],
  ];
  const white = [0.9505, 1, 1.089];
  const [x, y, z] = toXyz.map((row, n) => {
    const t = row.reduce((sum, part, k) => sum + part * rgb[k], 0) / white[n];
    return t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116;
  });
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

describe.each(Object.entries(deficiencies))("with %s", (_, matrix) => {
  it("the colours of verdicts differ", () => {
    const seen = Object.entries(verdictColours).map(([word, { fill }]) => {
      const linear = [1, 3, 5].map((at) => {
        const c = Number.parseInt(fill.slice(at, at + 2), 16) / 255;
        return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
      });
      const rgb = matrix.map((row) => row.reduce((sum, part, k) => sum + part * linear[k], 0));
      return { word, colour: lab(rgb) };
    });
    for (const a of seen) {
      for (const b of seen.slice(seen.indexOf(a) + 1)) {
        const distance = Math.hypot(...a.colour.map((value, n) => value - b.colour[n]));
        expect(distance, `${a.word}, ${b.word}`).toBeGreaterThan(8);
      }
    }
  });
});

describeWithChromium("a report in Chromium", (executablePath) => {
  let browser: Browser;
  beforeAll(async () => {
    // as root, which CI machines often work as, Chromium has no sandbox
    const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    browser = await chromium.launch({ executablePath, args, timeout: 0 });
  });
  afterAll(() => browser.close());

  describe.each(Object.keys(reports))("%s", (name) => {
    const said: string[] = [];
    const requested: string[] = [];
    let page: Page;

    beforeAll(async () => {
      const path = join(folder, `${name}.html`);
      await writeFile(path, (await reports[name]()).files["report.html"]);
      page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
      page.on("console", (message) => said.push(message.text()));
      page.on("pageerror", (error) => said.push(String(error)));
      page.on("request", (request) => requested.push(request.url()));
      await page.goto(pathToFileURL(path).href);
      await page.waitForLoadState("networkidle");
    });
    afterAll(() => page.close());

    it("opens without a word, and asks for nothing", () => {
      expect(said).toEqual([]);
      expect(requested.filter((url) => !/^(file|data):/.test(url))).toEqual([]);
      expect(requested.filter((url) => url.startsWith("file:"))).toHaveLength(1);
    });

    it("has a name for every picture and table", async () => {
      const pictures = await page.getByRole("img").all();
      expect(pictures.length).toBeGreaterThan(0);
      for (const picture of pictures) {
        expect(await picture.getAttribute("aria-label")).toMatch(/\w.{30,}/);
      }
      const tables = await page.getByRole("table").all();
      expect(tables.length).toBeGreaterThan(2);
      for (const table of tables) {
        const caption = await table.locator("caption").innerText();
        expect(caption.length).toBeGreaterThan(5);
        const headed = page.getByRole("table", { name: caption, exact: true });
        expect(await headed.count()).toBeGreaterThan(0);
        const columns = await table.getByRole("columnheader").count();
        expect(columns).toBeGreaterThan(1);
      }
      expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
      expect(await page.getByRole("navigation", { name: "Contents" }).count()).toBe(1);
    });

    it.each([1000, 420])("fits into %i pixels: only tables are moved sideways", async (width) => {
      await page.setViewportSize({ width, height: 800 });
      const wider = await page.evaluate(() =>
        Array.from(document.querySelectorAll("main *"))
          .filter((element) => element.closest("svg, .wide") === null)
          .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
          .map((element) => element.outerHTML.slice(0, 80)),
      );
      expect(wider).toEqual([]);
      const scrolls = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(scrolls).toBeLessThanOrEqual(0);
    });

    it("keeps the text of figures inside of them", async () => {
      await page.setViewportSize({ width: 1000, height: 800 });
      const outside = await page.evaluate(() =>
        Array.from(document.querySelectorAll("figure svg")).flatMap((svg) => {
          const frame = svg.getBoundingClientRect();
          return Array.from(svg.querySelectorAll("text"))
            .filter((text) => {
              const { left, right } = text.getBoundingClientRect();
              return left < frame.left - 14 || right > frame.right + 14;
            })
            .map((text) => text.textContent);
        }),
      );
      expect(outside).toEqual([]);
    });

    it.each(["light", "dark"] as const)("has text that stands out, in %s", async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      const colours = await page.evaluate(() => {
        const found = new Set<string>();
        for (const element of Array.from(document.querySelectorAll("body *"))) {
          if (element.closest("svg") !== null || element.textContent?.trim() === "") continue;
          let behind: Element | null = element;
          const backgroundOf = (of: Element) => getComputedStyle(of).backgroundColor;
          while (behind !== null && backgroundOf(behind) === "rgba(0, 0, 0, 0)") {
            behind = behind.parentElement;
          }
          const background = behind === null ? "rgb(255, 255, 255)" : backgroundOf(behind);
          found.add(`${getComputedStyle(element).color} on ${background}`);
        }
        return [...found];
      });
      expect(colours.length).toBeGreaterThan(1);
      for (const pair of colours) {
        const [text, background] = pair
          .split(" on ")
          .map((c) => (c.match(/\d+/g) ?? []).map(Number));
        expect(contrast(text, background), pair).toBeGreaterThan(4.5);
      }
    });
  });
});
