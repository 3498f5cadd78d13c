import { effect } from "@preact/signals";
import { addressed, oneOf } from "./address.ts";

/** `system`: as the operating system has it. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const theme = addressed<Theme>("theme", "system", oneOf(themes));

effect(() => {
  document.documentElement.dataset.theme = theme.value;
});

/** Whether the page is dark now. */
export function isDark(): boolean {
  if (theme.value !== "system") return theme.value === "dark";
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

/** Changes from light to dark, or back. */
export function toggleTheme(): void {
  theme.value = isDark() ? "light" : "dark";
}
