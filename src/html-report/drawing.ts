import type * as Plots from "@observablehq/plot";
import { escapeHtml, figure, type Html } from "./html.ts";

/** A drawn picture: SVG, with its size in pixels. */
export interface Picture extends Html {
  readonly width: number;
  readonly height: number;
}

/** What figures are drawn with. */
export interface Drawing {
  /** The marks of plots. */
  readonly Plot: typeof Plots;
  /**
   * Draws a plot as SVG. It is hidden from screen readers, which read the description of its figure
   * instead.
   */
  draw(options: Plots.PlotOptions): Picture;
  /**
   * A figure of pictures one below the other, which is also kept in `files`.
   *
   * @param name of its file, without the extension
   */
  figure(name: string, pictures: readonly Picture[], description: string, caption: string): Html;
  /** The figures drawn so far as SVG files of their own, by their paths beside the report: `figures/….svg`. */
  readonly files: ReadonlyMap<string, string>;
}

/** Width of a figure that takes the whole line, in pixels. */
export const fullWidth = 860;

/** Loads the libraries for plots and for HTML documents, which only reports need. */
export async function loadDrawing(): Promise<Drawing> {
  const Plot = await import("@observablehq/plot");
  const { parseHTML } = await import("linkedom");
  const files = new Map<string, string>();
  return {
    Plot,
    files,
    figure(name, pictures, description, caption) {
      files.set(`figures/${fileName(name)}.svg`, standalone(pictures, description));
      return figure({ html: pictures.map(({ html }) => html).join("") }, description, caption);
    },
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
      return {
        html: svg.outerHTML.replace(/(\d+\.\d{2})\d+/g, "$1"),
        width: Number(svg.getAttribute("width")),
        height: Number(svg.getAttribute("height")),
      };
    },
  };
}

/** Pictures one below the other as an SVG file, black on white, that needs no style sheet of a page. */
function standalone(pictures: readonly Picture[], description: string): string {
  const width = Math.max(...pictures.map((one) => one.width));
  const height = pictures.reduce((sum, one) => sum + one.height, 0);
  let top = 0;
  const placed = pictures.map((one) => {
    const inner = one.html.replace(/^<svg/, `<svg y="${top}"`);
    top += one.height;
    return inner;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11" color="black">
<desc>${escapeHtml(description)}</desc>
<rect width="100%" height="100%" fill="white"/>
${placed.join("\n")}
</svg>
`;
}

/** A name without what files may not have in theirs. */
function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{N}._-]+/gu, "-").slice(0, 120);
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
