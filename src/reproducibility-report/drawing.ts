import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { Html } from "./html.ts";

/** Colours of the verdicts: told apart by readers with colour vision deficiency, and in print. */
export const verdictColours = {
  excellent: "#1b7837",
  good: "#7fbf7b",
  moderate: "#e08214",
  poor: "#b2182b",
} as const;

/** Draws a plot as SVG. What it shows is said by the figure around it, so readers aloud skip it. */
export function draw(options: Plot.PlotOptions): Html {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const svg = Plot.plot({
    ...options,
    document,
    style: { fontFamily: "inherit", fontSize: "11px", ...(options.style as object | undefined) },
  });
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  // many digits of a pixel make large files and no better pictures
  return { html: svg.outerHTML.replace(/(\d+\.\d{2})\d+/g, "$1") };
}

/** Room for names beside an axis, in pixels. */
export function marginFor(names: readonly string[]): number {
  return Math.min(430, 24 + 6.7 * Math.max(...names.map(({ length }) => length)));
}

export { Plot };
