// slow: builds the explorer
import { basename } from "node:path";
import type { Metafile } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { buildExplorer } from "../../scripts/explorer/build-explorer.ts";
import { temporaryFolder } from "../node/temporary-folder.ts";

const folder = await temporaryFolder();

/** What takes time: reading files, measuring, filters, maps, perturbations, validation. */
const longSteps = [
  "src/io/read.ts",
  "src/io/dicom/dicom.ts",
  "src/extraction/run-part.ts",
  "src/feature-map/map-slab.ts",
  "src/filters/apply-filter.ts",
  "src/perturbation/perturb.ts",
  "src/processing/resample-whole.ts",
  "src/explorer/work/shown-volume.ts",
];

type Outputs = Metafile["outputs"];

/** The source files whose code a script has, or loads: at once or later. */
function sourcesOf(script: string, outputs: Outputs): ReadonlySet<string> {
  const byName = new Map(Object.entries(outputs).map(([path, one]) => [basename(path), one]));
  const scripts = new Set([script]);
  // the set grows while it is read
  for (const name of scripts) {
    for (const { path } of byName.get(name)?.imports ?? []) scripts.add(basename(path));
  }
  const inputs = [...scripts].flatMap((name) => Object.entries(byName.get(name)?.inputs ?? {}));
  return new Set(inputs.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? path : [])));
}

describe("the scripts of the explorer", () => {
  let outputs: Outputs;
  beforeAll(async () => {
    ({ outputs } = await buildExplorer(`${folder}/explorer`));
  });

  it("leave what takes time to the workers: the page has not even its code", () => {
    const page = sourcesOf("explorer.js", outputs);
    expect(page).toContain("src/explorer/view/see/stage.ts");
    expect(longSteps.filter((path) => page.has(path))).toEqual([]);
    const worker = sourcesOf("case-worker.js", outputs);
    const pool = sourcesOf("web-worker.js", outputs);
    expect(longSteps.filter((path) => !worker.has(path) && !pool.has(path))).toEqual([]);
  });

  it("load the viewer when an image is to be shown, and not before", () => {
    const scripts = Object.entries(outputs).map(([path, one]) => [basename(path), one] as const);
    const withViewer = scripts.filter(([, { inputs }]) =>
      Object.keys(inputs).some((path) => path.includes("node_modules/@niivue/")),
    );
    expect(withViewer).toHaveLength(1);
    const atOnce = new Set(["explorer.js"]);
    const byName = new Map(scripts);
    for (const name of atOnce) {
      for (const { path, kind } of byName.get(name)?.imports ?? []) {
        if (kind === "import-statement") atOnce.add(basename(path));
      }
    }
    expect(atOnce).not.toContain(withViewer[0][0]);
  });
});
