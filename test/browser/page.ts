import { completeFilter, createPool, extract, VoxomicsError } from "../../src/browser.ts";
import { read } from "../../src/io.ts";
import { bitsOf, inBits } from "./bits.ts";
import { pageSettings } from "./page-settings.ts";

/** What the page finds, each part of it by name. */
export type PageResult = Readonly<Record<keyof typeof parts | "failure", unknown>>;

const filter = completeFilter({ type: "gaussian", sigma: 2 });

async function fetchVolume(name: string) {
  const response = await fetch(name);
  return read(await response.blob());
}

async function regions(workers: number) {
  const [image, mask] = await volumes;
  const pool = createPool({ workers });
  const labels = { ...mask, data: mask.data.map((inside, v) => inside * (1 + (v % 3))) };
  const found: string[] = [];
  const tasks = [1, 2, 3, 4].map((label) => ({ image, mask: labels, label }));
  for await (const { extraction, error } of pool.extractMany(tasks)) {
    found.push(extraction === null ? (error as VoxomicsError).code : inBits(extraction));
  }
  await pool.close();
  return found;
}

async function inWorkers(workers: number) {
  const [image, mask] = await volumes;
  const pool = createPool({ workers });
  const found = inBits(await pool.extract(image, mask, pageSettings));
  await pool.close();
  return found;
}

/** A call is aborted while it runs, then the pool is used again. */
async function aborted() {
  const [image, mask] = await volumes;
  const pool = createPool({ workers: 1 });
  const controller = new AbortController();
  const onProgress = () => controller.abort("by the page");
  const { signal } = controller;
  const reason = await pool
    .extract(image, mask, pageSettings, { onProgress, signal })
    .catch(String);
  const after = inBits(await pool.extract(image, mask));
  await pool.close();
  return { reason, after };
}

async function withoutScript() {
  const [image, mask] = await volumes;
  const pool = createPool({ workers: 1, create: () => new Worker("no-such-script.js") });
  const error = await pool.extract(image, mask).catch((thrown) => thrown);
  return { typed: error instanceof VoxomicsError, code: error.code, message: error.message };
}

const volumes = Promise.all([fetchVolume("image.nii.gz"), fetchVolume("mask.nii.gz")]);

const parts = {
  isolated: async () => globalThis.crossOriginIsolated,
  mainThread: async () => {
    const [image, mask] = await volumes;
    return inBits(extract(image, mask, pageSettings));
  },
  oneWorker: () => inWorkers(1),
  threeWorkers: () => inWorkers(3),
  regions: () => regions(2),
  responseMap: async () => {
    const pool = createPool({ workers: 1 });
    const map = await pool.applyFilter((await volumes)[0], filter);
    await pool.close();
    return bitsOf(map.data);
  },
  aborted,
  withoutScript,
};

async function everyPart(): Promise<Partial<PageResult>> {
  const found: Record<string, unknown> = {};
  try {
    for (const [name, part] of Object.entries(parts)) found[name] = await part();
    return { ...found, failure: null };
  } catch (error) {
    return { ...found, failure: String((error as Error).stack ?? error) };
  }
}

// run by the page itself: what a debugger evaluates is not held to the content security policy
await fetch("/result", { method: "POST", body: JSON.stringify(await everyPart()) });
