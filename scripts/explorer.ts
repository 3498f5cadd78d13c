/** Builds the explorer into a folder: `npm run explorer`, or with another folder as the argument. */
import { buildExplorer } from "./explorer/build-explorer.ts";

await buildExplorer(process.argv[2] ?? "dist/explorer");
