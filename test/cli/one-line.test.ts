import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oneLine } from "../../src/cli/one-line.ts";

describe("oneLine", () => {
  it("joins lines by one blank, without the blanks around them", () => {
    expect(oneLine(" a \r\n\n  b  c\n")).toBe("a b  c");
    expect(oneLine("\n \n")).toBe("");
    expect(oneLine("a\tb\u001b[31m")).toBe("a\uFFFDb\uFFFD[31m");
  });

  it("is what the plain pattern makes of short texts", () => {
    const parts = fc.constantFrom(" ", "\n", "\r", "\t", "\u00a0", "a", "b");
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), (letters) => {
        const text = letters.join("");
        const joined = text.trim().replace(/\s*[\r\n]+\s*/g, " ");
        expect(oneLine(text)).toBe(joined.replaceAll("\t", "\uFFFD"));
      }),
    );
  });

  it("takes time that grows with the length", () => {
    const start = process.cpuUsage();
    oneLine(`x${" ".repeat(1_000_000)}x`);
    const { user, system } = process.cpuUsage(start);
    // the pattern goes through each of the million blanks from each: hours
    expect(user + system).toBeLessThan(4_000_000);
  });
});
