import { panel } from "../../state/panel.ts";

/** A link that opens the panel *Settings*. */
export function SettingsLink() {
  return (
    <button
      type="button"
      class="link"
      onClick={() => {
        panel.value = "settings";
      }}
    >
      Settings
    </button>
  );
}
