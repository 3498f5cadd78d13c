// Shows an image and a region in NiiVue, measures what NiiVue has loaded, and lays a feature map over it.
import { Niivue, NVImage } from "@niivue/niivue";
import { fromNiivue, toNiivue } from "voxomics/adapters";
import { createPool, type FeatureValue, type SettingsInput } from "voxomics/browser";
import { read } from "voxomics/io";

const settings: SettingsInput = { discretise: { method: "fixedBinNumber", bins: 32 } };
const pool = createPool(); // web workers: the page stays responsive
const nv = new Niivue({ backColor: [0, 0, 0, 1], crosshairColor: [0.5, 0.5, 0.5, 1] });
await nv.attachToCanvas(element<HTMLCanvasElement>("view"));

on("show", async () => {
  const image = await read(filesOf("image")); // DICOM, NIfTI, NRRD, MetaImage, MGH
  const mask = await read(filesOf("mask"));
  for (const shown of [...nv.volumes]) nv.removeVolume(shown);
  nv.addVolume(toNiivue(image, NVImage));
  nv.addVolume(toNiivue(mask, NVImage, { colormap: "red", opacity: 0.4 }));
  return "shown";
});

on("measure", async () => {
  const { features } = await pool.extract(...shownRegion(), settings);
  element("features").replaceChildren(...features.map(rowOf));
  return `${features.length} features`;
});

on("map", async () => {
  const options = { features: ["stat_mean"] as const, radius: 1 };
  const [mean] = await pool.featureMap(...shownRegion(), options);
  nv.removeVolume(nv.volumes[1]); // the region, whose colour would mix with those of the map
  nv.addVolume(toNiivue(mean.volume, NVImage, { colormap: "viridis", opacity: 0.8 }));
  return `map of ${mean.name}`;
});

/** The image and the region, from the viewer itself: so it works for what NiiVue loaded, too. */
function shownRegion() {
  const [image, mask] = nv.volumes;
  return [fromNiivue(image), fromNiivue(mask, { label: 1 })] as const;
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
