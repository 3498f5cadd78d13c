/** The text of the programs that use the package, each for another kind of project. */

/** A module for Node, Bun and Deno. */
export const moduleProgram = `
import { extract, resolvePreset } from "voxomics";
import { read } from "voxomics/io";
import { createPool } from "voxomics/node";
import { digitalPhantom } from "voxomics/validate";
import { files } from "./files.mjs";
import { measure } from "./measure.mjs";

const library = { extract, resolvePreset, read, createPool, digitalPhantom };
console.log(JSON.stringify(await measure(library, files)));
`;

/** CommonJS for Node. */
export const commonJsProgram = `
const { extract, resolvePreset } = require("voxomics");
const { read } = require("voxomics/io");
const { createPool } = require("voxomics/node");
const { digitalPhantom } = require("voxomics/validate");

(async () => {
  const { files } = await import("./files.mjs");
  const { measure } = await import("./measure.mjs");
  const library = { extract, resolvePreset, read, createPool, digitalPhantom };
  console.log(JSON.stringify(await measure(library, files)));
})();
`;

/** The script of a page: it posts what it measures, as what a debugger evaluates is not held to the policy. */
export const pageProgram = `
import { createPool, extract, resolvePreset } from "voxomics/browser";
import { read } from "voxomics/io";
import { digitalPhantom } from "voxomics/validate";
import { files } from "./files.mjs";
import { measure } from "./measure.mjs";

const library = { extract, resolvePreset, read, createPool, digitalPhantom };
const post = (result) => fetch("/result", { method: "POST", body: JSON.stringify(result) });
measure(library, files).then(post, (error) => post(String(error.stack)));
`;

/** TypeScript that names types of every entry point, and measures on one thread. */
export const typedProgram = `
import { extract, type FeatureValue, resolvePreset, type SettingsInput, type Volume } from "voxomics";
import { fromCornerstone } from "voxomics/adapters";
import { type PoolOptions as PagePoolOptions, shareVolume } from "voxomics/browser";
import { runCohort } from "voxomics/cohort";
import { findHabitats } from "voxomics/habitats";
import { read, writeNifti } from "voxomics/io";
import { fromNdarray, toNdarray } from "voxomics/ndarray";
import { openCase, type PoolOptions, type ThreadLimits } from "voxomics/node";
import { analyse } from "voxomics/reproducibility";
import { digitalPhantom } from "voxomics/validate";

const { image, mask } = digitalPhantom();
const volume: Volume = image;
const settings: SettingsInput = resolvePreset("ibsi-digital-phantom");
const features: readonly FeatureValue[] = extract(volume, mask, settings).features;
const resourceLimits: ThreadLimits = { maxOldGenerationSizeMb: 512 };
const options: PoolOptions = { workers: 1, resourceLimits };
const pageOptions: PagePoolOptions = { workers: options.workers };
// types are there: not everything became any
export const wrong = [
  // @ts-expect-error no such family
  () => extract(image, mask, { families: ["glmc"] }),
  // @ts-expect-error no such field
  () => features[0].nothing,
];
const used = [analyse, findHabitats, fromCornerstone, fromNdarray, openCase, read, runCohort, shareVolume, toNdarray];
const written: Promise<Blob> = writeNifti(image).then((bytes) => new Blob([bytes]));
written.then(({ size }) => {
  const missing = used.some((one) => typeof one !== "function");
  if (size === 0 || missing || pageOptions.workers !== 1) throw new Error("unexpected");
  console.log(JSON.stringify({ features: features.map(({ tag, value }) => [tag, value]) }));
});
`;

/** A page that runs a script and nothing else. */
export const page = (script: string) =>
  `<!doctype html><meta charset="utf-8"><title>voxomics</title><script type="module" src="${script}"></script>`;
