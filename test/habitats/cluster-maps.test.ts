import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyHabitats, clusterMaps } from "../../src/habitats/cluster-maps.ts";
import type { HabitatMap } from "../../src/habitats/map-values.ts";
import { randomStream, uniformAt } from "../../src/math/random.ts";
import { identityDirection, type Volume } from "../../src/volume/volume.ts";

const grid = {
  size: [6, 4, 1],
  spacing: [1, 2, 3],
  origin: [0, 0, 0],
  direction: identityDirection,
} as const;
const mask = { ...grid, data: new Uint8Array(24).fill(1) };
const map = (name: string, of: (v: number) => number, unit?: string): HabitatMap => ({
  name,
  volume: { ...grid, data: Float64Array.from({ length: 24 }, (_, v) => of(v)) },
  ...(unit === undefined ? {} : { unit }),
});
/** Half of a region of 24 voxels is cold and rough, the other half hot and smooth. */
const uptake = map("uptake", (v) => (v % 6 < 3 ? 1 : 9) + v / 100, "SUV");
const roughness = map("roughness", (v) => (v % 6 < 3 ? 50 : 10) + (v % 5));

describe("habitats of maps", () => {
  it("are the two tissues, numbered by the first map", () => {
    const { labels, habitats, model, tried } = clusterMaps([uptake, roughness], mask, {
      clusters: [2, 4],
      criterion: "silhouette",
    });
    expect([...labels.data]).toEqual(Array.from({ length: 24 }, (_, v) => (v % 6 < 3 ? 1 : 2)));
    expect(tried.map(({ number }) => number)).toEqual([2, 3, 4]);
    expect(
      habitats.map(({ label, voxels, volume, fraction, components, largestComponent }) => [
        label,
        voxels,
        volume,
        fraction,
        components,
        largestComponent,
      ]),
    ).toEqual([
      [1, 12, 72, 0.5, 1, 1],
      [2, 12, 72, 0.5, 1, 1],
    ]);
    // the mean of 0 … 23 of a half: columns 0 to 2 have a mean of 10, and 3 to 5 of 13
    expect(habitats[0].maps.uptake?.mean).toBeCloseTo(1.1, 12);
    expect(model.centres[1][0]).toBeCloseTo(9.13, 12);
    expect(model.maps.map(({ name, unit }) => [name, unit])).toEqual([
      ["uptake", "SUV"],
      ["roughness", null],
    ]);
    const [other] = clusterMaps([roughness, uptake], mask, { clusters: 2 }).labels.data;
    expect(other).toBe(2);
  });

  it("do not depend on unit and origin of a map that is scaled", () => {
    const noise = randomStream(2, "noise");
    const loud = map("loud", (v) => uniformAt(noise, v));
    const factor = fc.double({ min: 0.1, max: 10, noNaN: true });
    fc.assert(
      fc.property(
        factor,
        fc.double({ min: -9, max: 9, noNaN: true }),
        fc.constantFrom("zScore" as const, "robust" as const),
        (a, b, scaling) => {
          const moved = map("loud", (v) => a * uniformAt(noise, v) + b);
          const settings = { clusters: 3, scaling } as const;
          expect(clusterMaps([uptake, moved], mask, settings).labels).toEqual(
            clusterMaps([uptake, loud], mask, settings).labels,
          );
        },
      ),
      { numRuns: 30 },
    );
  });

  it("leave the scale alone where that is asked for", () => {
    const wide = map("wide", (v) => (v < 12 ? 0 : 1000));
    const { labels, model } = clusterMaps([uptake, wide], mask, { clusters: 2, scaling: "none" });
    expect([...labels.data]).toEqual(Array.from({ length: 24 }, (_, v) => (v < 12 ? 1 : 2)));
    expect(model.maps.map(({ shift, scale }) => [shift, scale])).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  it("leave out voxels without a value, and maps without variation, and say so", () => {
    const holed = map("holed", (v) =>
      v === 7 ? Number.NaN : v === 8 ? Number.POSITIVE_INFINITY : uptake.volume.data[v],
    );
    const flat = map("flat", () => 4);
    const { labels, notes, habitats, model } = clusterMaps([holed, flat], mask, { clusters: 2 });
    expect([labels.data[7], labels.data[8]]).toEqual([0, 0]);
    expect(habitats.map(({ voxels }) => voxels)).toEqual([10, 12]);
    expect(model.maps.map(({ name }) => name)).toEqual(["holed"]);
    expect(notes.map(({ message }) => message)).toEqual([
      "2 of 24 voxels of the region have no value in a map and belong to no habitat: 2 in holed",
      "map flat is 4 in all voxels of the region, and says nothing of habitats: it was left out",
    ]);
  });

  it("say that clustering ended too early", () => {
    const noise = randomStream(2, "noise");
    const loud = map("loud", (v) => uniformAt(noise, v));
    const { notes } = clusterMaps([loud], mask, { clusters: 3, iterations: 1, restarts: 1 });
    expect(notes.map(({ code }) => code)).toEqual(["clusters-unsettled"]);
  });

  it.each<readonly [string, readonly HabitatMap[], object, string]>([
    ["no map", [], {}, "maps: found none, expected at least one"],
    [
      "a name twice",
      [uptake, uptake],
      {},
      'maps[1].name: found "uptake", expected a name that no other map has',
    ],
    [
      "another grid",
      [{ ...uptake, volume: { ...uptake.volume, spacing: [2, 2, 3] } as Volume }],
      {},
      'map "uptake" is on another grid than the mask: spacing [2, 2, 3], mask has [1, 2, 3]',
    ],
    [
      "no value",
      [map("empty", () => Number.NaN)],
      {},
      "no voxel of the region has a value in each map: of 24 voxels there is none 24 in empty",
    ],
    [
      "no variation",
      [map("flat", () => 4)],
      {},
      "maps: found the same value in all 24 voxels of flat, expected a map whose values differ",
    ],
    [
      "one voxel",
      [map("lone", (v) => (v === 5 ? 1 : Number.NaN))],
      {},
      "maps: found the same value in the only voxel of lone",
    ],
    ...([1e-200, 1e200] as const).map(
      (unit) =>
        [
          `squares of ${unit} in numbers of 64 bits`,
          [map("odd", (v) => v * unit)],
          { scaling: "none" },
          `maps: found the standard deviation ${unit < 1 ? 0 : "Infinity"} in odd, expected one from 1e-150 to 1e150`,
        ] as const,
    ),
    [
      "two values for three habitats",
      [map("two", (v) => v % 2)],
      { clusters: 3 },
      "clusters: found 2 voxels with values that differ, expected at least 3",
    ],
    [
      "a range the wrong way",
      [uptake],
      { clusters: [4, 2] },
      "clusters: found [4, 2], expected the first number at most the second",
    ],
    [
      "one habitat",
      [uptake],
      { clusters: 1 },
      "clusters: found 1, expected an integer at least 2 and at most 50",
    ],
    [
      "an unknown setting",
      [uptake],
      { cluster: 2 },
      'unknown setting "cluster": did you mean "clusters"?',
    ],
    [
      "no interquartile range",
      [map("rare", (v) => (v === 3 ? 9 : 0))],
      { clusters: 2, scaling: "robust" },
      'scaling: found "robust", expected "zScore" or "none" where the interquartile range of a map is 0, as it is of rare',
    ],
  ])("refuse %s", (_, maps, settings, message) => {
    expect(() => clusterMaps(maps, mask, settings)).toThrow(message);
  });
});

describe("habitats by a model", () => {
  it("are those of the case that the model is of", () => {
    const value = fc.integer({ min: 0, max: 6 }); // so few values that voxels lie halfway between centres
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 24, maxLength: 24 }),
        fc.integer({ min: 2, max: 4 }),
        (values, clusters) => {
          fc.pre(new Set(values).size >= clusters);
          const maps = [map("few", (v) => values[v])];
          const found = clusterMaps(maps, mask, { clusters, restarts: 2 });
          const again = applyHabitats(JSON.parse(JSON.stringify(found.model)), maps, mask);
          expect(again.labels).toEqual(found.labels);
          expect(again.habitats).toEqual(found.habitats);
        },
      ),
    );
  });

  it("have the scale and the centres of the model, with maps in any order", () => {
    const { model } = clusterMaps([uptake, roughness], mask, { clusters: 2 });
    const cold = map("uptake", (v) => 2 + v / 100);
    const { labels, habitats, settings } = applyHabitats(model, [roughness, cold], { ...mask });
    expect([...new Set(labels.data)].sort()).toEqual([1, 2]);
    const rough = map("roughness", () => 50);
    const all = applyHabitats(model, [rough, cold], mask);
    expect(
      all.habitats.map(({ voxels, largestComponent, maps }) => [
        voxels,
        largestComponent,
        maps.uptake === null,
      ]),
    ).toEqual([
      [24, 1, false],
      [0, null, true],
    ]);
    expect(habitats).toHaveLength(2);
    expect(settings).toBeNull();
  });

  it("refuse a case without a map of the model, and what is no model", () => {
    const { model } = clusterMaps([uptake, roughness], mask, { clusters: 2 });
    expect(() => applyHabitats(model, [uptake], mask)).toThrow(
      'maps: found "uptake", expected "roughness" among them, by which the habitats were found',
    );
    const short = { ...model, centres: [[1], [2, 3]] };
    expect(() => applyHabitats(short, [uptake, roughness], mask)).toThrow(
      "centres.centres[0]: found 1 numbers, expected one for each of 2 maps",
    );
    expect(() => applyHabitats({ ...model, maps: [] }, [uptake], mask)).toThrow("centres.maps");
  });
});
