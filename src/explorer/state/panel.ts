import { addressed, oneOf } from "./address.ts";

/** The panels at the right, by the names that stand in the address. */
export const panelIds = ["settings", "features", "plots", "validate"] as const;
export type PanelId = (typeof panelIds)[number];

/** The panel that is open. */
export const panel = addressed<PanelId>("panel", "settings", oneOf(panelIds));

const widths = ["narrow", "wide"] as const;

/** How much of the page the panels take. */
export const panelWidth = addressed<(typeof widths)[number]>("width", "narrow", oneOf(widths));
