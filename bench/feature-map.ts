/**
 * Times feature maps of every family, in voxels per second, and compares them with extracting the features of
 * each neighbourhood as a region of its own, in the same run.
 *
 *   npx tsx bench/feature-map.ts                all families at 8, 64 and 256 levels
 *   npx tsx bench/feature-map.ts noise glcm     rows whose title has all words
 *   npx tsx bench/feature-map.ts --radius 2
 *
 * Other programs may be running: of each row of voxels, only the fastest round counts.
 */
import { parseArgs } from "node:util";
import { measureFamily } from "../src/extraction/measure-family.ts";
import { type MapFamilyId, mapFamilies } from "../src/families/families.ts";
import { type FeatureMapRows, featureMapRows } from "../src/feature-map/feature-map-rows.ts";
import type { TextureAggregation } from "../src/features/aggregation.ts";
import { discretise } from "../src/processing/discretise.ts";
import type { Region } from "../src/processing/region.ts";
import { crop, growBox } from "../src/volume/box.ts";
import { toMask } from "../src/volume/mask.ts";
import type { Volume } from "../src/volume/volume.ts";
import { type Case, ellipsoid } from "./volumes.ts";

const { values, positionals: words } = parseArgs({
  options: { radius: { type: "string", default: "1" } },
  allowPositionals: true,
});
const radius = Number(values.radius);
const rounds = 5;
/** Number of neighbourhoods that are extracted as regions of their own, for comparison. */
const compared = 200;

const directed: ReadonlySet<string> = new Set(["glcm", "glrlm"] satisfies MapFamilyId[]);
for (const texture of ["noise", "smooth"] as const) {
  const material = ellipsoid(texture, [36, 36, 26]);
  for (const bins of [8, 64, 256]) {
    const rows = mapFamilies.flatMap((family) => {
      const names = directed.has(family) ? (["3D:avg", "3D:mrg"] as const) : (["3D:mrg"] as const);
      return names.flatMap((aggregation) => {
        const title = `${texture} ${bins} ${family} ${aggregation}`;
        if (!words.every((word) => title.includes(word))) return [];
        return [timeFamily(material, bins, family, aggregation)];
      });
    });
    if (rows.length === 0) continue;
    console.log(`${texture}, ${bins} levels, radius ${radius}`);
    console.table(rows);
  }
}

function timeFamily(
  { image, mask }: Case,
  bins: number,
  family: MapFamilyId,
  aggregation: TextureAggregation,
) {
  const settings = {
    discretise: { method: "fixedBinNumber", bins },
    aggregations: [aggregation],
  } as const;
  const maps = featureMapRows(image, mask, { settings, features: [family], radius });
  const perVoxel = fastestRows(maps) / maps.voxels;
  const levels = discretise(image, toMask(mask), settings.discretise);
  const alone = timeAlone(levels, family, aggregation);
  return {
    family: directed.has(family) ? `${family} ${aggregation}` : family,
    features: maps.features.length,
    "voxels/s": Math.round(1e3 / perVoxel),
    "µs/voxel": Number((1e3 * perVoxel).toFixed(1)),
    "× alone": Number((alone / perVoxel).toFixed(1)),
  };
}

/** Time of a map in ms, from the fastest of several rounds for each row. */
function fastestRows({ rows, rowCount }: FeatureMapRows): number {
  const fastest = new Float64Array(rowCount).fill(Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++) {
    let row = 0;
    let start = performance.now();
    for (const _ of rows()) {
      const end = performance.now();
      fastest[row] = Math.min(fastest[row++], end - start);
      start = end;
    }
  }
  return fastest.reduce((sum, ms) => sum + ms, 0);
}

/** Time in ms of a neighbourhood that is extracted as a region of its own, from grey levels. */
function timeAlone(
  levels: Volume<Uint16Array>,
  family: MapFamilyId,
  aggregation: TextureAggregation,
): number {
  const regions = someRegions(levels);
  const settings = { discretise: { method: "none" }, aggregations: [aggregation] } as const;
  let fastest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    for (const region of regions) measureFamily(family, region, settings);
    fastest = Math.min(fastest, performance.now() - start);
  }
  return fastest / regions.length;
}

/** Neighbourhoods of voxels that are spread over the middle of the region. */
function someRegions(levels: Volume<Uint16Array>): Region[] {
  const [nx, ny, nz] = levels.size;
  return Array.from({ length: compared }, (_, n) => {
    const centre = [
      Math.floor(nx * (0.4 + (0.2 * (n % 7)) / 7)),
      Math.floor(ny * (0.4 + (0.2 * (n % 11)) / 11)),
      Math.floor(nz * (0.4 + (0.2 * (n % 13)) / 13)),
    ] as const;
    const around = growBox({ min: centre, max: centre }, [radius, radius, radius], levels.size);
    const cut = crop(levels, around);
    const mask = { ...cut, data: new Uint8Array(cut.data.length).fill(1) };
    const image = { ...cut, data: Float64Array.from(cut.data) };
    return { image, morphologicalMask: mask, intensityMask: mask };
  });
}
