import { SettingsLink } from "./settings-link.tsx";

/** Says that the settings need a mask of white matter, and where it is chosen. */
export function LacksWhiteMatter() {
  return (
    <p class="notice warn">
      The settings normalise the image by its white stripe, and no mask of white matter is chosen.
      Choose one below Normalise in the panel <SettingsLink />.
    </p>
  );
}
