/** Three digits, and powers of ten where a number is small. */
export function short(value: number | null): string {
  if (value === null) return "";
  if (value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e5)) {
    return value.toExponential(1).replace("e-", "e−").replace("e+", "e").replace(/^-/, "−");
  }
  return String(Number(value.toPrecision(3))).replace("-", "−");
}
