// Measures the IBSI digital phantom with the built package and compares with the consensus values.
import { readFile } from "node:fs/promises";
import {
  compareWithReference,
  extract,
  identityDirection,
  preset,
  referenceRows,
  toComparisonTable,
} from "voxomics/node";

const folder = new URL("../ibsi-phantoms/", import.meta.url);
const readJson = async (name) => JSON.parse(await readFile(new URL(name, folder), "utf8"));

const phantom = await readJson("digital-phantom.json");
const reference = await readJson("reference/ibsi1.json");

const { size, spacing } = phantom;
const grid = { size, spacing, origin: [0, 0, 0], direction: identityDirection };
const image = { ...grid, data: Float64Array.from(phantom.image) };
const mask = { ...grid, data: Uint8Array.from(phantom.mask) };

const start = performance.now();
const { features, roi } = extract(image, mask, preset("ibsi-digital-phantom"));
const milliseconds = performance.now() - start;
const comparisons = compareWithReference(features, referenceRows(reference, "none"));

const styles = { green: 32, red: 31, dim: 2, bold: 1 };
// hasColors heeds NO_COLOR and FORCE_COLOR; only a terminal has it
const colours = process.stdout.hasColors?.() ?? false;
const paint = (text, style) => (colours ? `\x1b[${styles[style]}m${text}\x1b[0m` : text);

const differing = comparisons.filter(({ outcome }) => outcome === "differs").length;
console.log(`${paint(phantom.name, "bold")}: ${size.join(" × ")} voxels of ${spacing.join(" × ")} mm, \
${roi.intensityVoxels} in the region, ${roi.greyLevels} grey levels
Consensus values: IBSI, Radiology 2020, doi:10.1148/radiol.2020191145. A value agrees if, rounded
to three digits as published, it is within the tolerance.
`);
console.log(toComparisonTable(comparisons, paint));
console.log(`${features.length} values in ${milliseconds.toFixed(0)} ms.${
  differing === 0 ? "" : paint(` ${differing} differ from the consensus.`, "red")
}

${paint("Where to go next", "bold")}
  npm test                                                  the tests
  node dist/cli.js extract IMAGE MASK --settings ct         features of an image of your own (NIfTI)
  node dist/cli.js --help                                   the command line
  README.md, docs/                                          the library
`);
process.exitCode = differing === 0 ? 0 : 1;
