import type { Pooling } from "../convolution/separable.ts";
import { withDefault } from "../schema/defaults.ts";
import { boolean, choice } from "../schema/values.ts";

export const pooling = choice<Pooling>(["average", "max", "min"], {
  description: "How responses of several orientations become one, voxel by voxel.",
});

/** Whether all rotations by right angles are pooled; without it `pooling` has no effect. */
export const rotationInvariant = withDefault(
  boolean({
    description: "Pool the responses of all rotations by right angles: 24 in 3 dimensions, 4 in 2.",
  }),
  false,
);
