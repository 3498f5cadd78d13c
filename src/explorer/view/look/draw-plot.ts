import type * as Plots from "@observablehq/plot";

/** The library of plots, loaded when the first plot is drawn. */
export type Library = typeof import("./plot-library.ts");

export const loadPlots = (): Promise<Library> => import("./plot-library.ts");

/** Draws a plot as SVG that needs no style sheet of its own, which the policy of the page forbids. */
export function drawPlot(Plot: Library, options: Plots.PlotOptions): Element {
  const svg = Plot.plot({ ...options, style: { background: "none", fontFamily: "inherit" } });
  svg.querySelectorAll("style").forEach((style) => {
    style.remove();
  });
  svg.classList.add("plot");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  return svg;
}
