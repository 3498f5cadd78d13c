import type * as Plots from "@observablehq/plot";
import type { Html } from "./html.ts";

/** What figures are drawn with. */
export interface Drawing {
  /** The marks of plots. */
  readonly Plot: typeof Plots;
  /**
   * Draws a plot as SVG. It is hidden from screen readers, which read the description of its figure
   * instead.
   */
  draw(options: Plots.PlotOptions): Html;
}

/** Width of a figure that takes the whole line, in pixels. */
export const fullWidth = 860;

/** Loads the libraries for plots and for HTML documents, which only reports need. */
export async function loadDrawing(): Promise<Drawing> {
  const Plot = await import("@observablehq/plot");
  const { parseHTML } = await import("linkedom");
  return {
    Plot,
    draw(options) {
      const { document } = parseHTML("<!doctype html><html><body></body></html>");
      const svg = Plot.plot({
        ...options,
        document,
        style: { fontFamily: "inherit", fontSize: "11px" },
      });
      svg.setAttribute("aria-hidden", "true");
      svg.setAttribute("focusable", "false");
      // a hundredth of a pixel is enough; more digits only make the file larger
      return { html: svg.outerHTML.replace(/(\d+\.\d{2})\d+/g, "$1") };
    },
  };
}

/** The most characters of a name beside an axis. */
const longest = 62;

/** Room for names beside an axis, in pixels. */
export function marginFor(names: readonly string[]): number {
  return 24 + 6.7 * Math.min(longest, Math.max(0, ...names.map(({ length }) => length)));
}

/**
 * A name of at most `most` characters: the middle of a longer one is left out, since names differ at
 * their ends.
 */
export function fitted(name: string, most: number = longest): string {
  if (name.length <= most) return name;
  const end = Math.floor((most - 1) / 2);
  return `${name.slice(0, most - 1 - end)}…${name.slice(-end)}`;
}
