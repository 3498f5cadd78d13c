import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parse } from "csv-parse/sync";
import { decode } from "fast-png";
import type { Page } from "playwright-core";
import { build } from "vite";
import { extract } from "../../src/index.ts";
import { digitalPhantom } from "../../src/validate.ts";
import { openChromium } from "../browser/open-chromium.ts";
import { type ExampleCase, exampleCase, rounded } from "./example-case.ts";
import { run } from "./install.ts";
import { serveFolder } from "./serve-folder.ts";

/** An example of `docs/examples`: what is compared with what, and how it is found. */
export interface Example {
  readonly name: string;
  readonly expected: object;
  readonly find: () => Promise<unknown>;
}

/** What the examples import beside voxomics: from the tools of the repository, or from those of this folder. */
const otherPackages: readonly (readonly [modules: string, name: string])[] = [
  ["node_modules", "@niivue"],
  ["node_modules", "vite"],
  ["test/consumers/node_modules", "@cornerstonejs"],
  ["test/consumers/node_modules", "react"],
  ["test/consumers/node_modules", "react-dom"],
  ["test/consumers/node_modules", "@types"],
];

/**
 * The examples, each copied into a project of its own beside the installed package.
 *
 * @param installed the folder of the installed package
 */
export async function examplesIn(installed: string): Promise<readonly Example[]> {
  const root = join(installed, "examples");
  await mkdir(root);
  await mkdir(join(root, "node_modules"));
  for (const [modules, name] of otherPackages) {
    await symlink(resolve(modules, name), join(root, "node_modules", name));
  }
  await cp("docs/examples", root, { recursive: true });
  const given = await exampleCase(root);
  checkTypes(root);
  const page = (name: string, visit: Visit): Example => ({
    name: `docs/examples/${name}, Chromium`,
    expected: { features: given.features, ...visit.expected },
    find: () => visitExample(join(root, name), given, visit),
  });
  return [
    {
      name: "docs/examples/node-script, Node",
      expected: given.features,
      find: () => runScript(join(root, "node-script"), given),
    },
    {
      name: "docs/examples/notebook, Node",
      expected: shownByNotebook(),
      find: () => runNotebook(join(root, "notebook")),
    },
    page("plain-page", plainPage),
    page("niivue", viewerPage),
    page("cornerstone3d", segmentationPage(given.mapRange)),
    page("ohif-panel", panelPage),
    page("vite-react", reactPage),
  ];
}

/** The examples in TypeScript are sound, with the types of the installed package. */
function checkTypes(root: string): void {
  const options = [
    ...[
      "--noEmit",
      "--strict",
      "--skipLibCheck",
      "--types",
      "",
      "--jsx",
      "react-jsx",
      "--allowImportingTsExtensions",
    ],
    ...["--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"],
  ];
  const compiler = resolve("test/consumers/node_modules/typescript-newest/bin/tsc");
  const files = [
    "niivue/main.ts",
    "cornerstone3d/main.ts",
    "ohif-panel/trial/main.tsx",
    "vite-react/main.tsx",
  ];
  run(process.execPath, [compiler, ...options, ...files], root);
}

async function runScript(folder: string, { imagePath, maskPath }: ExampleCase) {
  run(process.execPath, ["measure.js", imagePath, maskPath, "out.csv"], folder);
  const rows: Record<string, string>[] = parse(await readFile(join(folder, "out.csv")), {
    columns: true,
  });
  return rows.map(({ tag, value }) => [tag, rounded(value)]);
}

/** What the cells of the notebook show: the size of the phantom, the number of rows, and an entropy for each width. */
function shownByNotebook(): readonly unknown[] {
  const { image, mask } = digitalPhantom();
  const measured = [1, 2, 3].map((width) => {
    const discretise = { method: "fixedBinSize", width } as const;
    const families = ["histogram", "glcm"] as const;
    return extract(image, mask, { discretise, resegment: { range: [1, 6] }, families }).features;
  });
  const entropies = measured.map((all) => all.find(({ tag }) => tag === "ih_entropy")?.value);
  return [image.size, measured.flat().length, entropies];
}

/** Runs the cells of the notebook in their order. */
async function runNotebook(folder: string): Promise<unknown> {
  const text = await readFile(join(folder, "index.md"), "utf8");
  const cells = Array.from(text.matchAll(/^```js\n(.*?)^```$/gms), ([, cell]) => cell);
  const display = "const shown = []; const display = (value) => shown.push(value);";
  const program = [display, ...cells, "console.log(JSON.stringify(shown));"].join("\n");
  await writeFile(join(folder, "notebook.mjs"), program);
  return JSON.parse(run(process.execPath, ["notebook.mjs"], folder));
}

/** What is done with an example's page beyond measuring. */
interface Visit {
  /** How the folder of the example becomes the folder that is served. */
  readonly prepare: (folder: string) => Promise<string>;
  readonly before?: (page: Page) => Promise<object>;
  readonly after?: (page: Page) => Promise<object>;
  readonly expected: object;
}

/** A page without a bundler: the files of the package lie beside it. */
const plainPage: Visit = {
  async prepare(folder) {
    await cp(resolve(folder, "../../node_modules/voxomics/dist"), join(folder, "voxomics"), {
      recursive: true,
    });
    return folder;
  },
  expected: {},
};

async function builtByVite(folder: string): Promise<string> {
  await build({ root: folder, logLevel: "error" });
  return join(folder, "dist");
}

/** A viewer: nothing of an image of grey levels has a colour, and of region and map only the ball in its middle. */
const viewerPage: Visit = {
  prepare: builtByVite,
  async before(page) {
    const without = await colouredIn(page);
    await press(page, "Show");
    const region = await colouredIn(page);
    return { without: without > 0, region: isBall(region) };
  },
  after: mapIn,
  expected: { without: false, region: true, map: true },
};

async function mapIn(page: Page) {
  await press(page, "Map of the mean");
  return { map: isBall(await colouredIn(page)) };
}

/** A viewer with tools: as before, the bar of colours says the map's range, and what is drawn is measured. */
const segmentationPage = (mapRange: string): Visit => ({
  ...viewerPage,
  async after(page) {
    const { map } = await mapIn(page);
    const colours = await page.locator("#range").textContent();
    const volume = await volumeIn(page);
    await stroke(page, "#axial");
    await press(page, "Measure");
    return { map, colours, grown: (await volumeIn(page)) > volume };
  },
  expected: { without: false, region: true, map: true, colours: mapRange, grown: true },
});

/** The panel of OHIF: it names the active segment, and says when that has changed since it was measured. */
const panelPage: Visit = {
  prepare: builtByVite,
  async before(page) {
    await page.getByRole("button", { name: "Show" }).click();
    await page.getByRole("heading", { name: "Tumour" }).waitFor();
    return {
      region: isBall(await colouredIn(page)),
      changed: await page.getByRole("note").count(),
    };
  },
  async after(page) {
    const volume = await volumeIn(page);
    await stroke(page, "#view");
    await page.getByRole("note").waitFor();
    await press(page, "Measure");
    const changedAgain = await page.getByRole("note").count();
    return { grown: (await volumeIn(page)) > volume, changedAgain };
  },
  expected: { region: true, changed: 0, grown: true, changedAgain: 0 },
};

/** What is begun is stopped, and what is begun then comes to its end. */
const reactPage: Visit = {
  prepare: builtByVite,
  async before(page) {
    // before the worker can have answered: nothing but microtasks run in between
    await page.evaluate(async () => {
      const [measure, cancel] = Array.from(document.querySelectorAll("button"));
      measure.click();
      for (let n = 0; n < 1000 && cancel.disabled; n++) await null;
      cancel.click();
    });
    const status = page.getByRole("status");
    await status.filter({ hasText: /cancelled/ }).waitFor();
    return { progress: await page.getByRole("progressbar").count() };
  },
  expected: { progress: 0 },
};

/** A ball of 10 mm in a cube of 48 mm, drawn in one to three planes. */
const isBall = (share: number) => (share > 0.01 && share < 0.2) || share; // a share that is wrong is told

async function visitExample(
  folder: string,
  { imagePath, maskPath }: ExampleCase,
  { prepare, before, after }: Visit,
): Promise<object> {
  const { url, close } = await serveFolder(await prepare(folder));
  const browser = await openChromium();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    const complaints: string[] = [];
    const thrown = new Promise<never>((_, reject) => page.on("pageerror", reject));
    page.on("console", (said) => {
      if (said.type() === "error") complaints.push(said.text());
    });
    page.on("request", (request) => {
      const address = request.url();
      if (!address.startsWith(url) && !/^(data|blob):/.test(address)) complaints.push(address);
    });
    const found = async () => {
      await page.goto(url);
      await page.locator("#image").setInputFiles(imagePath);
      await page.locator("#mask").setInputFiles(maskPath);
      const first = await before?.(page);
      await press(page, "Measure");
      const rows = await page
        .locator("table tr")
        .evaluateAll((all) =>
          all.map((row) =>
            Array.from(row.querySelectorAll("td"), ({ textContent }) => textContent),
          ),
        );
      const features = rows.map(([tag, , value]) => [tag, rounded(value ?? "")]);
      const last = await after?.(page);
      return { features, ...first, ...last };
    };
    // a page that throws may never say that it is done
    const result = await Promise.race([found(), thrown]);
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
    return result;
  } finally {
    await browser.close();
    close();
  }
}

/** Presses a button, and waits until the page says what came of it. */
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
  await page.waitForFunction(() => {
    const text = document.querySelector("[role=status]")?.textContent ?? "";
    return text !== "" && !/^(working|measuring)/i.test(text);
  });
  const text = (await page.getByRole("status").textContent()) ?? "";
  if (!/^(shown|\d+ features|map of .+)$/.test(text)) throw new Error(`${name}: ${text}`);
}

/** The volume of the region in the table, in mm³. */
async function volumeIn(page: Page): Promise<number> {
  const row = page.locator("tr", { hasText: "morph_vol_approx" });
  return Number(await row.locator("td").nth(2).textContent());
}

/** Draws with the left button, in the upper left of a viewport. */
async function stroke(page: Page, viewport: string): Promise<void> {
  const { x, y } = (await page.locator(viewport).boundingBox()) ?? { x: 0, y: 0 };
  await page.mouse.move(x + 60, y + 60);
  await page.mouse.down();
  await page.mouse.move(x + 70, y + 62, { steps: 4 });
  await page.mouse.up();
}

/** The share of pixels of the view that are no grey. */
async function colouredIn(page: Page): Promise<number> {
  await page.waitForTimeout(500); // a viewer draws when the browser lets it
  const { data, channels, width, height } = decode(await page.locator("#view").screenshot());
  let coloured = 0;
  for (let n = 0; n < data.length; n += channels) {
    const [r, g, b] = [data[n], data[n + 1], data[n + 2]];
    if (Math.max(r, g, b) - Math.min(r, g, b) > 24) coloured++;
  }
  return coloured / (width * height);
}
