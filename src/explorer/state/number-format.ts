import { computed } from "@preact/signals";
import { addressed, oneOf } from "./address.ts";

/** Languages whose way of writing numbers the tables know. Files are always written with a point. */
export const numberLanguages = ["en", "de"] as const;
export type NumberLanguage = (typeof numberLanguages)[number];

export const numberLanguage = addressed<NumberLanguage>("numbers", "en", oneOf(numberLanguages));

const locale = computed(() => (numberLanguage.value === "de" ? "de-DE" : "en-GB"));

/** A number in a table: about `digits` significant digits. */
export function shownNumber(value: number, digits = 6): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  const extreme = size !== 0 && (size >= 1e9 || size < 1e-4);
  return value.toLocaleString(locale.value, {
    maximumSignificantDigits: digits,
    ...(extreme && { notation: "scientific" }),
  });
}

/** A position in mm, to a hundredth. */
export function shownLength(mm: number): string {
  const rounded = Math.round(mm * 100) / 100 + 0; // no -0
  return rounded.toLocaleString(locale.value, { maximumFractionDigits: 2 });
}

/** A whole number with its thousands grouped. */
export function shownCount(value: number): string {
  return value.toLocaleString(locale.value, { maximumFractionDigits: 0 });
}
