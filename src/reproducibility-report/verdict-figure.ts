import { type Drawing, fullWidth, marginFor } from "../html-report/drawing.ts";
import type { Html } from "../html-report/html.ts";
import { countVerdicts } from "./family-summary.ts";
import { type FamilyGroup, type ImageGroup, imageTitle } from "./named-agreement.ts";
import { verdictColours, verdictScale } from "./verdict-colours.ts";
import { verdictLegend } from "./verdict-legend.ts";

/** A bar for each family, divided by verdict; the numbers in it are numbers of features. */
export function verdictFigure(drawing: Drawing, { image, families }: ImageGroup): Html {
  const { Plot, draw } = drawing;
  const bars = families.flatMap(barsOf);
  const names = families.map(({ family }) => family);
  const y = { label: null, domain: names } as const;
  const svg = draw({
    width: fullWidth,
    height: 72 + 24 * names.length,
    marginLeft: marginFor(names),
    marginTop: 6,
    marginBottom: 40, // room for the label below the numbers
    x: { label: "part of the family's features (%)", domain: [0, 100], grid: true },
    y,
    color: verdictScale,
    marks: [
      Plot.barX(bars, {
        y: "family",
        x1: "from",
        x2: "to",
        fill: "word",
        stroke: "currentColor",
        strokeWidth: 0.6,
      }),
      Plot.text(
        bars.filter(({ from, to }) => to - from >= 2.5),
        { y: "family", x: "middle", text: "text", fill: "colour", fontWeight: "bold" },
      ),
    ],
  });
  return drawing.figure(
    `verdicts-${image}`,
    [verdictLegend(), svg],
    `${imageTitle(image)}: bars of the part of each family's features that has each verdict. The numbers are in the table that follows.`,
    `${imageTitle(image)}. Verdicts by the lower bound of the interval of the intraclass correlation: from 0.9 excellent, from 0.75 good, from 0.5 moderate, below poor. Numbers in the bars are numbers of features.`,
  );
}

function barsOf({ family, members }: FamilyGroup) {
  let to = 0;
  return [...countVerdicts(members)].flatMap(([word, count]) => {
    const from = to;
    to += (100 * count) / members.length;
    const { text: colour } = verdictColours[word];
    const bar = { family, word, from, to, middle: (from + to) / 2, text: String(count), colour };
    return count === 0 ? [] : [bar];
  });
}
