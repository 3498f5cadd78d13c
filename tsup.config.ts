import { rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { defineConfig, type Options } from "tsup";
import { settingsSchema } from "./src/settings/schema.ts";

const entries = [
  "src/index.ts",
  "src/io.ts",
  "src/ndarray.ts",
  "src/node.ts",
  "src/reproducibility.ts",
  "src/validate.ts",
];

const shared: Options = {
  dts: { entry: entries },
  splitting: true, // one copy of each module, so that errors of one entry are instances of the other's class
  target: "es2022",
  platform: "neutral",
  external: [/^node:/],
  sourcemap: true,
  // statistics: packages of hundreds of small CommonJS modules become part of the files
  noExternal: [/^@stdlib\//, "ml-hclust"],
  esbuildOptions(options) {
    options.mainFields = ["module", "main"];
    // their log, which needs Node
    options.alias = { debug: resolve("scripts/silent-debug.cjs") };
  },
};

export default defineConfig(() => {
  // both builds write here, so neither may clean
  rmSync("dist", { recursive: true, force: true });
  return [
    {
      ...shared,
      entry: [...entries, "src/cli.ts"],
      format: "esm",
      onSuccess: () =>
        writeFile("dist/settings.schema.json", `${JSON.stringify(settingsSchema, null, 2)}\n`),
    },
    { ...shared, entry: entries, format: "cjs" },
  ];
});
