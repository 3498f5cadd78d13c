import { defineConfig } from "tsup";

export default defineConfig([
  {
    entry: ["src/index.ts", "src/io.ts", "src/ndarray.ts", "src/node.ts"],
    format: ["esm", "cjs"],
    dts: true,
    splitting: true, // one copy of each module, so that errors of one entry are instances of the other's class
    target: "es2022",
    platform: "neutral",
    external: [/^node:/],
    sourcemap: true,
    clean: true,
  },
]);
