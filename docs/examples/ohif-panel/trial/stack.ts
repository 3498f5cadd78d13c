// A viewport with a stack of images and a label map of images, a brush on the left button and slices on the wheel.
import {
  Enums,
  imageLoader,
  init,
  RenderingEngine,
  type Types,
  utilities,
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
import type { Volume } from "voxomics";
import { toCornerstone } from "voxomics/adapters";

init();
initTools();
const engine = new RenderingEngine("engine");

export function openViewport(element: HTMLDivElement, viewportId: string): void {
  engine.enableElement({ viewportId, type: Enums.ViewportType.STACK, element });
  const tools = ToolGroupManager.createToolGroup("tools");
  for (const [tool, mouseButton] of [
    [BrushTool, ToolEnums.MouseBindings.Primary],
    [StackScrollTool, ToolEnums.MouseBindings.Wheel],
  ] as const) {
    addTool(tool);
    tools?.addTool(tool.toolName);
    tools?.setToolActive(tool.toolName, { bindings: [{ mouseButton }] });
  }
  tools?.addViewport(viewportId, engine.id);
}

/** Shows the middle slice of an image, and a segmentation whose segment 1 is active. */
export async function showStack(image: Volume, labels: Volume, viewportId: string): Promise<void> {
  const imageIds = slicesOf(image);
  const drawn = imageLoader.createAndCacheDerivedLabelmapImages(imageIds);
  for (const [k, { voxelManager }] of drawn.entries()) {
    const slice = sliceOf(labels, k);
    for (let v = 0; v < slice.length; v++) voxelManager?.setAtIndex(v, slice[v]);
  }
  const viewport = engine.getViewport(viewportId) as Types.IStackViewport;
  await viewport.setStack(imageIds, Math.floor(imageIds.length / 2));
  viewport.render();
  const type = ToolEnums.SegmentationRepresentations.Labelmap;
  const data = { imageIds: drawn.map(({ imageId }) => imageId), referencedImageIds: imageIds };
  const config = { segments: { 1: { label: "Tumour", active: true } } };
  const segmentationId = "segmentation";
  segmentation.addSegmentations([{ segmentationId, representation: { type, data }, config }]);
  await segmentation.addLabelmapRepresentationToViewport(viewportId, [{ segmentationId }]);
}

/** Puts the slices of an image into the cache, with their metadata, as a loader of DICOM does. */
function slicesOf(image: Volume): string[] {
  const { metadata, direction, dimensions, spacing, origin } = toCornerstone(image);
  return Array.from({ length: dimensions[2] }, (_, k) => {
    const imageId = `slice-${k}`;
    const local = imageLoader.createAndCacheLocalImage(imageId, {
      scalarData: sliceOf(image, k) as Types.PixelDataTypedArray,
      dimensions: [dimensions[0], dimensions[1]],
      spacing: [spacing[0], spacing[1]],
      origin: [0, 1, 2].map((a) => origin[a] + k * spacing[2] * direction[6 + a]) as Types.Point3,
      direction,
      frameOfReferenceUID: "1.2.3",
    });
    Object.assign(local, metadata.voiLut[0]); // its window
    utilities.genericMetadataProvider.add(imageId, {
      type: "generalSeriesModule",
      metadata: { modality: metadata.Modality, seriesInstanceUID: "1.2.4" },
    });
    return imageId;
  });
}

function sliceOf(volume: Volume, k: number) {
  const voxels = volume.size[0] * volume.size[1];
  return toCornerstone(volume).scalarData.subarray(k * voxels, (k + 1) * voxels);
}
