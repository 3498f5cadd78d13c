import { orDefault, orNull, withDefault } from "../../schema/defaults.ts";
import { object } from "../../schema/object.ts";
import type { Given, Resolved, Schema } from "../../schema/schema.ts";
import { boolean, integer, number } from "../../schema/values.ts";

const finite = number({ description: "The value of maps outside the region." });

/** A number, or nan as files have it. */
const numberOrNan: Schema<number, number | string> = {
  ...finite,
  json: { ...(finite.json.description && { description: finite.json.description }) },
  expected: ["a number", "nan"],
  complete: (value, path, problems) =>
    Number.isNaN(value) || (typeof value === "string" && value.toLowerCase() === "nan")
      ? Number.NaN
      : finite.complete(value, path, problems, ["a number", "nan"]),
};

/** The settings of voxel-based maps. */
export const voxelSettingsSchema = object({
  kernelRadius: orDefault(
    integer({
      description: "How far the neighbourhood of a voxel reaches, in voxels.",
      exclusiveMinimum: 0,
    }),
    1,
  ),
  maskedKernel: orDefault(
    boolean({ description: "Whether only voxels of the region are neighbours." }),
    true,
  ),
  initValue: orDefault(numberOrNan, 0),
  voxelBatch: withDefault(
    orNull(
      integer({
        description: "Voxels that are measured at once; it changes no value. null: all.",
        exclusiveMinimum: 0,
      }),
    ),
    null,
  ),
});

/** The settings of voxel-based maps, every default spelled out. */
export type VoxelSettings = Resolved<typeof voxelSettingsSchema>;

/** `VoxelSettings` as parameter files have them. */
export type VoxelSettingsInput = Given<typeof voxelSettingsSchema>;
