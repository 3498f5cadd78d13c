import fc from "fast-check";
import { decode } from "fast-png";
import { describe, expect, it } from "vitest";
import { encodePng, pngAddress } from "../../src/html-report/png.ts";

describe("a PNG file", () => {
  it("holds the pixels, as another program reads them", async () => {
    const side = fc.integer({ min: 1, max: 9 });
    const picture = fc
      .tuple(side, side)
      .chain(([width, height]) =>
        fc
          .uint8Array({ minLength: 3 * width * height, maxLength: 3 * width * height })
          .map((rgb) => ({ width, height, rgb })),
      );
    await fc.assert(
      fc.asyncProperty(picture, async ({ width, height, rgb }) => {
        const read = decode(await encodePng(width, height, rgb), { checkCrc: true });
        expect(read).toMatchObject({ width, height, channels: 3, depth: 8 });
        expect([...read.data]).toEqual([...rgb]);
      }),
      { numRuns: 30 },
    );
  });

  it("has an address that holds all of it", async () => {
    const png = await encodePng(1, 1, Uint8Array.of(1, 2, 3));
    const [head, data] = pngAddress(png).split(",");
    expect(head).toBe("data:image/png;base64");
    expect([...Buffer.from(data, "base64")]).toEqual([...png]);
  });
});
