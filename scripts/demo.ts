/**
 * Measures the IBSI digital phantom and compares with the consensus values: counts by family, or with
 * `--all` every value.
 *
 * It runs the sources, so that a fresh checkout need not build anything first.
 */
import { extract, resolvePreset } from "../src/index.ts";
import {
  allAgree,
  countOutcomes,
  digitalPhantom,
  toBenchmarkTable,
  toComparisonTable,
  validateIbsi1,
} from "../src/validate.ts";

const options = process.argv.slice(2);
const unknown = options.filter((option) => option !== "--all");
if (unknown.length > 0) {
  console.error(`error: unknown ${unknown.join(" ")}; expected nothing, or --all for every value`);
  process.exit(2);
}

const { image, mask } = digitalPhantom();
const start = performance.now();
const { features, roi } = extract(image, mask, resolvePreset("ibsi-digital-phantom"));
const milliseconds = performance.now() - start;
const benchmarks = [...validateIbsi1("digitalPhantom", { image, mask })];

const styles = { green: 32, red: 31, dim: 2, bold: 1 };
// hasColors heeds NO_COLOR and FORCE_COLOR; only a terminal has it
const colours = process.stdout.hasColors?.() ?? false;
const paint = (text: string, style: keyof typeof styles) =>
  colours ? `\x1b[${styles[style]}m${text}\x1b[0m` : text;

const size = `${image.size.join(" × ")} voxels of ${image.spacing.join(" × ")} mm`;
console.log(`${paint("IBSI digital phantom", "bold")}: ${size}, \
${roi.intensityVoxels} in the region, ${roi.greyLevels} grey levels
${features.length} values in ${milliseconds.toFixed(0)} ms

Consensus values: IBSI, Radiology 2020, doi:10.1148/radiol.2020191145. A value is within tolerance if,
rounded to three digits as published, it differs by no more than the published tolerance.
`);
for (const benchmark of benchmarks) {
  console.log(
    options.includes("--all")
      ? toComparisonTable(benchmark.comparisons, paint)
      : toBenchmarkTable(benchmark),
  );
}

const counts = countOutcomes(benchmarks.flatMap(({ comparisons }) => comparisons));
const compared = counts.agrees + counts.differs + counts["not-computed"];
const agree = allAgree({ benchmarks, maps: [] });
console.log(
  agree
    ? paint(`✓ All ${compared} consensus values are within tolerance.`, "green")
    : paint(`✗ ${compared - counts.agrees} of ${compared} consensus values differ.`, "red"),
);
console.log(`
${paint("Where to go next", "bold")}
  npm run demo -- --all                                every value beside its consensus value
  npm run test:quick                                   most tests, in under two minutes
  npx tsx src/cli.ts extract IMAGE MASK --settings ct  features of an image of your own
  npx tsx src/cli.ts --help                            the command line
  README.md, docs/                                     the library
`);
process.exitCode = agree ? 0 : 1;
