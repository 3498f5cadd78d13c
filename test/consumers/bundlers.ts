import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { build as esbuild } from "esbuild";
import { build as vite } from "vite";

/** A bundler, which builds `page.js` of a project into a folder. */
export interface Bundler {
  readonly name: string;
  build(project: string, out: string): Promise<void>;
}

interface WebpackStats {
  hasErrors(): boolean;
  toString(options: object): string;
}
type Webpack = (
  options: object,
  done: (error: Error | null, stats?: WebpackStats) => void,
) => unknown;

const tools = createRequire(resolve("test/consumers/package.json"));

/** The bundlers, with no more settings than a page needs. */
export const bundlers: readonly Bundler[] = [
  {
    name: "esbuild",
    async build(project, out) {
      await esbuild({
        absWorkingDir: project,
        // the workers' script is an entry of its own, as docs/parallel.md says
        entryPoints: { page: "page.js", "web-worker": "voxomics/web-worker" },
        outdir: out,
        bundle: true,
        splitting: true,
        minify: true,
        format: "esm",
        logLevel: "warning",
      });
    },
  },
  {
    name: "Vite",
    async build(project, out) {
      await vite({
        root: project,
        configFile: false,
        base: "./",
        logLevel: "error",
        build: { outDir: out, rolldownOptions: { input: join(project, "page.html") } },
        worker: { format: "es" },
      });
    },
  },
  {
    name: "webpack",
    async build(project, out) {
      const webpack = tools("webpack") as Webpack;
      const options = {
        mode: "production",
        context: project,
        entry: { page: "./page.js" },
        output: { path: out },
        performance: false,
      };
      const stats = await new Promise<WebpackStats>((done, fail) => {
        webpack(options, (error, found) => (found ? done(found) : fail(error)));
      });
      if (stats.hasErrors()) throw new Error(stats.toString({ all: false, errors: true }));
    },
  },
];
