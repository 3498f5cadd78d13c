import { run } from "./phantoms/run.ts";

const { stdout, stderr } = process;
process.exitCode = await run(process.argv.slice(2), {
  out: (text) => stdout.write(text),
  err: (text) => stderr.write(text),
  ...(stdout.isTTY ? { columns: stdout.columns || 80 } : {}),
});
