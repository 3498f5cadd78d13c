#!/usr/bin/env node
import { run } from "./cli/run.ts";
import { writerTo } from "./cli/standard-stream.ts";

const err = writerTo(process.stderr, "standard error", () => {
  process.exitCode ||= 1;
});
const out = writerTo(process.stdout, "standard output", (message) => {
  err(`error: ${message}\n`);
  process.exitCode ||= 1;
});

const status = await run(process.argv.slice(2), {
  out,
  err,
  columns: process.stdout.columns ?? 100,
  live: process.stderr.isTTY,
  debug: process.env.VOXOMICS_DEBUG === "1",
});
process.exitCode ||= status;
