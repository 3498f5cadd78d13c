// Measures all regions of a mask, and writes a table of their features: node measure.js IMAGE MASK OUT.csv
import { extractRegions, openCase, toLongRegionsCsv, writeFileAtomic } from "voxomics/node";

const [imagePath, maskPath, out] = process.argv.slice(2);
if (out === undefined) {
  console.error("usage: node measure.js IMAGE MASK OUT.csv");
  process.exit(2);
}

const { image, regions, settings, notes } = await openCase(imagePath, maskPath, {
  allRegions: true,
  settings: { discretise: { method: "fixedBinNumber", bins: 32 } },
});
for (const { message } of notes) console.warn(message);

const masks = regions.map(({ mask }) => mask);
const measured = extractRegions(image, masks, settings).flatMap(({ extraction, error }, n) => {
  const { title } = regions[n]; // "label 1", or the name of a structure
  if (error !== null) {
    console.warn(`${title}: ${error.message}`);
    return [];
  }
  return [{ roi: { label: null, region: title }, features: extraction.features }];
});
await writeFileAtomic(out, toLongRegionsCsv(measured));
console.log(`${measured.length} of ${regions.length} regions measured`);
