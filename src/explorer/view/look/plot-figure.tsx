import type * as Plots from "@observablehq/plot";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Scroller } from "../frame/scroller.tsx";
import { drawPlot, type Library, loadPlots } from "./draw-plot.ts";
import { useWidth } from "./use-width.ts";

/** A plot with its title, what it shows in words, and its numbers as a table. */
export function PlotFigure({
  title,
  description,
  plot,
  children,
}: {
  readonly title: string;
  readonly description: string;
  /** What is drawn, for a width in pixels. It is to stay the same function until what it draws changes. */
  readonly plot: (Plot: Library, width: number) => Plots.PlotOptions;
  /** The text alternative: a table of what the plot shows. */
  readonly children?: ComponentChildren;
}) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  useEffect(() => {
    let gone = false;
    loadPlots().then((Plot) => {
      if (gone || width < 50) return;
      place.current?.replaceChildren(drawPlot(Plot, plot(Plot, width)));
    });
    return () => {
      gone = true;
    };
  }, [plot, width]);
  return (
    <figure class="plot-figure">
      <figcaption>
        <h3>{title}</h3>
        <p class="quiet">{description}</p>
      </figcaption>
      <div ref={place} class="plot-place" />
      {children !== undefined && (
        <details class="plot-numbers">
          <summary>The numbers</summary>
          <Scroller label={`The numbers: ${title}`}>{children}</Scroller>
        </details>
      )}
    </figure>
  );
}
