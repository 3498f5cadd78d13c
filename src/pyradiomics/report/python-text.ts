/**
 * A number that Python holds as a float, as Python prints it: the shortest text that means the number, with a
 * point or an exponent.
 */
export function floatText(x: number): string {
  if (Number.isNaN(x)) return "nan";
  if (!Number.isFinite(x)) return x > 0 ? "inf" : "-inf";
  if (x === 0) return Object.is(x, -0) ? "-0.0" : "0.0";
  const [digits, exponent] = x.toExponential().split("e");
  const power = Number(exponent);
  if (power < -4 || power >= 16) {
    const sign = power < 0 ? "-" : "+";
    return `${digits}e${sign}${String(Math.abs(power)).padStart(2, "0")}`;
  }
  const plain = decimals(x, digits, power);
  return plain.includes(".") ? plain : `${plain}.0`;
}

/** A number of moderate size without an exponent: JavaScript writes one from 1e-7 down only. */
function decimals(x: number, digits: string, power: number): string {
  const written = String(x);
  return written.includes("e")
    ? x.toFixed(digits.replace(/[^0-9]/g, "").length - 1 - power)
    : written;
}

/** A setting as Python prints it in a dictionary: `{'binWidth': 25, 'label': None}`. */
export function reprText(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : floatText(value);
  if (typeof value === "string") return quotedText(value);
  if (Array.isArray(value)) return `[${value.map(reprText).join(", ")}]`;
  const entries = Object.entries(value).map(([key, one]) => `${quotedText(key)}: ${reprText(one)}`);
  return `{${entries.join(", ")}}`;
}

/** A text in quotes, as Python prints it. */
function quotedText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll("\\", "\\\\")
    .replaceAll("\n", "\\n")
    .replaceAll(quote, `\\${quote}`);
  return `${quote}${escaped}${quote}`;
}

/** Numbers as Python prints a tuple: `(47, 70, 7)`. */
export function tupleText(values: readonly number[], number: (x: number) => string): string {
  return `(${values.map(number).join(", ")})`;
}
