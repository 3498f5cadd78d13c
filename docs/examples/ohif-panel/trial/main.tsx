// Tries the panel without OHIF: a stack of images and a segmentation, in cornerstone3D as OHIF has them.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { read } from "voxomics/io";
import extension from "../extension.tsx";
import { servicesManager, viewportId } from "./services.ts";
import { openViewport, showStack } from "./stack.ts";

openViewport(document.getElementById("view") as HTMLDivElement, viewportId);
const [{ component: Panel }] = extension.getPanelModule({ servicesManager });
createRoot(document.getElementById("panel") as HTMLElement).render(
  <StrictMode>
    <Panel />
  </StrictMode>,
);

document.getElementById("show")?.addEventListener("click", async () => {
  const [image, labels] = await Promise.all(["image", "mask"].map((id) => read(filesOf(id))));
  await showStack(image, labels, viewportId);
});

function filesOf(id: string): File[] {
  return [...((document.getElementById(id) as HTMLInputElement).files ?? [])];
}
