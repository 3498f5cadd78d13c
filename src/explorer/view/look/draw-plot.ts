import type * as Plots from "@observablehq/plot";

/** The library of plots, loaded when the first plot is drawn. */
export type Library = typeof import("./plot-library.ts");

export const loadPlots = (): Promise<Library> => import("./plot-library.ts");

/**
 * Draws a plot as SVG that needs no style sheet of its own, which the policy of the page forbids. A legend of colours
 * stands before it.
 */
export function drawPlot(Plot: Library, options: Plots.PlotOptions): Element {
  const drawn = Plot.plot({ ...options, style: { background: "none", fontFamily: "inherit" } });
  drawn.querySelectorAll("style").forEach((style) => {
    style.remove();
  });
  const parts =
    drawn.tagName === "FIGURE" ? Array.from(drawn.querySelectorAll(":scope > svg")) : [];
  const place = document.createElement("div");
  place.setAttribute("aria-hidden", "true");
  place.append(...(parts.length > 0 ? parts : [drawn]));
  place.querySelectorAll(":scope > svg").forEach((svg, n) => {
    svg.classList.add(n === Math.max(0, parts.length - 1) ? "plot" : "plot-legend");
    svg.setAttribute("focusable", "false");
  });
  return place;
}
