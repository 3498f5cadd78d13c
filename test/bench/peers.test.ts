import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { peerTable } from "../../bench/peers/peer-table.ts";
import { installedPeers, timePeers } from "../../bench/peers/peers.ts";
import { tableLines } from "../../bench/result-tables.ts";
import type { Workload } from "../../bench/workload.ts";
import { row } from "./rows-fixture.ts";

/**
 * Modules with the names that the driver asks of the programs, which write down what they are
 * called with. The programs themselves are not at hand here.
 */
const stubs = {
  "log.py": `
import json, os
def log(**entry):
    with open(os.environ["STUB_LOG"], "a") as file:
        file.write(json.dumps(entry) + "\\n")
`,
  "numpy.py": `
import struct
class Array(list):
    def reshape(self, shape):
        assert len(self) == shape[0] * shape[1] * shape[2], (len(self), shape)
        self.shape = shape
        return self
def fromfile(path, dtype):
    data = open(path, "rb").read()
    kind = {"<f8": ("<%dd", 8), "u1": ("<%dB", 1)}[dtype]
    return Array(struct.unpack(kind[0] % (len(data) // kind[1]), data))
`,
  "SimpleITK.py": `
class Image:
    def __init__(self, array):
        self.array = array
    def SetSpacing(self, spacing):
        self.spacing = spacing
def GetImageFromArray(array):
    return Image(array)
`,
  "radiomics/__init__.py": `
import sys, types
from log import log
__version__ = "3.9"
def feature_class(name):
    class Features:
        def __init__(self, image, mask, **settings):
            self.call = dict(program="radiomics", name=name, shape=image.array.shape,
                voxels=sum(mask.array), spacing=image.spacing, settings=settings)
        def enableAllFeatures(self):
            self.call["enabled"] = True
        def execute(self):
            log(**self.call)
            if name == "RadiomicsGLSZM":
                raise RuntimeError("no zones today")
    return Features
for module, name in [("firstorder", "FirstOrder"), ("shape", "Shape"), ("glcm", "GLCM"),
        ("gldm", "GLDM"), ("glrlm", "GLRLM"), ("glszm", "GLSZM"), ("ngtdm", "NGTDM")]:
    one = types.ModuleType("radiomics." + module)
    setattr(one, "Radiomics" + name, feature_class("Radiomics" + name))
    sys.modules["radiomics." + module] = one
    globals()[module] = one
`,
  "nyxus.py": `
from log import log
class Nyxus3D:
    def __init__(self, features, **options):
        self.call = dict(program="nyxus", features=features, options=options)
    def featurize_files(self, images, masks, single):
        sizes = [len(open(files[0], "rb").read()) for files in (images, masks)]
        print("a program that talks")
        log(**self.call, sizes=sizes, single=single)
`,
  "mirp.py": `
from log import log
__version__ = "2.5"
def extract_features(image, mask, **options):
    log(program="mirp", shape=image.shape, voxels=sum(mask), options=options)
`,
};

const python = spawnSync("python3", ["--version"]).status === 0;
if (!python) console.warn("SKIPPED the drivers of other programs: no python3");

describe.skipIf(!python)("drivers of other programs, tried on stand-ins", () => {
  let folder: string;
  let calls: () => Record<string, unknown>[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "voxomics-stubs-"));
    for (const [file, text] of Object.entries(stubs)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const log = join(folder, "calls");
    writeFileSync(log, "");
    calls = () =>
      readFileSync(log, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line));
  });
  beforeEach(() => {
    vi.stubEnv("PYTHONPATH", folder);
    vi.stubEnv("PYTHON", undefined);
    vi.stubEnv("STUB_LOG", join(folder, "calls"));
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  const lesion: Workload = { name: "lesion", size: null, levels: null };

  it("finds the programs that can be imported", () => {
    expect(installedPeers()).toEqual([
      { peer: "PyRadiomics", version: "3.9" },
      { peer: "Nyxus", version: "unknown" },
      { peer: "MIRP", version: "2.5" },
    ]);
  });

  it("times them on the arrays of a workload, with its bins, and goes on after a failure", async () => {
    const tasks = ["glcm", "glszm", "gldzm", "histogram", "prepareRegion"];
    const rows = await timePeers(lesion, tasks);
    expect(rows.map(({ peer, task }) => [peer, task])).toEqual([
      ["PyRadiomics", "glcm"],
      ["PyRadiomics", "glszm"],
      ["Nyxus", "glcm"],
      ["Nyxus", "glszm"],
      ["Nyxus", "gldzm"],
      ["MIRP", "histogram"],
      ["MIRP", "glcm"],
      ["MIRP", "glszm"],
      ["MIRP", "gldzm"],
    ]);
    for (const { peer, task, min, error, workload } of rows) {
      expect(workload).toEqual(lesion);
      const fails = peer === "PyRadiomics" && task === "glszm";
      expect(error).toBe(fails ? "RuntimeError('no zones today')" : null);
      if (fails) expect(min).toBeNull();
      else expect(min).toBeGreaterThan(0);
    }

    const shape = [17, 21, 22]; // z, y, x of the region's box
    const one = (program: string) => calls().find((call) => call.program === program);
    expect(one("radiomics")).toEqual({
      program: "radiomics",
      name: "RadiomicsGLCM",
      shape,
      voxels: 4138,
      spacing: [1, 1, 1],
      settings: { binCount: 33 },
      enabled: true,
    });
    expect(one("nyxus")).toEqual({
      program: "nyxus",
      features: ["*3D_GLCM*"],
      options: { ibsi: true, n_feature_calc_threads: 1, coarse_gray_depth: 33 },
      sizes: [352 + 8 * 22 * 21 * 17, 352 + 22 * 21 * 17],
      single: false,
    });
    expect(one("mirp")).toEqual({
      program: "mirp",
      shape,
      voxels: 4138,
      options: {
        base_feature_families: "intensity_histogram",
        base_discretisation_method: "fixed_bin_number",
        base_discretisation_n_bins: 33,
      },
    });
  });

  it("sums up the families that a program has", async () => {
    const before = calls().length;
    const rows = await timePeers(lesion, ["comparedFamilies"]);
    expect(rows.map(({ peer, task, min }) => [peer, task, min !== null])).toEqual([
      ["PyRadiomics", "comparedFamilies", false], // its zones fail
      ["Nyxus", "comparedFamilies", true],
      ["MIRP", "comparedFamilies", true],
    ]);
    const mirp = calls()
      .slice(before)
      .filter(({ program }) => program === "mirp");
    expect(mirp.length).toBe(3 * 10); // three runs of ten families
  });

  it("finds none where none is", () => {
    vi.stubEnv("PYTHONPATH", "");
    const found = installedPeers();
    expect(found).not.toBeNull();
    expect(found).not.toContainEqual({ peer: "PyRadiomics", version: "3.9" });
    vi.stubEnv("PYTHON", join(folder, "no-python"));
    expect(installedPeers()).toBeNull();
  });
});

describe("peerTable", () => {
  it("tells how many times as long others take, or why they do not", () => {
    const workload: Workload = { name: "w2", size: null, levels: null };
    const timed = { version: "1", task: "glcm", workload };
    const lines = tableLines(
      peerTable(
        [
          { ...timed, peer: "Slow", min: 30, error: null },
          { ...timed, peer: "Broken", min: null, error: "ValueError" },
        ],
        [row({ workload, min: 4 })],
      ),
    );
    expect(lines[1]).toMatch(/^Slow 1 +glcm +w2 +30 +4 +7\.5$/);
    expect(lines[2]).toMatch(/^Broken 1 +glcm +w2 +– +4 +– +ValueError$/);
  });
});
