import { completed } from "../schema/check.ts";
import { orNull, withDefault } from "../schema/defaults.ts";
import { list } from "../schema/list.ts";
import { object } from "../schema/object.ts";
import type { Given, Resolved } from "../schema/schema.ts";
import { choice, integer, number, text } from "../schema/values.ts";
import { type Points, squaredDistance } from "./points.ts";
import { type Scale, scaledPoints } from "./scale.ts";
import { scalingNames } from "./settings.ts";

const mapSchema = object({
  name: text({ description: "Name of the map." }),
  unit: withDefault(orNull(text({ description: "Unit of its values; null for none." })), null),
  shift: number({ description: "What is taken from its values, in its unit." }),
  scale: number({
    description: "What its values are divided by afterwards, in its unit.",
    exclusiveMinimum: 0,
  }),
});

/** What says which habitat a voxel belongs to. */
export const habitatModelSchema = object(
  {
    maps: list(mapSchema, { minItems: 1, description: "The maps, in the order of coordinates." }),
    scaling: choice(scalingNames, { description: "How shift and scale were found." }),
    centres: list(list(number()), {
      minItems: 2,
      description: "The centre of each habitat in the units of the maps; the first is habitat 1.",
    }),
    voxels: integer({ description: "How many voxels they were found on.", minimum: 1 }),
    cases: withDefault(integer({ description: "Of how many cases.", minimum: 1 }), 1),
  },
  {
    description: "Centres of habitats, as `findHabitats` and `voxomics habitats` make them.",
    rule: ({ maps, centres }) => {
      const odd = centres.findIndex((centre) => centre.length !== maps.length);
      if (odd >= 0) {
        return `centres[${odd}]: found ${centres[odd].length} numbers, expected one for each of ${maps.length} maps`;
      }
      if (centres.length > 50) return `centres: found ${centres.length}, expected at most 50`;
      const names = maps.map(({ name }) => name);
      const twice = names.find((name, n) => names.indexOf(name) !== n);
      return twice === undefined
        ? null
        : `maps: found ${JSON.stringify(twice)} twice, expected it once`;
    },
  },
);

/** What says which habitat a voxel belongs to: maps, how they are scaled, and centres. It can be written as JSON. */
export type HabitatModel = Resolved<typeof habitatModelSchema>;

/** A model as it is read from JSON. */
export type HabitatModelInput = Given<typeof habitatModelSchema>;

/**
 * A model that was read from JSON, checked.
 *
 * @throws VoxomicsError `invalid-settings`, naming what is wrong with it
 */
export function checkModel(model: HabitatModelInput): HabitatModel {
  return completed(habitatModelSchema, model, "centres");
}

/**
 * The habitat of each voxel, from 1: that of the nearest centre in the scaled maps; of equally near ones the first.
 *
 * @param columns the values of the model's maps, in its order
 */
export function nearestHabitats(
  { maps, centres }: HabitatModel,
  columns: readonly Float64Array[],
): Uint8Array {
  const points = scaledPoints(columns, maps);
  const scaled = scaledCentres(maps, centres);
  const labels = new Uint8Array(points.count);
  for (let i = 0; i < points.count; i++) labels[i] = 1 + nearestOf(points, i, scaled);
  return labels;
}

function nearestOf({ values, dimensions }: Points, i: number, centres: Float64Array): number {
  let nearest = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let c = 0; c * dimensions < centres.length; c++) {
    const far = squaredDistance(values, i, centres, c, dimensions);
    if (far >= least) continue;
    least = far;
    nearest = c;
  }
  return nearest;
}

function scaledCentres(scales: readonly Scale[], centres: HabitatModel["centres"]): Float64Array {
  return Float64Array.from(
    centres.flatMap((centre) => centre.map((x, f) => (x - scales[f].shift) / scales[f].scale)),
  );
}

/** Centres of scaled points in the units of the maps, ascending by the first map, then by the next. */
export function orderedCentres(scaled: Float64Array, scales: readonly Scale[]): number[][] {
  const dimensions = scales.length;
  const centres = Array.from({ length: scaled.length / dimensions }, (_, c) =>
    scales.map(({ shift, scale }, f) => shift + scale * scaled[c * dimensions + f]),
  );
  return centres.sort((a, b) => {
    const f = a.findIndex((x, at) => x !== b[at]);
    return f < 0 ? 0 : a[f] - b[f];
  });
}
