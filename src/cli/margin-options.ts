import { type Command, InvalidArgumentError, Option } from "commander";
import type { MaskInput } from "../regions/mask-settings.ts";
import type { SettingsInput } from "../settings/settings.ts";

/** The options that make another region of a region, or around it; lengths in mm. */
export type MarginFlags = Pick<MaskInput, "grow" | "shrink" | "ring" | "rim">;

/** Adds `--grow`, `--shrink`, `--ring` and `--rim`. */
export function addMarginOptions(command: Command): Command {
  const flag = (name: keyof MarginFlags, value: string, description: string) =>
    new Option(`--${name} <${value}>`, description);
  return command
    .addOption(
      flag("grow", "mm", "grow the region by this distance, instead of what the settings say")
        .argParser(toMargin)
        .conflicts(["shrink", "ring", "rim"]),
    )
    .addOption(
      flag("shrink", "mm", "shrink the region by this distance")
        .argParser(toMargin)
        .conflicts(["grow", "ring", "rim"]),
    )
    .addOption(
      flag(
        "ring",
        "mm",
        "take instead the ring around the region, as wide as this; 2,5: from 2 to 5 mm",
      )
        .argParser(toRing)
        .conflicts(["grow", "shrink"]),
    )
    .addOption(
      flag("rim", "mm", "take the outermost mm of the region; with --ring, rim and ring together")
        .argParser(toMargin)
        .conflicts(["grow", "shrink"]),
    );
}

/** Settings with the margins of the command line instead of their own, if it has some. */
export function withMargins(
  settings: SettingsInput,
  { grow, shrink, ring, rim }: MarginFlags,
): SettingsInput {
  const given = Object.entries({ grow, shrink, ring, rim }).filter(([, mm]) => mm !== undefined);
  if (given.length === 0) return settings;
  const none = { grow: null, shrink: null, ring: null, rim: null };
  return { ...settings, mask: { ...settings.mask, ...none, ...Object.fromEntries(given) } };
}

/** The first margin given, for a command line without a mask; null if there is none. */
export function firstMargin({ grow, shrink, ring, rim }: MarginFlags): string | null {
  const [name = null] =
    Object.entries({ grow, shrink, ring, rim }).find(([, mm]) => mm !== undefined) ?? [];
  return name;
}

function toMargin(text: string): number {
  const mm = Number(text);
  if (text.trim() !== "" && Number.isFinite(mm) && mm > 0) return mm;
  throw new InvalidArgumentError("Expected a number of mm above 0.");
}

function toRing(text: string): NonNullable<MaskInput["ring"]> {
  const parts = text.split(",");
  if (parts.length === 1) return toMargin(text);
  const [inner, outer] = parts.map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (parts.length === 2 && inner >= 0 && inner < outer && Number.isFinite(outer)) {
    return { inner, outer };
  }
  throw new InvalidArgumentError(
    "Expected a number of mm above 0, or two with a comma, the smaller first.",
  );
}
