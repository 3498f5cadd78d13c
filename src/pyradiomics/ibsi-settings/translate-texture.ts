import type { PyradiomicsSettings } from "../params/settings-schema.ts";
import { differsIf, type Translated } from "./difference.ts";
import { levelsOf } from "./translate-steps.ts";

/** Norms of `weightingNorm` by the IBSI's names. */
const norms = { manhattan: "manhattan", euclidean: "euclidean", infinity: "chebyshev" } as const;

/** The planes across the axes of `force2Ddimension`, which PyRadiomics counts from z. */
const planes = ["xy", "xz", "yz"] as const;

/** Grey levels, and how texture is compared and merged. */
export function translateTexture(settings: PyradiomicsSettings): Translated {
  const { distances, force2D, force2Ddimension, weightingNorm, symmetricalGLCM, gldm_a } = settings;
  const dimension = force2D ? "2.5D" : "3D";
  const norm = weightingNorm === null || weightingNorm === "no_weighting" ? null : weightingNorm;
  return {
    settings: {
      discretise: levelsOf(settings),
      aggregations: [weightingNorm === null ? `${dimension}:avg` : `${dimension}:mrg`],
      ...(force2D && force2Ddimension !== 0 ? { plane: planes[force2Ddimension] } : {}),
      ...(distances[0] === 1 ? {} : { distance: distances[0] }),
      ...(norm === null
        ? {}
        : { glcm: { distanceWeighting: { norm: norms[norm], weight: "gaussian" } } }),
      ...(gldm_a === 0 ? {} : { ngldm: { alpha: gldm_a } }),
    },
    differences: [
      ...differsIf(
        distances.length > 1,
        "distances",
        `PyRadiomics takes ${distances.join(", ")} together as angles of one value, the IBSI has no such value: ${distances[0]} is taken; distance: [${distances.join(", ")}] gives values at each`,
      ),
      ...differsIf(
        norm !== null,
        "weightingNorm",
        "lengths are in voxels here, in mm there; run lengths have no such weights",
      ),
      ...differsIf(
        !symmetricalGLCM,
        "symmetricalGLCM",
        "no counterpart: matrices of the IBSI are symmetric",
      ),
    ],
  };
}
