/**
 * Draws a picture of README.md and one of docs/feature-maps.md: `npm run pictures`. Needs Chromium, which writes WebP.
 *
 * `tumour.webp`: a made-up lesion with its region, a map of one texture feature, and a filter's response, for the maps.
 * `consensus.svg`: every value of the IBSI digital phantom, in the ring of its consensus value, for README.md.
 */
import { writeFileSync } from "node:fs";
import { encode } from "fast-png";
import { groupBy } from "../src/base/group-by.ts";
import { loadDrawing, marginFor } from "../src/html-report/drawing.ts";
import { applyFilter, featureMap, type Volume } from "../src/index.ts";
import { familyHeading } from "../src/report/family-heading.ts";
import { digitalPhantom, validateIbsi1 } from "../src/validate.ts";
import { openChromium } from "../test/browser/open-chromium.ts";
import { type Colour, grey, viridis } from "./pictures/colours.ts";
import { joinPanels, type Panel, paintSlice } from "./pictures/panels.ts";
import { syntheticTumour } from "./pictures/synthetic-tumour.ts";
import { toWebp } from "./pictures/to-webp.ts";

const { image, mask } = syntheticTumour();
const middle = Math.floor(image.size[2] / 2);

const [entropy] = featureMap(image, mask, {
  features: ["cm_joint_entr_3D_comb"],
  radius: 2,
  settings: { discretise: { method: "fixedBinSize", width: 25 } },
});
const response = applyFilter(image, { type: "laplacianOfGaussian", sigma: 2.5 });

const plain = (volume: Volume, range: readonly [number, number], colour: Colour): Panel =>
  paintSlice(volume, middle, range, colour);
const panels = [
  { ...plain(image, [-120, 220], grey), outline: mask },
  { ...plain(image, [-120, 220], grey), over: plain(entropy.volume, [1.5, 5.5], viridis) },
  { ...plain(response, [-14, 14], viridis), outline: mask },
];
const browser = await openChromium();
writeFileSync("docs/pictures/tumour.webp", await toWebp(encode(joinPanels(panels)), browser));
await browser.close();

const compared = [...validateIbsi1("digitalPhantom", digitalPhantom())].flatMap(
  ({ comparisons }) => comparisons,
);
const dots = compared.flatMap(({ family, feature, reference, outcome }) =>
  reference.value === null || feature?.value == null || outcome === "no-consensus"
    ? []
    : [{ family: titleOf(family), computed: feature.value, consensus: reference.value, outcome }],
);
const counts = [...groupBy(dots, ({ family }) => family)].map(([family, all]) => ({
  family,
  text: `${all.filter(({ outcome }) => outcome === "agrees").length} of ${all.length}`,
}));
const families = counts.map(({ family }) => family);

const { draw, Plot } = await loadDrawing();
const { html } = draw({
  width: 860,
  height: 330,
  marginLeft: marginFor(families),
  marginRight: 80,
  marginBottom: 40,
  x: {
    type: "symlog",
    constant: 0.01,
    ticks: [-10, -1, 0, 1, 100, 1e4],
    label: "value: published (rings) and measured (dots)",
    labelAnchor: "center",
  },
  y: { domain: families, label: null },
  marks: [
    Plot.ruleY(families, { stroke: "#e4e4e4" }),
    Plot.dot(dots, { x: "consensus", y: "family", r: 5, stroke: "#9aa5b1", fill: "white" }),
    Plot.dot(dots, { x: "computed", y: "family", r: 2, fill: "#0b7a75" }),
    Plot.text(counts, {
      y: "family",
      text: "text",
      frameAnchor: "right",
      textAnchor: "start",
      dx: 12,
      fill: "#0b7a75",
      fontWeight: "bold",
    }),
  ],
});
const background = '<rect width="100%" height="100%" fill="white"/>';
writeFileSync(
  "docs/pictures/consensus.svg",
  `${html
    .replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" color="#1f2933" ')
    .replace(/<style>.*?<\/style>/s, background) // rules for HTML pages
    .replace("font-family:inherit", "font-family:system-ui,sans-serif")}\n`,
);

/** A family's name without its code. */
function titleOf(family: string): string {
  return familyHeading(family).replace(/ \(.*/, "");
}
