import { MULTIPLANAR_TYPE, Niivue, SHOW_RENDER, SLICE_TYPE } from "@niivue/niivue";
import type { Vec3 } from "../../../volume/volume.ts";
import type { Layout } from "../../state/viewer.ts";
import { keptLayers } from "./layers.ts";
import { type Planes, planesOf } from "./planes.ts";
import { regionColours } from "./region-colours.ts";
import type { Scene } from "./scene.ts";

/** The viewer's canvas: NiiVue, which shows a scene. */
export interface Stage {
  /** Shows a scene from the next frame on. Only what is new in it is drawn again. */
  readonly show: (scene: Scene) => void;
  /** Moves the cursor to a point in mm (LPS). */
  readonly moveTo: (world: Vec3) => void;
  /** Moves the cursor by voxels of the image, to the right, the front and the head of the patient. */
  readonly moveBy: (x: number, y: number, z: number) => void;
  /** Where the planes are on the canvas. */
  readonly planes: () => Planes | null;
  /** Asks to be told where the cursor is, in mm (LPS), of a window that was set by the pointer, and of every drawing. */
  readonly listen: (events: StageEvents) => void;
  readonly dispose: () => void;
}

/** What the stage tells. */
export interface StageEvents {
  readonly onCursor: (world: Vec3) => void;
  readonly onWindow: (window: readonly [number, number]) => void;
  readonly onDrawn: () => void;
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
  const nv = await startNiivue(canvas);
  const layers = keptLayers(nv);
  let shown: Scene | null = null;
  let wanted: Scene | null = null;
  let frame = 0;

  const apply = () => {
    frame = 0;
    if (wanted === null) return;
    const [before, now] = [shown, wanted];
    shown = now;
    if (now.layout !== before?.layout) nv.opts.sliceType = sliceTypes[now.layout];
    nv.opts.multiplanarShowRender = now.map?.isWhole ? SHOW_RENDER.NEVER : SHOW_RENDER.ALWAYS;
    nv.opts.isNearestInterpolation = !now.smooth;
    layers.update(before, now);
    nv.drawScene();
  };

  return {
    show(scene) {
      wanted = scene;
      if (frame === 0) frame = requestAnimationFrame(apply);
    },
    moveTo([x, y, z]) {
      if (frame !== 0) {
        cancelAnimationFrame(frame);
        apply();
      }
      if (nv.volumes.length === 0) return;
      nv.scene.crosshairPos = nv.mm2frac([-x, -y, z]);
      nv.createOnLocationChange();
      nv.drawScene();
    },
    moveBy(x, y, z) {
      if (nv.volumes.length > 0) nv.moveCrosshairInVox(x, y, z);
    },
    planes: () => planesOf(nv),
    listen: (events) => listenTo(nv, events),
    dispose() {
      cancelAnimationFrame(frame);
      nv.volumes = [];
      nv.cleanup();
      nv.gl.getExtension("WEBGL_lose_context")?.loseContext();
    },
  };
}

async function startNiivue(canvas: HTMLCanvasElement): Promise<Niivue> {
  const nv = new Niivue({
    backColor: [0.035, 0.043, 0.055, 1],
    crosshairColor: [0.24, 0.79, 0.86, 0.85],
    crosshairWidth: 0.4,
    crosshairWidthUnit: "percent",
    crosshairGap: 8,
    fontColor: [0.72, 0.76, 0.8, 1],
    dragAndDropEnabled: false,
    isRadiologicalConvention: true,
    isOrientationTextVisible: true,
    showAllOrientationMarkers: true,
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
  for (const [n, [r, g, b]] of regionColours.entries()) {
    // 0 is nothing, 1 is the colour
    nv.addColormap(`region${n}`, { R: [r, r], G: [g, g], B: [b, b], A: [0, 255], I: [0, 255] });
  }
  return nv;
}

function listenTo(nv: Niivue, { onCursor, onWindow, onDrawn }: StageEvents): void {
  nv.onLocationChange = (location) => {
    const { mm } = location as { mm: ArrayLike<number> };
    onCursor([-mm[0], -mm[1], mm[2]]);
  };
  nv.onIntensityChange = ({ cal_min = 0, cal_max = 1 }) => onWindow([cal_min, cal_max]);
  const drawScene = nv.drawScene.bind(nv);
  nv.drawScene = () => {
    const text = drawScene();
    onDrawn();
    return text;
  };
}
