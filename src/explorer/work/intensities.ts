import { measuredRegion } from "../../extraction/measured-region.ts";
import { intensityVolumeCurve } from "../../intensity/intensity-volume-curve.ts";
import { alignedEdges } from "../../processing/bin-edges.ts";
import { countLevels, type DiscretiseSettings } from "../../processing/discretise.ts";
import { resolveSettings } from "../../settings/resolve.ts";
import type { SettingsInput } from "../../settings/settings.ts";
import { type Bar, barsOf } from "./bars.ts";
import { type CurvePoint, curvePoints } from "./curve-points.ts";
import type { OpenCase } from "./open-case.ts";
import { openProcessedRegion, type RegionOf } from "./open-region.ts";

/** The intensities of a region, as plots show them. */
export interface Intensities {
  /** Bars over all intensities of the morphological mask. */
  readonly bars: readonly Bar[];
  readonly voxels: number;
  /** Voxels that re-segmentation keeps. */
  readonly kept: number;
  /** The ends of the re-segmentation range; null for an open end. */
  readonly range: readonly [number | null, number | null];
  /** Voxels of each grey level, from level 1. */
  readonly levels: readonly number[];
  /** The intensities between which the grey levels lie, one more than levels. */
  readonly edges: readonly number[];
  /** The fraction of the region's volume whose intensity is at least so large. */
  readonly curve: readonly CurvePoint[];
  /** Why there are no grey levels or no curve, in the library's words; null where there are. */
  readonly levelsFailure: string | null;
  readonly curveFailure: string | null;
}

/** The intensities of a region after processing, their grey levels, and their intensity-volume histogram. */
export async function intensities(
  held: OpenCase,
  { settings: input, ...of }: RegionOf & { readonly settings: SettingsInput },
): Promise<Intensities> {
  const settings = resolveSettings(input);
  const region = openProcessedRegion(held, of, settings);
  const measured = measuredRegion(region, settings);
  const values = measured.intensities();
  const range = settings.resegment?.range ?? [null, null];
  const levels = attempt(() => Array.from(countLevels(measured.levels())));
  const curve = attempt(() => {
    if (values.length === 0) throw new Error("re-segmentation leaves no voxel");
    return curvePoints(
      intensityVolumeCurve(values, settings.intensityVolume, settings.resegment?.range ?? null),
    );
  });
  const { bars, voxels } = barsOf(region);
  return {
    bars,
    voxels,
    kept: values.length,
    range,
    levels: levels.result ?? [],
    edges: edgesOf(settings.discretise, values, range[0], levels.result?.length ?? 0),
    curve: curve.result ?? [],
    levelsFailure: levels.failure,
    curveFailure: curve.failure,
  };
}

function attempt<T>(work: () => T): { readonly result: T | null; readonly failure: string | null } {
  try {
    return { result: work(), failure: null };
  } catch (error) {
    return { result: null, failure: error instanceof Error ? error.message : String(error) };
  }
}

/** Where the grey levels begin and end, as `discretise` makes them. */
function edgesOf(
  settings: DiscretiseSettings,
  values: Float64Array,
  lower: number | null,
  levels: number,
): readonly number[] {
  if (levels === 0) return [];
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  const from = (start: number, width: number) =>
    Array.from({ length: levels + 1 }, (_, n) => start + n * width);
  switch (settings.method) {
    case "fixedBinSize":
      return settings.minimum === "aligned"
        ? from(alignedEdges(lowest, settings.width).first, settings.width)
        : from(settings.minimum ?? lower ?? lowest, settings.width);
    case "fixedBinNumber":
      return from(lowest, (highest - lowest) / levels);
    case "none":
      return from(0.5, 1);
  }
}
