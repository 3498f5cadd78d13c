import { describe, expect, it } from "vitest";
import { spearmanP } from "../../src/radiogenomics/spearman.ts";
import { spearmanTable } from "../../src/radiogenomics/spearman-table.ts";

describe("a table of p of Spearman's correlations", () => {
  it.each([10, 11, 23, 94, 200, 1000, 20_000])("agrees with p of %i cases to 1e-13", (n) => {
    for (const bound of [0.05, 0.3, 0.001]) {
      const { upTo, p } = spearmanTable(n, bound);
      expect(spearmanP(upTo, n)).toBeGreaterThanOrEqual(bound);
      expect(spearmanP(upTo * (1 + 1e-6), n)).toBeLessThan(bound);
      let worst = 0;
      for (let k = 0; k < 2000; k++) {
        const size = (upTo * k) / 2000;
        worst = Math.max(worst, Math.abs(p(size) / spearmanP(size, n) - 1));
      }
      expect(worst).toBeLessThan(1e-13);
    }
  });
});
