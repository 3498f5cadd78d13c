import type { SettingsInput } from "../../settings/settings.ts";
import { addressed } from "./address.ts";

/** The settings that regions are measured with, as the user gave them. They stand in the address. */
export const settings = addressed<SettingsInput>(
  "settings",
  {},
  {
    parse: (text) => {
      try {
        const value: unknown = JSON.parse(text);
        return typeof value === "object" && value !== null ? (value as SettingsInput) : undefined;
      } catch {
        return undefined; // an address that was cut off
      }
    },
    print: JSON.stringify,
  },
);
