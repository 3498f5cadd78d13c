import { type IntensityVolumeCurve, volumeAt } from "../../intensity/intensity-volume-curve.ts";

/** A point of an intensity-volume histogram. */
export interface CurvePoint {
  readonly intensity: number;
  /** The fraction of the volume whose intensity is at least that. */
  readonly volume: number;
}

/** The most points. */
const most = 240;

/** Points of an intensity-volume histogram, from its lowest level to its highest. */
export function curvePoints(curve: IntensityVolumeCurve): readonly CurvePoint[] {
  const { low, high, origin, step, dense } = curve;
  const extent = high - low;
  const steps = extent === 0 ? 0 : dense ? most : Math.min(most, extent);
  return Array.from({ length: steps + 1 }, (_, n) => {
    const along = steps === 0 ? 0 : n / steps;
    const level = dense ? low + along * extent : low + Math.ceil(along * extent - 1e-9);
    const fraction = extent === 0 ? 0 : (level - low) / extent;
    return { intensity: origin + step * level, volume: volumeAt(curve, fraction) };
  });
}
