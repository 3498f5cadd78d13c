import { beforeEach, expect, it, vi } from "vitest";
import { ellipsoid } from "../../bench/volumes.ts";
import { extract } from "../../src/extraction/extract.ts";
import { borderDistance } from "../../src/matrices/border-distance.ts";
import { countDependent } from "../../src/matrices/dependence.ts";
import { equalsBehind } from "../../src/matrices/equals-behind.ts";
import { countGlcm } from "../../src/matrices/glcm.ts";
import { countGldzm } from "../../src/matrices/gldzm.ts";
import { countGlrlm } from "../../src/matrices/glrlm.ts";
import { countGlszm } from "../../src/matrices/glszm.ts";
import { countNgldm } from "../../src/matrices/ngldm.ts";
import { countNgtdm } from "../../src/matrices/ngtdm.ts";
import { textureGrid } from "../../src/matrices/texture-grid.ts";
import { labelZones } from "../../src/matrices/zones.ts";
import { convexHull } from "../../src/morphology/convex-hull.ts";
import { smallestBox } from "../../src/morphology/oriented-box.ts";
import { measureAutocorrelation } from "../../src/morphology/spatial-autocorrelation.ts";
import { measureSurface } from "../../src/morphology/surface.ts";
import { resampleWindow } from "../../src/processing/resample.ts";
import { intensitiesIn } from "../../src/volume/mask.ts";

vi.mock("../../src/matrices/border-distance.ts", { spy: true });
vi.mock("../../src/matrices/dependence.ts", { spy: true });
vi.mock("../../src/matrices/equals-behind.ts", { spy: true });
vi.mock("../../src/matrices/glcm.ts", { spy: true });
vi.mock("../../src/matrices/gldzm.ts", { spy: true });
vi.mock("../../src/matrices/glrlm.ts", { spy: true });
vi.mock("../../src/matrices/glszm.ts", { spy: true });
vi.mock("../../src/matrices/ngldm.ts", { spy: true });
vi.mock("../../src/matrices/ngtdm.ts", { spy: true });
vi.mock("../../src/matrices/texture-grid.ts", { spy: true });
vi.mock("../../src/matrices/zones.ts", { spy: true });
vi.mock("../../src/morphology/convex-hull.ts", { spy: true });
vi.mock("../../src/morphology/oriented-box.ts", { spy: true });
vi.mock("../../src/morphology/spatial-autocorrelation.ts", { spy: true });
vi.mock("../../src/morphology/surface.ts", { spy: true });
vi.mock("../../src/volume/mask.ts", { spy: true });
vi.mock("../../src/processing/resample.ts", { spy: true });

beforeEach(() => {
  vi.clearAllMocks();
});

/** Made once for a region, whatever is measured of it. */
const onceEach = {
  textureGrid,
  intensitiesIn,
  resampleWindow,
  measureSurface,
  smallestBox,
  measureAutocorrelation,
};

/** Made once in the slices and once in space, for all aggregations. */
const oncePerDimension = {
  equalsBehind,
  labelZones,
  borderDistance,
  countGlcm,
  countGlrlm,
  countGlszm,
  countGldzm,
  countNgtdm,
  countNgldm,
  countDependent,
};

const { image, mask } = ellipsoid("smooth", [12, 11, 9], 2);

it("makes what families share once, and counts matrices once for all aggregations", () => {
  extract(image, mask, {
    aggregations: ["2D:avg", "2D:mrg", "2.5D:avg", "2.5D:mrg", "3D:avg", "3D:mrg"],
  });
  for (const [name, make] of Object.entries(onceEach)) {
    expect(make, name).toHaveBeenCalledTimes(1);
  }
  for (const [name, count] of Object.entries(oncePerDimension)) {
    expect(count, name).toHaveBeenCalledTimes(2);
  }
  // of the voxel centres, then of the mesh
  expect(convexHull).toHaveBeenCalledTimes(2);
});

it("makes nothing that no family asks for", () => {
  extract(image, mask, { families: ["statistics"] });
  const unwanted = { ...onceEach, ...oncePerDimension, convexHull };
  for (const [name, make] of Object.entries(unwanted)) {
    const wanted = name === "intensitiesIn" || name === "resampleWindow";
    expect(make, name).toHaveBeenCalledTimes(wanted ? 1 : 0);
  }
});
