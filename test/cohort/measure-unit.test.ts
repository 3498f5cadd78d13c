import { performance } from "node:perf_hooks";
import { expect, it, vi } from "vitest";
import type { Watch } from "../../src/base/watch.ts";
import type { CaseFile } from "../../src/case/case-notes.ts";
import { measureUnit } from "../../src/cohort/measure-unit.ts";
import { completePlan } from "../../src/cohort/perturbation-plan.ts";
import { unitsOf } from "../../src/cohort/unit.ts";
import { extract } from "../../src/extraction/extract.ts";
import type { Pool } from "../../src/pool/pool.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import { digitalPhantom } from "../phantoms.ts";

const { image, mask } = digitalPhantom();
const found = extract(image, mask, { families: ["statistics"] });

/** A pool whose calls wait for a worker, then take it for `work` milliseconds of a clock of its own. */
function busyPool(wait: number, work: number): Pool {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  const call =
    <T>(result: T) =>
    async (...args: readonly unknown[]) => {
      now += wait;
      (args.at(-1) as Watch).onProgress?.({ done: 0, total: 1, stage: "statistics" });
      now += work;
      return result;
    };
  return { perturb: call({ image, mask, record: null }), extract: call(found) } as unknown as Pool;
}

it("counts the time in workers, not what perturbing and extracting wait for one", async () => {
  const row = {
    row: 1,
    id: "a",
    image: "i",
    mask: "m",
    region: null,
    label: null,
    reading: {},
    carried: [],
  };
  const settings = [{ name: "quick", settings: resolveSettings({ families: ["statistics"] }) }];
  const [unit] = unitsOf([row], settings, completePlan({ perturbations: ["R"] }));
  const input = { path: "i", files: 1, bytes: 1, sha256: "0" };
  const inputs = {
    image: { ...input, size: image.size, spacing: image.spacing },
    mask: { ...input, voxels: 74 },
    notes: [],
  };
  const file = { path: "i", description: { format: "NIfTI-1" } } as CaseFile;
  const files = { image: file, mask: { ...file, path: "m" } };
  const { entry } = await measureUnit(
    busyPool(400, 40),
    unit,
    { image, mask, inputs, files },
    [],
    undefined,
  );
  expect(entry.failure).toBeNull();
  expect(entry.milliseconds).toBe(80);
});
