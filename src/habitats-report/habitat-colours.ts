// Okabe and Ito, Color universal design (2008): colours that readers with any kind of colour vision tell apart

const told = ["#E69F00", "#0072B2", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442"] as const;

/** The colour of a habitat, by its number from 1. Beyond seven, hues are spread by the golden angle. */
export function habitatColour(label: number): string {
  return told[label - 1] ?? hueColour((label * 137.508) % 360);
}

/** Red, green and blue of a colour `#rrggbb`, from 0 to 255. */
export function rgbOf(colour: string): readonly [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** The colours of habitats as the scale of a plot. */
export function habitatScale(habitats: readonly { readonly label: number }[]) {
  const labels = habitats.map(({ label }) => label);
  return { type: "categorical" as const, domain: labels, range: labels.map(habitatColour) };
}

/** A colour of full saturation and middle lightness. */
function hueColour(hue: number): string {
  const part = (n: number) => {
    const k = (n + hue / 30) % 12;
    const value = 0.55 - 0.4 * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(255 * value)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${part(0)}${part(8)}${part(4)}`;
}
