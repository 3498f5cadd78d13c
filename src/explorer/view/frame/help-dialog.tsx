import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { version } from "../../../base/version.ts";
import { Icon } from "./icon.tsx";
import { shortcuts, viewerShortcuts } from "./shortcuts.ts";

/** Whether the help is open. */
export const helpOpen = signal(false);

/** What the page is, where data go, and its keys. */
export function HelpDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = helpOpen.value;
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  const close = () => {
    helpOpen.value = false;
  };
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="help-title" onClose={close}>
      <div class="dialog-head">
        <h2 id="help-title">Help</h2>
        <button type="button" class="icon-button" aria-label="Close help" onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      <p>
        Open an image and a region, choose settings, measure, and take the table away. Everything
        happens on this machine: no file and no value leaves the browser, and nothing is stored.
      </p>
      <div class="help-keys">
        <Keys title="Keys" keys={shortcuts} />
        <Keys title="In the viewer" keys={viewerShortcuts} />
      </div>
      <p class="quiet">
        voxomics {version}. For research; it is no medical device. Views are radiological: the
        patient's left is at the right.
      </p>
    </dialog>
  );
}

function Keys({
  title,
  keys,
}: {
  readonly title: string;
  readonly keys: readonly { readonly shown: string; readonly does: string }[];
}) {
  return (
    <section>
      <h3>{title}</h3>
      <dl class="keys">
        {keys.map(({ shown, does }) => (
          <div key={shown}>
            <dt>
              <kbd>{shown}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
