import type { Niivue, NVImage } from "@niivue/niivue";
import type { ShownRegion } from "../../state/case.ts";
import type { ShownMap } from "../../state/viewer.ts";
import { nvImageOf } from "./nv-image.ts";
import type { Scene } from "./scene.ts";

/** The volumes of a viewer: the image, regions over it, and a map over all. */
export interface Layers {
  /** Makes the volumes those of a scene. Textures of the image are made again only where it, or its window, is new. */
  readonly update: (before: Scene | null, now: Scene) => void;
}

/** The volumes of a viewer that has none yet. */
export function keptLayers(nv: Niivue): Layers {
  const regions = new Map<string, NVImage>();
  let map: NVImage | null = null;

  const overlaysOf = (before: Scene | null, now: Scene): NVImage[] => {
    if (now.image !== before?.image) regions.clear();
    const wanted = new Set(now.regions.map(({ id }) => id));
    for (const id of [...regions.keys()]) if (!wanted.has(id)) regions.delete(id);
    const drawn = now.regions.map((region) => {
      const volume = regions.get(region.id) ?? regionVolume(region);
      regions.set(region.id, volume);
      volume.opacity = now.regionOpacity;
      return volume;
    });
    if (now.map !== before?.map) map = now.map === null ? null : mapVolume(now.map);
    return map === null ? drawn : [...drawn, map];
  };

  return {
    update(before, now) {
      if (now.image === null) {
        nv.volumes = [];
        nv.back = null;
        nv.overlays = [];
        return;
      }
      const isNew = now.image !== before?.image;
      const back = isNew ? imageVolume(now) : nv.volumes[0];
      [back.cal_min, back.cal_max] = now.window;
      nv.overlays = overlaysOf(before, now);
      nv.back = back;
      nv.volumes = [back, ...nv.overlays];
      nv.opts.isColorbar = now.map !== null;
      const isFresh = isNew || now.window !== before?.window || now.smooth !== before?.smooth;
      // the number of layers is told to the shaders with each layer, so that the image's is told it where it is alone
      if (isFresh || nv.overlays.length === 0) nv.refreshLayers(back, 0);
      for (const [n, overlay] of nv.overlays.entries()) nv.refreshLayers(overlay, n + 1);
      if (nv.overlays.length > 0) showVoxels(nv);
    },
  };
}

/** Draws overlays voxel by voxel, whatever is done with the image. */
function showVoxels(nv: Niivue): void {
  const { isNearestInterpolation } = nv.opts;
  nv.opts.isNearestInterpolation = true;
  nv.updateInterpolation(1);
  nv.opts.isNearestInterpolation = isNearestInterpolation;
}

function imageVolume({ image, window }: Scene): NVImage {
  if (image === null) throw new Error("no image is shown");
  const { shown, title } = image;
  const { range } = shown;
  const drawing = { name: title, colours: "gray", opacity: 1, window, range, colourBar: false };
  return nvImageOf(shown, shown.data, drawing);
}

function regionVolume({ name, colour, grid, mask }: ShownRegion): NVImage {
  return nvImageOf(grid, mask, {
    name,
    colours: `region${colour}`,
    opacity: 1,
    window: [0, 1],
    range: [0, 1],
    colourBar: false,
  });
}

function mapVolume({ title, volume, window, opacity, colours }: ShownMap): NVImage {
  const { range, data } = volume;
  return nvImageOf(volume, data, {
    name: title,
    colours,
    opacity,
    window,
    range,
    colourBar: true,
  });
}
