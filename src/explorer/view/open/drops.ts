import { signal } from "@preact/signals";
import { openFiles } from "../../state/open-case.ts";
import { droppedFiles } from "./dropped-files.ts";

/** Whether files are held over the page. */
export const dragging = signal(false);

/** Opens files that are dropped anywhere on the page. */
export function listenForDrops(target: EventTarget): void {
  let inside = 0; // how many elements the pointer entered and did not leave
  const isOfFiles = (event: Event) => (event as DragEvent).dataTransfer?.types.includes("Files");
  target.addEventListener("dragenter", (event) => {
    if (!isOfFiles(event)) return;
    event.preventDefault();
    inside++;
    dragging.value = true;
  });
  target.addEventListener("dragover", (event) => {
    if (isOfFiles(event)) event.preventDefault();
  });
  target.addEventListener("dragleave", (event) => {
    if (!isOfFiles(event)) return;
    inside--;
    dragging.value = inside > 0;
  });
  target.addEventListener("drop", async (event) => {
    const { dataTransfer } = event as DragEvent;
    if (dataTransfer === null || !isOfFiles(event)) return;
    event.preventDefault();
    inside = 0;
    dragging.value = false;
    await openFiles(await droppedFiles(dataTransfer));
  });
}
