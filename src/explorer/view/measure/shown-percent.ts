import { shownNumber } from "../../state/number-format.ts";

/** A fraction as a change in percent, with its sign: `+12.3 %`. */
export function shownPercent(fraction: number): string {
  const size = shownNumber(Math.abs(100 * fraction), 3);
  return `${fraction < 0 ? "−" : "+"}${size} %`;
}
