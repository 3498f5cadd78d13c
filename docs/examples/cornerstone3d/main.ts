// Shows an image and a segmentation in cornerstone3D, measures the active segment, and lays a feature map over the image.
import { volumeLoader } from "@cornerstonejs/core";
import {
  fromCornerstoneSegmentation,
  imageOfCornerstoneSegmentation,
  toCornerstone,
  toCornerstoneSegmentation,
} from "voxomics/adapters";
import { createPool, type FeatureValue, type SettingsInput } from "voxomics/browser";
import { read } from "voxomics/io";
import { hideMap, showMap } from "./map.ts";
import {
  activeSegmentation,
  cornerstone,
  openViewer,
  removeVolumes,
  showImage,
  showSegmentation,
} from "./viewer.ts";

const settings: SettingsInput = { discretise: { method: "fixedBinNumber", bins: 32 } };
const pool = createPool(); // web workers: the page stays responsive
openViewer();

on("show", async () => {
  const image = await read(filesOf("image")); // DICOM, NIfTI, NRRD, MetaImage, MGH
  const labels = await read(filesOf("mask"));
  hideMap();
  removeVolumes();
  const local = toCornerstone(image);
  volumeLoader.createLocalVolume("image", local).modified();
  await showImage("image", local.metadata.voiLut[0]);
  const options = { segmentationId: "segmentation", referencedVolumeId: "image" };
  await showSegmentation(toCornerstoneSegmentation(labels, cornerstone, options));
  return "shown";
});

on("measure", async () => {
  const { features } = await pool.extract(...activeRegion(), settings);
  element("features").replaceChildren(...features.map(rowOf));
  return `${features.length} features`;
});

on("map", async () => {
  const options = { features: ["stat_mean"] as const, radius: 1 };
  const [mean] = await pool.featureMap(...activeRegion(), options);
  hideMap();
  await showMap(toCornerstone(mean.volume));
  return `map of ${mean.name}`;
});

/** The image and the active segment, from the viewer itself: so it is measured as it has been drawn. */
function activeRegion() {
  const segmentation = activeSegmentation();
  const image = imageOfCornerstoneSegmentation(segmentation, cornerstone);
  return [image, fromCornerstoneSegmentation(segmentation, cornerstone)] as const;
}

function rowOf({ tag, name, value, unit }: FeatureValue): HTMLTableRowElement {
  const row = document.createElement("tr");
  for (const text of [tag, name, value, unit]) row.insertCell().textContent = `${text ?? ""}`;
  return row;
}

/** Does the work of a button, and says what came of it. */
function on(button: string, work: () => Promise<string>): void {
  element(button).addEventListener("click", async () => {
    element("message").textContent = "working";
    element("message").textContent = await work().catch((error: Error) => error.message);
  });
}

function filesOf(id: string): File[] {
  return [...(element<HTMLInputElement>(id).files ?? [])];
}

function element<E extends HTMLElement>(id: string): E {
  return document.getElementById(id) as E;
}
