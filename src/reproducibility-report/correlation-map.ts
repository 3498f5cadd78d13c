import type { RenderFunction } from "@observablehq/plot";

/** Correlations are drawn in steps of 1 / this. */
const steps = 20;

/**
 * A mark of square cells in the scales of the plot, row and column n of the matrix at `order[n]`.
 *
 * Cells of one colour are one path, and those beside each other one rectangle of it: a map of 400
 * features has 160,000 cells, which no page wants as elements of their own.
 */
export function correlationMap(
  order: readonly number[],
  correlations: readonly Float64Array[],
): RenderFunction {
  return (_index, { x, y, color }, _values, _dimensions, { document }) => {
    if (x === undefined || y === undefined || color === undefined) return null;
    const group = document.createElementNS(svgNamespace, "g");
    const [left, top] = [Number(x(0)), Number(y(0))];
    const [width, height] = [Number(x(1)) - left, Number(y(1)) - top];
    group.setAttribute("transform", `translate(${left},${top}) scale(${width},${height})`);
    group.setAttribute("shape-rendering", "crispEdges");
    for (const [step, path] of pathsByStep(order, correlations)) {
      const element = document.createElementNS(svgNamespace, "path");
      element.setAttribute("fill", String(color(step / steps)));
      element.setAttribute("d", path.join(""));
      group.append(element);
    }
    return group;
  };
}

const svgNamespace = "http://www.w3.org/2000/svg";

/** Rectangles of each colour in units of cells; what has no correlation has no colour. */
function pathsByStep(order: readonly number[], correlations: readonly Float64Array[]) {
  const paths = new Map<number, string[]>();
  order.forEach((row, y) => {
    const found = order.map((column) => Math.round(correlations[row][column] * steps));
    for (let x = 0; x < found.length; ) {
      let end = x + 1;
      while (end < found.length && found[end] === found[x]) end++;
      const path = paths.get(found[x]) ?? [];
      if (!Number.isNaN(found[x])) paths.set(found[x], path);
      path.push(`M${x} ${y}h${end - x}v1h${x - end}z`);
      x = end;
    }
  });
  return paths;
}
