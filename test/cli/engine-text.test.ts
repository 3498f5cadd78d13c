import { expect, it } from "vitest";
import { engineText } from "../../src/cli/engine-text.ts";

it.each([
  [{ node: "20.20.0", v8: "11.3.244.8-node.33" }, "Node 20.20.0, V8 11.3.244.8, linux x64"],
  [{ node: "20.20.0", v8: "13.1.0", deno: "2.4.1" }, "Deno 2.4.1, V8 13.1.0, linux x64"],
  [{ node: "22.6.0", v8: "12.4.254.14-node.12", bun: "1.2.4" }, "Bun 1.2.4, linux x64"],
])("engineText of %j is %s", (versions, text) => {
  const engine = { versions, platform: "linux", arch: "x64" } as const;
  expect(engineText(engine as unknown as NodeJS.Process)).toBe(text);
});
