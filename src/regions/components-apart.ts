import type { KeptMask } from "../processing/kept-mask.ts";
import { type Box, boundingBox, crop, shiftBox } from "../volume/box.ts";
import { gridOf, identityOf, type Volume } from "../volume/volume.ts";
import { componentsOf, keepComponents } from "./components.ts";
import { derive } from "./derive.ts";
import { asItIs, type MaskSettings } from "./mask-settings.ts";

/**
 * The components of the region in a mask, the largest first: each as the mask with the voxels of that component
 * alone, which keep their values. Under the same settings each of these masks gives one of the regions that
 * `components: "apart"` asks for.
 *
 * @param mask known to be sound
 * @throws VoxomicsError `invalid-mask`, `empty-mask`
 */
export function componentsApart(
  mask: Volume,
  { threshold, labels, minimumVolume }: MaskSettings,
): KeptMask[] {
  const settings = { ...asItIs, threshold, labels, minimumVolume };
  const nothing = { image: null, within: null, nonFinite: "refuse" } as const;
  const region = derive(mask, settings, nothing);
  const inside = crop(region.mask, region.box);
  const components = componentsOf(inside);
  const grid = { ...gridOf(mask), ...identityOf(mask) };
  return components.sizes.map((_, n) => {
    const component = keepComponents(inside, components, (k) => k === n);
    const own = boundingBox(component) as Box; // a component has a voxel
    const box = shiftBox(own, region.box.min);
    const kept = crop(mask, box);
    const is = crop(component, own).data;
    for (let v = 0; v < is.length; v++) if (is[v] === 0) kept.data[v] = 0;
    return { kept, box, grid };
  });
}
