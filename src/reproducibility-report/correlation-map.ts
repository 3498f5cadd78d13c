import type { RenderFunction } from "@observablehq/plot";

/** Correlations are rounded to multiples of 1 / `steps`, so that equal colours can share a path. */
const steps = 20;

/**
 * A mark for a plot: a correlation matrix as square cells. Row and column n of the map are row and column
 * `order[n]` of the matrix.
 *
 * All cells of one colour are one path, in which neighbouring cells of a row are one rectangle. A map of
 * 400 features has 160,000 cells, too many for an element each.
 *
 * @param order n indices of features
 * @param correlations n rows of n correlations; NaN is left white
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

/** SVG path commands by colour (the rounded correlation), in units of cells; NaN has none. */
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
