import { createPool } from "../../src/browser.ts";
import { read } from "../../src/io.ts";

/** What became of a compressed file: its voxels, in the page and by a worker, or why it is refused. */
export interface Decoded {
  readonly page: readonly number[] | string;
  readonly worker: readonly number[] | string;
}

const response = await fetch("compressed.json");
const files: Record<string, string> = await response.json();
const pool = createPool({ workers: 1 });
const found: Record<string, Decoded> = {};
for (const [name, text] of Object.entries(files)) {
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const outcome = (reading: ReturnType<typeof read>) =>
    reading.then(
      ({ data }) => Array.from(data, Number),
      ({ code, message }) => `${code}: ${message}`,
    );
  found[name] = { page: await outcome(read(bytes)), worker: await outcome(read(bytes, { pool })) };
}
await pool.close();
await fetch("/result", { method: "POST", body: JSON.stringify(found) });
