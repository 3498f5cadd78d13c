#!/usr/bin/env node
import { run } from "./cli/run.ts";

// a reader that has seen enough, such as `head`, is no failure
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
}

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  columns: process.stdout.columns ?? 100,
  debug: process.env.VOXOMICS_DEBUG === "1",
});
