import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { sha1 } from "../../src/pyradiomics/sha1.ts";

it("is that of Node, of any number of bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(sha1(bytes)).toBe(createHash("sha1").update(bytes).digest("hex"));
    }),
  );
});
