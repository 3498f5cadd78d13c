import { fullWidth, type Picture } from "../html-report/drawing.ts";
import { html } from "../html-report/html.ts";
import { verdictColours, verdictWords } from "./verdict-colours.ts";

/** What each verdict means, beside its colour. */
const meanings = {
  excellent: "excellent: from 0.9",
  good: "good: from 0.75",
  moderate: "moderate: from 0.5",
  poor: "poor: below 0.5",
  "no verdict": "no verdict",
} as const;

/** A line of the verdicts' colours with their names and lower bounds, to stand above a figure. */
export function verdictLegend(): Picture {
  const [width, height] = [fullWidth, 22];
  const boxes = verdictWords.map((word, n) => {
    const x = 4 + n * 150;
    return html`<rect x="${x}" y="5" width="12" height="12" fill="${verdictColours[word].fill}" stroke="currentColor" stroke-width="0.6"/><text x="${x + 18}" y="15">${meanings[word]}</text>`;
  });
  const { html: svg } =
    html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" fill="currentColor" font-family="inherit" font-size="11px" aria-hidden="true" focusable="false">${boxes}</svg>`;
  return { html: svg, width, height };
}
