/** The panel Settings. */
export function SettingsPanel() {
  return <p class="quiet">Settings</p>;
}
