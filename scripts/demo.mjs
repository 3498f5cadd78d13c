// Measures the IBSI digital phantom with the built package and compares with the consensus values.
import { extract, resolvePreset } from "voxomics";
import { allAgree, digitalPhantom, toComparisonTable, validateIbsi1 } from "voxomics/validate";

const { image, mask } = digitalPhantom();
const start = performance.now();
const { features, roi } = extract(image, mask, resolvePreset("ibsi-digital-phantom"));
const milliseconds = performance.now() - start;
const benchmarks = [...validateIbsi1("digitalPhantom", { image, mask })];

const styles = { green: 32, red: 31, dim: 2, bold: 1 };
// hasColors heeds NO_COLOR and FORCE_COLOR; only a terminal has it
const colours = process.stdout.hasColors?.() ?? false;
const paint = (text, style) => (colours ? `\x1b[${styles[style]}m${text}\x1b[0m` : text);

console.log(`${paint("IBSI digital phantom", "bold")}: ${image.size.join(" × ")} voxels of ${image.spacing.join(" × ")} mm, \
${roi.intensityVoxels} in the region, ${roi.greyLevels} grey levels
Consensus values: IBSI, Radiology 2020, doi:10.1148/radiol.2020191145. A value agrees if, rounded
to three digits as published, it is within the tolerance.
`);
for (const { comparisons } of benchmarks) console.log(toComparisonTable(comparisons, paint));

const agree = allAgree({ benchmarks, maps: [] });
console.log(`${features.length} values in ${milliseconds.toFixed(0)} ms.${
  agree ? "" : paint(" Some are not those of the consensus.", "red")
}

${paint("Where to go next", "bold")}
  npm test                                                  the tests
  node dist/cli.js extract IMAGE MASK --settings ct         features of an image of your own (NIfTI)
  node dist/cli.js validate                                 the same check, also of the CT phantom
  node dist/cli.js --help                                   the command line
  README.md, docs/                                          the library
`);
process.exitCode = agree ? 0 : 1;
