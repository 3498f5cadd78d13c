import { describe, expect, it } from "vitest";
import { agreementTable } from "../../src/reproducibility/agreement-table.ts";
import { measurementsOf } from "../../src/reproducibility-report/measurements-of.ts";
import { cohortFolder } from "./cohort-folder.ts";

const cohort = await cohortFolder(5);
const design = { type: "perturbations", subject: "id" } as const;

describe("a cohort that is moved by whole voxels and turned by right angles", () => {
  it("has features that agree, every one of them", async () => {
    await cohort.run("moved", {
      settings: [
        {
          name: "all",
          settings: {
            aggregations: ["3D:mrg"],
            discretise: { method: "fixedBinSize", width: 40 },
            intensityVolume: { method: "fixedBinSize", width: 5 },
          },
        },
      ],
      perturb: {
        perturbations: [
          { name: "as it is" },
          { name: "turned", rotation: 90 },
          { name: "upside down", rotation: 180 },
          { name: "moved", translation: [2, -1, 1] },
          { name: "both", translation: [1, 0, -2], rotation: 270 },
        ],
      },
    });
    const table = measurementsOf(await cohort.table("moved", "features.csv"));
    expect(table.rows).toBe(25);
    const { features, subjects } = agreementTable(table, design);
    expect(subjects).toHaveLength(5);
    expect(features).toHaveLength(174);
    const disagreeing = features.filter(({ icc: [{ value }] }) => (value ?? 1) < 1 - 1e-9);
    expect(disagreeing.map(({ feature }) => feature)).toEqual([]);
    const known = features.filter(({ icc: [{ value }] }) => value !== null);
    expect(known.length).toBeGreaterThan(165);
    expect(known.every(({ verdict }) => verdict === "excellent")).toBe(true);
  });
});
