import { MULTIPLANAR_TYPE, Niivue, type NVImage, SHOW_RENDER, SLICE_TYPE } from "@niivue/niivue";
import type { Grid, Vec3 } from "../../../volume/volume.ts";
import type { ShownImage, ShownRegion } from "../../state/case.ts";
import type { Layout, ShownMap } from "../../state/viewer.ts";
import { nvImageOf } from "./nv-image.ts";
import { regionColours } from "./region-colours.ts";

/** A plane on the screen, in pixels of the canvas, and what of the patient it shows (RAS, mm). */
export interface Tile {
  /** 0 axial, 1 coronal, 2 sagittal. */
  readonly plane: 0 | 1 | 2;
  readonly box: readonly number[];
  readonly leftTop: readonly number[];
  readonly fieldOfView: readonly number[];
}

/** What the stage tells. */
export interface StageEvents {
  readonly onCursor: (world: Vec3) => void;
  readonly onWindow: (window: readonly [number, number]) => void;
  readonly onDrawn: () => void;
}

/** The viewer's canvas: NiiVue, driven by what is to be seen. */
export interface Stage {
  readonly showImage: (image: ShownImage | null) => void;
  readonly showRegions: (regions: readonly ShownRegion[], opacity: number) => void;
  readonly showMap: (map: ShownMap | null) => void;
  readonly setWindow: (window: readonly [number, number]) => void;
  readonly setLayout: (layout: Layout) => void;
  /** Moves the cursor to a point in mm (LPS). */
  readonly moveTo: (world: Vec3) => void;
  /** Moves the cursor by voxels of the image. */
  readonly moveBy: (x: number, y: number, z: number) => void;
  readonly tiles: () => readonly Tile[];
  /** Asks to be told where the cursor is, in mm (LPS), of a new window, and of every drawing of the scene. */
  readonly listen: (events: StageEvents) => void;
  readonly dispose: () => void;
}

const sliceTypes: Readonly<Record<Layout, SLICE_TYPE>> = {
  all: SLICE_TYPE.MULTIPLANAR,
  axial: SLICE_TYPE.AXIAL,
  coronal: SLICE_TYPE.CORONAL,
  sagittal: SLICE_TYPE.SAGITTAL,
  "3d": SLICE_TYPE.RENDER,
};

/** Starts NiiVue on a canvas. */
export async function createStage(canvas: HTMLCanvasElement): Promise<Stage> {
  const nv = new Niivue({
    backColor: [0.035, 0.043, 0.055, 1],
    crosshairColor: [0.24, 0.79, 0.86, 0.9],
    crosshairWidth: 1,
    crosshairGap: 6,
    fontColor: [0.72, 0.76, 0.8, 1],
    dragAndDropEnabled: false,
    isRadiologicalConvention: true,
    isOrientationTextVisible: true,
    isColorbar: false,
    loadingText: "",
    logLevel: "error",
    multiplanarLayout: MULTIPLANAR_TYPE.GRID,
    multiplanarShowRender: SHOW_RENDER.ALWAYS,
    show3Dcrosshair: true,
    tileMargin: 2,
    clipPlaneHotKey: "",
    cycleClipPlaneHotKey: "",
    viewModeHotKey: "",
  });
  await nv.attachToCanvas(canvas);
  for (const [n, colour] of regionColours.entries()) nv.addColormap(`region${n}`, ramp(colour));
  let grid: Grid | null = null;
  const overlays = new Map<string, NVImage>();
  let map: NVImage | null = null;
  const remove = (volume: NVImage) => {
    if (nv.volumes.includes(volume)) nv.removeVolume(volume);
  };

  return {
    showImage(image) {
      for (const volume of [...nv.volumes].reverse()) nv.removeVolume(volume);
      overlays.clear();
      map = null;
      grid = null;
      if (image === null) {
        nv.drawScene();
        return;
      }
      const { shown, title } = image;
      grid = shown;
      const { window, range } = shown;
      const drawing = { name: title, colours: "gray", opacity: 1, window, range, colourBar: false };
      nv.addVolume(nvImageOf(shown, shown.data, drawing));
    },
    showRegions(regions, opacity) {
      if (grid === null || nv.volumes.length === 0) return;
      const wanted = new Set(regions.map(({ id }) => id));
      for (const [id, volume] of overlays) {
        if (wanted.has(id)) continue;
        remove(volume);
        overlays.delete(id);
      }
      for (const region of regions) {
        const shown = region.visible ? opacity : 0;
        const there = overlays.get(region.id);
        if (there !== undefined) {
          there.opacity = shown;
          continue;
        }
        const drawing = {
          name: region.name,
          colours: `region${region.colour}`,
          opacity: shown,
          window: [0, 1],
          range: [0, 1],
          colourBar: false,
        } as const;
        const volume = nvImageOf(grid, region.mask, drawing);
        nv.addVolume(volume);
        overlays.set(region.id, volume);
      }
      nv.updateGLVolume();
    },
    showMap(shown) {
      if (map !== null) remove(map);
      map = null;
      if (shown !== null && nv.volumes.length > 0) {
        const { title, volume, window, opacity, colours } = shown;
        const drawing = {
          name: title,
          colours,
          opacity,
          window,
          range: volume.range,
          colourBar: true,
        };
        map = nvImageOf(volume, volume.data, drawing);
        nv.addVolume(map);
      }
      nv.opts.isColorbar = map !== null;
      nv.updateGLVolume();
    },
    setWindow([low, high]) {
      const [background] = nv.volumes;
      if (background === undefined) return;
      background.cal_min = low;
      background.cal_max = high;
      nv.updateGLVolume();
    },
    setLayout(layout) {
      nv.setSliceType(sliceTypes[layout]);
    },
    moveTo([x, y, z]) {
      if (nv.volumes.length === 0) return;
      nv.scene.crosshairPos = nv.mm2frac([-x, -y, z]);
      nv.createOnLocationChange();
      nv.drawScene();
    },
    moveBy(x, y, z) {
      if (nv.volumes.length > 0) nv.moveCrosshairInVox(x, y, z);
    },
    tiles: () =>
      nv.screenSlices.flatMap(({ axCorSag, leftTopWidthHeight, leftTopMM, fovMM }) =>
        axCorSag > 2
          ? []
          : {
              plane: axCorSag as 0 | 1 | 2,
              box: leftTopWidthHeight,
              leftTop: leftTopMM,
              fieldOfView: fovMM,
            },
      ),
    listen({ onCursor, onWindow, onDrawn }) {
      nv.onLocationChange = (location) => {
        const { mm } = location as { mm: ArrayLike<number> };
        onCursor([-mm[0], -mm[1], mm[2]]);
      };
      nv.onIntensityChange = (volume) => {
        if (volume === nv.volumes[0]) onWindow([volume.cal_min ?? 0, volume.cal_max ?? 1]);
      };
      const drawScene = nv.drawScene.bind(nv);
      nv.drawScene = () => {
        const text = drawScene();
        onDrawn();
        return text;
      };
    },
    dispose() {
      for (const volume of [...nv.volumes].reverse()) nv.removeVolume(volume);
      nv.cleanup();
      nv.gl.getExtension("WEBGL_lose_context")?.loseContext();
    },
  };
}

/** A colour map in which 0 is nothing and 1 is a colour. */
function ramp([r, g, b]: readonly [number, number, number]) {
  return { R: [r, r], G: [g, g], B: [b, b], A: [0, 255], I: [0, 255] };
}
