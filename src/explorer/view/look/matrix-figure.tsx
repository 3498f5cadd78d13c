import { useCallback } from "preact/hooks";
import { shownCount } from "../../state/number-format.ts";
import type { ShownMatrix, ShownMatrixFamily } from "../../work/matrices.ts";
import type { Library } from "./draw-plot.ts";
import { levelPicture, sizeCells } from "./matrix-cells.ts";
import { NumbersTable } from "./numbers-table.tsx";
import { PlotFigure } from "./plot-figure.tsx";

/** What the columns of a family's matrix are. */
const columns: Readonly<Record<ShownMatrixFamily, string>> = {
  glcm: "grey level of the neighbour",
  glrlm: "length of the run, voxels",
  glszm: "size of the zone, voxels",
  gldzm: "distance from the border",
  ngldm: "dependence",
};

/** The part of the colours that is used: the darkest are too near to a dark page. */
const colourRange = [0.1, 1] as const;

/** The most entries that the table lists. */
const listed = 200;

/** A matrix as a picture; the more a cell counts, the stronger its colour, on a logarithmic scale. */
export function MatrixFigure({
  matrix,
  family,
  isSmall,
}: {
  readonly matrix: ShownMatrix;
  readonly family: ShownMatrixFamily;
  readonly isSmall: boolean;
}) {
  const plot = useCallback(
    (Plot: Library, width: number) => ({
      width,
      height: isSmall ? width : Math.min(width, 460),
      marginLeft: isSmall ? 28 : 44,
      marginBottom: isSmall ? 22 : 36,
      marginTop: isSmall ? 6 : 20,
      color: {
        ...{ type: "log" as const, scheme: "viridis" as const, range: colourRange },
        ...{ legend: !isSmall, label: "count", ticks: 5, tickFormat: ",d", width: 220 },
      },
      y: { label: isSmall ? null : "grey level", ticks: isSmall ? 3 : 8, grid: false },
      x: {
        label: isSmall ? null : columns[family],
        ticks: isSmall ? 3 : 8,
        ...(family === "glcm" ? {} : { type: "log" as const, tickFormat: "~s" }),
      },
      marks: [
        family === "glcm" ? levelMark(Plot, matrix) : sizeMark(Plot, matrix),
        Plot.frame({ stroke: "var(--line-strong)" }),
      ],
    }),
    [matrix, family, isSmall],
  );
  const largest = [...matrix.n.keys()].sort((a, b) => matrix.n[b] - matrix.n[a]).slice(0, listed);
  const [top] = largest;
  return (
    <PlotFigure
      title={titleOf(matrix)}
      description={
        isSmall
          ? `${shownCount(matrix.total)} counts`
          : `${shownCount(matrix.levels)} grey levels, ${shownCount(matrix.total)} counts in ${shownCount(
              matrix.n.length,
            )} cells; the largest is ${shownCount(matrix.n[top] ?? 0)}, of level ${matrix.i[top]} with ${
              columns[family]
            } ${matrix.j[top]}.`
      }
      plot={plot}
      {...(!isSmall && {
        children: (
          <NumbersTable
            columns={["grey level", columns[family], "count"]}
            rows={largest.map((e) => [matrix.i[e], matrix.j[e], matrix.n[e]])}
          />
        ),
      })}
    />
  );
}

function levelMark(Plot: Library, matrix: ShownMatrix) {
  const { size, step, counts } = levelPicture(matrix);
  const end = size * step + 0.5;
  return Plot.raster(counts, {
    width: size,
    height: size,
    x1: 0.5,
    x2: end,
    y1: 0.5,
    y2: end,
    imageRendering: "pixelated",
  });
}

function sizeMark(Plot: Library, matrix: ShownMatrix) {
  return Plot.rect(sizeCells(matrix), {
    x1: "sizeFrom",
    x2: "sizeTo",
    y1: (cell) => cell.levelFrom - 0.5,
    y2: (cell) => cell.levelTo - 0.5,
    fill: "count",
    inset: 0,
    shapeRendering: "crispEdges",
  });
}

function titleOf({ slice, direction }: ShownMatrix): string {
  if (direction !== null) return `Direction ${direction.join(", ")}`;
  return slice === null ? "All directions and slices" : `Slice ${slice}`;
}
