// A map over the image: voxels without a value are not drawn; a bar shows what its colours mean.
import {
  addVolumesToViewports,
  CONSTANTS,
  cache,
  Enums,
  type Types,
  utilities,
  volumeLoader,
} from "@cornerstonejs/core";
import type { toCornerstone } from "voxomics/adapters";
import { engine, setSegmentationsVisible, viewportIds, viewports } from "./viewer.ts";

const volumeId = "map";
const name = "Plasma (matplotlib)";

export async function showMap(local: ReturnType<typeof toCornerstone>): Promise<void> {
  const { voiLut, valueForNaN } = local.metadata;
  const [{ windowWidth, windowCenter }] = voiLut; // the range of the map's values
  const voiRange = { lower: windowCenter - windowWidth / 2, upper: windowCenter + windowWidth / 2 };
  setSegmentationsVisible(false);
  volumeLoader.createLocalVolume(volumeId, local).modified();
  const volume = { volumeId, visibility: true, callback: drawVoxels };
  await addVolumesToViewports(engine, [volume], viewportIds);
  const opacity = [
    { value: valueForNaN ?? voiRange.lower - windowWidth, opacity: 0 },
    { value: voiRange.lower, opacity: 0.8 },
  ];
  for (const viewport of viewports()) {
    viewport.setProperties({ voiRange, colormap: { name, opacity } }, volumeId);
    viewport.render();
  }
  showBar(voiRange);
}

/** No colours in between voxels; the opacity of a slice, which is 0.1 mm thick, and not of 1 mm. */
function drawVoxels({ volumeActor }: { volumeActor: Types.VolumeActor }): void {
  const property = volumeActor.getProperty();
  const thickness = 2 * CONSTANTS.RENDERING_DEFAULTS.MINIMUM_SLAB_THICKNESS;
  property.setInterpolationType(Enums.InterpolationType.NEAREST as number);
  property.setScalarOpacityUnitDistance(0, thickness);
}

export function hideMap(): void {
  setBarHidden(true);
  if (cache.getVolume(volumeId) === undefined) return;
  for (const viewport of viewports()) {
    const shown = viewport.getActors().filter(({ referencedId }) => referencedId === volumeId);
    viewport.removeVolumeActors(
      shown.map(({ uid }) => uid),
      true,
    );
  }
  cache.removeVolumeLoadObject(volumeId);
}

function showBar({ lower, upper }: Types.VOIRange): void {
  const { RGBPoints = [] } = utilities.colormap.resolveColormap(name) ?? {};
  const points = RGBPoints.flat(); // place, red, green, blue
  const stops = Array.from({ length: points.length / 4 }, (_, n) => {
    const [r, g, b] = points.slice(4 * n + 1, 4 * n + 4).map((share) => 255 * share);
    return `rgb(${r} ${g} ${b})`;
  });
  const [bar, range] = ["bar", "range"].map((id) => document.getElementById(id) as HTMLElement);
  bar.style.background = `linear-gradient(to right, ${stops.join(", ")})`;
  range.textContent = `${lower.toPrecision(6)} to ${upper.toPrecision(6)}`;
  setBarHidden(false);
}

function setBarHidden(isHidden: boolean): void {
  (document.querySelector("figure") as HTMLElement).hidden = isHidden;
}
