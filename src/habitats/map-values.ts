import { VoxomicsError } from "../messages/errors.ts";
import { type Note, noteOf } from "../messages/note.ts";
import { counted, quoted } from "../messages/phrases.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { compareGrids } from "../volume/geometry.ts";
import type { Mask } from "../volume/mask.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";

/** A map that voxels are clustered by: values on the region's grid. */
export interface HabitatMap {
  /** Unique among the maps of a region. */
  readonly name: string;
  /** NaN or infinite where the map has no value. */
  readonly volume: Volume;
  /** null or absent where values are dimensionless or of unknown unit. */
  readonly unit?: string | null | undefined;
}

/** The values of maps in the voxels of a region that have one in each of them. */
export interface MapValues {
  /** Flat indices of the voxels, ascending. */
  readonly voxels: Int32Array;
  /** The values of each map in these voxels. */
  readonly columns: readonly Float64Array[];
  readonly notes: readonly Note[];
}

/**
 * The values of maps in the voxels of a region. Voxels without a finite value in one of the maps are left out, which a
 * note says.
 *
 * @throws VoxomicsError `invalid-argument` for no map and for two of one name, `invalid-volume`, `geometry-mismatch` for
 *   a map on another grid than the mask, `empty-mask` if no voxel has a value in each map
 */
export function mapValues(maps: readonly HabitatMap[], mask: Mask): MapValues {
  checkMaps(maps, mask);
  const inside: number[] = [];
  for (let v = 0; v < mask.data.length; v++) if (mask.data[v] !== 0) inside.push(v);
  const missing = maps.map(
    ({ volume: { data } }) => inside.filter((v) => !Number.isFinite(data[v])).length,
  );
  const voxels = Int32Array.from(
    inside.filter((v) => maps.every(({ volume }) => Number.isFinite(volume.data[v]))),
  );
  const without = maps
    .flatMap(({ name }, n) => (missing[n] === 0 ? [] : `${missing[n]} in ${name}`))
    .join(", ");
  if (voxels.length === 0) {
    throw new VoxomicsError(
      "empty-mask",
      `no voxel of the region has a value in each map: of ${counted(inside.length, "voxel")} there is none ${without}`,
      { voxels: inside.length },
    );
  }
  const left = inside.length - voxels.length;
  const notes =
    left === 0
      ? []
      : [
          noteOf(
            "voxels-without-value",
            `${left} of ${counted(inside.length, "voxel")} of the region have no value in a map and belong to no habitat: ${without}`,
            {
              voxels: inside.length,
              left,
              maps: Object.fromEntries(maps.map(({ name }, n) => [name, missing[n]])),
            },
          ),
        ];
  const columns = maps.map(({ volume: { data } }) => Float64Array.from(voxels, (v) => data[v]));
  return { voxels, columns, notes };
}

function checkMaps(maps: readonly HabitatMap[], mask: Mask): void {
  checkArgument(maps, "maps", "array");
  if (maps.length === 0) throw invalid("maps: found none, expected at least one", 0);
  const seen = new Set<string>();
  for (const [n, map] of maps.entries()) {
    checkArgument(map, `maps[${n}]`, "object");
    const { name, volume } = map;
    checkArgument(name, `maps[${n}].name`, "text");
    if (name === "" || seen.has(name)) {
      throw invalid(
        `maps[${n}].name: found ${quoted(name)}, expected a name that no other map has`,
        name,
      );
    }
    seen.add(name);
    checkVolume(volume, `maps[${n}].volume`);
    const differences = compareGrids(volume, mask);
    if (differences.length === 0) continue;
    const text = differences.map(
      ({ field, found, expected }) =>
        `${field} [${found.join(", ")}], mask has [${expected.join(", ")}]`,
    );
    throw new VoxomicsError(
      "geometry-mismatch",
      `map ${quoted(name)} is on another grid than the mask: ${text.join("; ")}`,
      { differences },
    );
  }
}

function invalid(message: string, found: unknown): VoxomicsError {
  return new VoxomicsError("invalid-argument", message, { what: "maps", found });
}
