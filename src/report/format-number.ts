/** A number for people: six significant digits, but whole numbers in full up to 10^12. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return String(value);
  if (size >= 1e12 || (size > 0 && size < 1e-4)) return shortExponent(value);
  if (size >= 1e5) return String(Math.round(value));
  return String(Number(value.toPrecision(6)));
}

function shortExponent(value: number): string {
  const [digits, exponent] = value.toExponential(5).split("e");
  return `${Number(digits)}e${exponent}`;
}
