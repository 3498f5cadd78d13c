import { spawn } from "node:child_process";
import { readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

const source = pathToFileURL("src/node/write-file-atomic.ts").href;
const bytes = 1e8;

/** Runs a program that writes a large file and gets the signal as soon as there is a part of it. */
async function interrupted(signal: NodeJS.Signals, prelude: string) {
  const folder = await temporaryFolder();
  const script = join(folder, "program.mts");
  const target = join(folder, "out", "large.bin");
  await writeFile(
    script,
    `import { mkdirSync, readdirSync } from "node:fs";
     import { writeFileAtomic } from ${JSON.stringify(source)};
     ${prelude}
     mkdirSync(${JSON.stringify(join(folder, "out"))});
     const written = writeFileAtomic(${JSON.stringify(target)}, new Uint8Array(${bytes}));
     const watching = setInterval(() => {
       if (readdirSync(${JSON.stringify(join(folder, "out"))}).length === 0) return;
       clearInterval(watching);
       process.kill(process.pid, ${JSON.stringify(signal)});
     }, 0);
     await written;`,
  );
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), script], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  const end = await new Promise<{ status: number | null; signal: string | null }>((resolve) => {
    child.on("close", (status, by) => resolve({ status, signal: by }));
  });
  return { ...end, target, files: await readdir(join(folder, "out")) };
}

it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "%s ends a program that is writing a file, and leaves nothing of it",
  async (signal) => {
    const { files, ...end } = await interrupted(signal, "");
    expect(end).toMatchObject({ status: null, signal });
    expect(files).toEqual([]);
  },
);

it("a program that goes on after a signal gets its whole file", async () => {
  const { files, target, ...end } = await interrupted("SIGINT", `process.on("SIGINT", () => {});`);
  expect(end).toEqual({ status: 0, signal: null });
  expect(files).toEqual(["large.bin"]);
  expect((await stat(target)).size).toBe(bytes);
});
