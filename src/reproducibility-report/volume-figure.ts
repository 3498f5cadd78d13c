import { type Drawing, fullWidth, marginFor } from "../html-report/drawing.ts";
import type { Html } from "../html-report/html.ts";
import type { NamedAgreement } from "./named-agreement.ts";
import type { VolumeSummary } from "./reproducibility-report.ts";

/** A line for each family, on which every feature has a mark at its correlation with the volume. */
export function volumeFigure(
  drawing: Drawing,
  features: readonly NamedAgreement[],
  { column, correlations }: VolumeSummary,
  threshold: number,
): Html | null {
  const { Plot, draw } = drawing;
  const marks = features.flatMap(({ feature, family }) => {
    const { value } = correlations[feature];
    return value === null || feature === column ? [] : [{ family, value }];
  });
  if (marks.length === 0) return null;
  const names = [...new Set(features.map(({ family }) => family))];
  const svg = draw({
    width: fullWidth,
    height: 52 + 24 * names.length,
    marginLeft: marginFor(names),
    marginTop: 6,
    marginBottom: 40, // room for the label below the numbers
    x: { label: `correlation with ${column}`, domain: [-1, 1], grid: true },
    y: { label: null, domain: names },
    marks: [
      Plot.ruleX([0], { stroke: "currentColor" }),
      Plot.ruleX([-threshold, threshold], { stroke: "currentColor", strokeDasharray: "3,3" }),
      Plot.tickX(marks, { x: "value", y: "family", strokeOpacity: 0.7, inset: 3 }),
    ],
  });
  const beyond = marks.filter(({ value }) => Math.abs(value) >= threshold).length;
  return drawing.figure(
    "volume",
    [svg],
    `The correlation of ${marks.length} features with the volume of the region, a line for each family. The numbers are in the table of all features.`,
    `Correlation of ${marks.length} features with the volume of the region (${column}), by family. Of them ${beyond} have an absolute correlation of at least ${threshold} (dashed lines): they say little more than how large the region is.`,
  );
}
