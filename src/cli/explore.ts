import { once } from "node:events";
import { type Command, InvalidArgumentError } from "commander";
import { findPage } from "./explore/find-page.ts";
import { serveExplorer } from "./explore/serve.ts";
import { sharedFiles } from "./explore/shared-files.ts";
import type { Terminal } from "./terminal.ts";

/** `voxomics explore [IMAGE [MASK]]` */
export function addExplore(root: Command, { out }: Terminal): void {
  root
    .command("explore")
    .summary("open, see and measure a case in the browser")
    .description(
      "Serve the explorer, a page that opens, shows and measures a case in the browser, on this machine alone. It ends on Ctrl-C.",
    )
    .argument("[image]", "a file or a folder that the page opens at once")
    .argument("[mask]", "a file or a folder with regions, which it opens too")
    .option("--port <n>", "the port of the address (default: one that is free)", toPort)
    .addHelpText("after", help)
    .action(async (image: string | undefined, mask: string | undefined, { port = 0 }) => {
      const files = await sharedFiles([image, mask].filter((path) => path !== undefined));
      const server = await serveExplorer(await findPage(), files, port);
      out(`${server.url}\nOpen this address in a browser. Ctrl-C ends the explorer.\n`);
      await termination();
      await server.close();
    });
}

/** Waits for Ctrl-C, or for another program that ends this one. */
async function termination(): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  await Promise.race([once(process, "SIGINT", { signal }), once(process, "SIGTERM", { signal })]);
  waiting.abort();
}

function toPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port < 2 ** 16) return port;
  throw new InvalidArgumentError("Expected a whole number from 0 to 65535.");
}

const help = `
The page reads the files that are named, and those that are dropped on it or chosen in it. Nothing
leaves this machine: the server answers on 127.0.0.1 only, and the page may load nothing from
elsewhere.

Examples:
  voxomics explore
  voxomics explore ct.nii.gz mask.nii.gz
  voxomics explore study/ --port 8080`;
