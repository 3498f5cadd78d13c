/**
 * Draws the picture of docs/regions.md, `regions.svg`: a made-up region, and what is made of it by distance. Voxels are of 1 mm,
 * and regions are those that `deriveRegion` makes.
 */
import { writeFileSync } from "node:fs";
import { deriveRegion, type SettingsInput, type Volume } from "../src/index.ts";
import { filledPath, outlinePath } from "./pictures/voxel-paths.ts";

const [nx, ny] = [40, 30];

/** A mask of one slice. */
function maskOf(isInside: (x: number, y: number) => boolean): Volume {
  const voxels = Array.from({ length: nx * ny }, (_, v) => isInside(v % nx, Math.floor(v / nx)));
  return {
    data: Uint8Array.from(voxels, Number),
    size: [nx, ny, 1],
    spacing: [1, 1, 1],
    origin: [0, 0, 0],
    direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  };
}

const isInDisc = (x: number, y: number, [cx, cy, r]: readonly number[]) =>
  Math.hypot(x - cx, y - cy) <= r;
const region = maskOf((x, y) => isInDisc(x, y, [16, 17, 7.4]) || isInDisc(x, y, [25, 11, 5.4]));
const lung = maskOf((x, y) => isInDisc(x, y, [10, 16, 19.5]));

const panels: readonly {
  readonly title: string;
  readonly code: string;
  readonly mask: SettingsInput["mask"];
  readonly within?: Volume;
}[] = [
  { title: "The region", code: "as it was drawn", mask: null },
  { title: "Grown", code: "grow: 4", mask: { grow: 4 } },
  { title: "Shrunk", code: "shrink: 3", mask: { shrink: 3 } },
  { title: "Rim", code: "rim: 3", mask: { rim: 3 } },
  { title: "Ring", code: "ring: 4", mask: { ring: 4 } },
  { title: "Ring within a mask", code: "ring: 4", mask: { ring: 4 }, within: lung },
];

const outline = `<path id="outline" class="outline" d="${outlinePath(region)}"/>`;
const width = nx + 2;
const height = ny + 8;
const drawn = panels.map(({ title, code, mask, within }, n) => {
  const options = within === undefined ? {} : { within };
  const made = mask === null ? region : deriveRegion(region, mask ?? {}, options).mask;
  return [
    `<g transform="translate(${1 + width * (n % 3)} ${height * Math.floor(n / 3)})">`,
    `<text y="3.6"><tspan class="title">${title}</tspan> <tspan class="code" dx="1">${code}</tspan></text>`,
    '<g transform="translate(0 5)">',
    `<path class="image" d="M0 0h${nx}v${ny}h${-nx}z"/>`,
    within === undefined ? "" : `<path class="within" d="${filledPath(within)}"/>`,
    `<path class="made" d="${filledPath(made)}"/>`,
    n === 0 ? outline : '<use href="#outline"/>',
    "</g></g>",
  ].join("");
});

const style = [
  ".page{fill:#fff}.image{fill:#eef1f4}.within{fill:#cfd8e1}.made{fill:#1a9c94}",
  ".outline{fill:none;stroke:#b45309;stroke-width:.45;stroke-linecap:square}",
  "text{font:2.3px system-ui,sans-serif;fill:#1f2933}.title{font-weight:600}",
  ".code{font-family:ui-monospace,monospace;font-size:2px;fill:#52606d}",
  "@media(prefers-color-scheme:dark){.page{fill:#14181d}.image{fill:#232a32}.within{fill:#43505d}",
  ".outline{stroke:#ffb000}text{fill:#e4e9ee}.code{fill:#a9b4bf}}",
].join("");
const [all, tall] = [3 * width, 2 * height - 1];
const title = "A region, and what grow, shrink, rim, ring and within make of it.";
writeFileSync(
  "docs/pictures/regions.svg",
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${all} ${tall}" width="${6 * all}" height="${6 * tall}">`,
    `<title>${title}</title><style>${style}</style>`,
    `<rect class="page" width="${all}" height="${tall}"/>`,
    ...drawn,
    "</svg>\n",
  ].join("\n"),
);
