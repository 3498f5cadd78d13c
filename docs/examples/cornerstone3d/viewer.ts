// cornerstone3D: three planes, a brush on the left button, and slices on the wheel.
import {
  cache,
  Enums,
  init,
  metaData,
  RenderingEngine,
  setVolumesForViewports,
  type Types,
  volumeLoader,
} from "@cornerstonejs/core";
import {
  addTool,
  BrushTool,
  init as initTools,
  StackScrollTool,
  segmentation,
  Enums as ToolEnums,
  ToolGroupManager,
} from "@cornerstonejs/tools";
import type { toCornerstoneSegmentation } from "voxomics/adapters";

/** What the adapters need of cornerstone3D. */
export const cornerstone = { cache, metaData, volumeLoader };

const { AXIAL, SAGITTAL, CORONAL } = Enums.OrientationAxis;
const planes = { axial: AXIAL, sagittal: SAGITTAL, coronal: CORONAL };
export const viewportIds = Object.keys(planes);

init();
initTools();
export const engine = new RenderingEngine("engine");

export function openViewer(): void {
  for (const [viewportId, orientation] of Object.entries(planes)) {
    const element = document.getElementById(viewportId) as HTMLDivElement;
    const type = Enums.ViewportType.ORTHOGRAPHIC;
    engine.enableElement({ viewportId, type, element, defaultOptions: { orientation } });
  }
  for (const tool of [BrushTool, StackScrollTool]) addTool(tool);
  const tools = ToolGroupManager.createToolGroup("tools");
  for (const [tool, mouseButton] of [
    [BrushTool, ToolEnums.MouseBindings.Primary],
    [StackScrollTool, ToolEnums.MouseBindings.Wheel],
  ] as const) {
    tools?.addTool(tool.toolName);
    tools?.setToolActive(tool.toolName, { bindings: [{ mouseButton }] });
  }
  for (const viewportId of viewportIds) tools?.addViewport(viewportId, engine.id);
}

export function viewports(): Types.IVolumeViewport[] {
  return viewportIds.map((id) => engine.getViewport(id) as Types.IVolumeViewport);
}

/** Forgets all that is shown. */
export function removeVolumes(): void {
  segmentation.removeAllSegmentations();
  for (const { volumeId } of [...cache.getVolumes()]) cache.removeVolumeLoadObject(volumeId);
}

interface Window {
  readonly windowWidth: number;
  readonly windowCenter: number;
}

export async function showImage(volumeId: string, { windowWidth, windowCenter }: Window) {
  await setVolumesForViewports(engine, [{ volumeId }], viewportIds);
  const voiRange = {
    lower: windowCenter - windowWidth / 2,
    upper: windowCenter + windowWidth / 2,
  };
  for (const viewport of viewports()) {
    viewport.setProperties({ voiRange }, volumeId);
    viewport.render();
  }
}

const type = ToolEnums.SegmentationRepresentations.Labelmap;

export async function showSegmentation({
  segmentationId,
  data,
  config,
}: ReturnType<typeof toCornerstoneSegmentation>) {
  segmentation.addSegmentations([{ segmentationId, representation: { type, data }, config }]);
  const shown = viewportIds.map((id) => [id, [{ segmentationId }]] as const);
  await segmentation.addLabelmapRepresentationToViewportMap(
    Object.fromEntries(shown) as unknown as Record<string, [{ segmentationId: string }]>,
  );
}

export function activeSegmentation() {
  const active = segmentation.activeSegmentation.getActiveSegmentation(viewportIds[0]);
  if (!active) throw new Error("there is no segmentation yet");
  return active;
}

/** Shows or hides segmentations, whose colours would mix with those of a map. */
export function setSegmentationsVisible(isVisible: boolean): void {
  const { setSegmentationRepresentationVisibility } = segmentation.config.visibility;
  for (const viewportId of viewportIds) {
    for (const { segmentationId } of segmentation.state.getSegmentations()) {
      setSegmentationRepresentationVisibility(viewportId, { segmentationId, type }, isVisible);
    }
  }
}
