import { helpOpen } from "./help-dialog.tsx";
import { shortcuts } from "./shortcuts.ts";

/** Elements in which keys write or choose. */
const writing = "input, select, textarea, [contenteditable], [role=tab], dialog[open]";

/** Makes the page do what its shortcuts say, but not while the user writes. */
export function listenForKeys(target: EventTarget): void {
  target.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, target: at } = event as KeyboardEvent;
    if (ctrlKey || metaKey || altKey) return;
    if (at instanceof Element && at.closest(writing) !== null) return;
    if (key === "?") helpOpen.value = true;
    else shortcuts.find((one) => one.key === key.toLowerCase())?.act();
  });
}
