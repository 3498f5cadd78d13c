import { dragging } from "./drops.ts";

/** Covers the page while files are held over it. */
export function DropHint() {
  if (!dragging.value) return null;
  return (
    <div class="drop-hint" aria-hidden="true">
      <p>Drop images, masks or whole folders</p>
    </div>
  );
}
