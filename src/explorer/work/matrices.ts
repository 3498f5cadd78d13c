import { countMatrices } from "../../extraction/count-matrices.ts";
import type { MatrixFamilyId } from "../../families/families.ts";
import type { TextureAggregation } from "../../features/aggregation.ts";
import type { CountMatrix } from "../../matrices/count-matrix.ts";
import { resolveSettings } from "../../settings/resolve.ts";
import type { SettingsInput } from "../../settings/settings.ts";
import type { Vec3 } from "../../volume/volume.ts";
import { handOver } from "./hand-over.ts";
import type { OpenCase } from "./open-case.ts";
import { openProcessedRegion, type RegionOf } from "./open-region.ts";

/** The families whose matrices are shown. */
export type ShownMatrixFamily = Exclude<MatrixFamilyId, "ngtdm">;

/** Matrices that are asked for. */
export interface MatricesAsked extends RegionOf {
  readonly settings: SettingsInput;
  readonly family: ShownMatrixFamily;
  readonly aggregation: TextureAggregation;
  /** Chebyshev distance of neighbours; null for that of the settings. */
  readonly distance: number | null;
}

/** A matrix as it is drawn: its entries, sparse. */
export interface ShownMatrix extends Pick<CountMatrix, "levels" | "i" | "j" | "n"> {
  readonly slice: number | null;
  readonly direction: Vec3 | null;
  /** The sum of all entries. */
  readonly total: number;
}

/** The most matrices that are shown of an aggregation by slices. */
const most = 24;

/** The matrices of a region under one aggregation. */
export async function matrices(held: OpenCase, asked: MatricesAsked) {
  const settings = resolveSettings({
    ...asked.settings,
    aggregations: [asked.aggregation],
    ...(asked.distance === null ? {} : { distance: asked.distance }),
  });
  const region = openProcessedRegion(held, asked, settings);
  const [counted] = countMatrices(region, asked.family, settings);
  const shown = counted.matrices.slice(0, most).map(
    ({ slice, direction, matrix: { levels, i, j, n } }): ShownMatrix => ({
      ...{ slice, direction, levels, i, j, n },
      total: n.reduce((sum, count) => sum + count, 0),
    }),
  );
  const answer = {
    aggregation: counted.aggregation,
    reason: counted.reason,
    count: counted.matrices.length,
    matrices: shown,
  };
  return handOver(
    answer,
    shown.flatMap(({ i, j, n }) => [i, j, n]),
  );
}
