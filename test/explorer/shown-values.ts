import type { Page } from "playwright-core";

/** A line of the table of features, as the page shows it. */
export interface ShownLine {
  readonly name: string;
  readonly code: string;
  readonly method: string;
  /** In full; null where there is none. */
  readonly values: readonly (number | null)[];
  readonly text: readonly string[];
}

/** All lines of the table of features, from its top to its end: only those in sight are drawn. */
export async function shownValues(page: Page): Promise<readonly ShownLine[]> {
  return page.evaluate(async () => {
    const scroller = document.querySelector(".table-scroller") as HTMLElement;
    const lines = new Map<number, ShownLine>();
    const text = (parent: Element, selector: string) =>
      parent.querySelector(selector)?.textContent ?? "";
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let top = 0; top < scroller.scrollHeight; top += 200) {
      scroller.scrollTop = top;
      await frame();
      await frame();
      scroller.querySelectorAll(".feature-line").forEach((line) => {
        const cells = Array.from(line.querySelectorAll("td.value"));
        lines.set(Number(line.getAttribute("aria-rowindex")), {
          name: text(line, ".feature-name span"),
          code: text(line, ".code"),
          method: text(line, ".method"),
          values: cells.map((cell) => {
            const value = cell.querySelector("data")?.value;
            return value === undefined ? null : Number(value);
          }),
          text: cells.map((cell) => text(cell, "data")),
        });
      });
    }
    return [...lines].sort(([a], [b]) => a - b).map(([, line]) => line);
  });
}
