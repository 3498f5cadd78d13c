import type { ComponentType } from "preact";
import type { PanelId } from "../state/panel.ts";

/** A panel at the right of the page. */
export interface Panel {
  readonly id: PanelId;
  readonly title: string;
  /** Its component, loaded when the panel is first opened. */
  readonly load: () => Promise<ComponentType>;
}

/** The panels, in the order of their tabs. A new one is a file, a line here, and a name in `state/panel.ts`. */
export const panels: readonly Panel[] = [
  {
    id: "settings",
    title: "Settings",
    load: async () => (await import("./set/settings-panel.tsx")).SettingsPanel,
  },
  {
    id: "features",
    title: "Features",
    load: async () => (await import("./measure/features-panel.tsx")).FeaturesPanel,
  },
  {
    id: "plots",
    title: "Plots",
    load: async () => (await import("./look/plots-panel.tsx")).PlotsPanel,
  },
  {
    id: "validate",
    title: "Validate",
    load: async () => (await import("./trust/validate-panel.tsx")).ValidatePanel,
  },
];
