import { describe, expect, it, vi } from "vitest";
import { completeFilter } from "../../src/filters/filters.ts";
import { createPool } from "../../src/node/pool.ts";
import { onAbort } from "../../src/pool/on-abort.ts";
import { digitalPhantom } from "../phantoms.ts";

describe("onAbort", () => {
  it("stops everything that was not called off, each once", () => {
    const { signal, ...controller } = aborting();
    const stops = Array.from({ length: 20 }, () => vi.fn());
    const callOffs = stops.map((stop) => onAbort(signal, stop));
    callOffs[3]();
    controller.abort();
    stops.forEach((stop, n) => {
      expect(stop).toHaveBeenCalledTimes(n === 3 ? 0 : 1);
    });
  });

  it("adds one listener, and takes it away with the last that is called off", () => {
    const { signal } = new AbortController();
    const [added, removed] = [
      vi.spyOn(signal, "addEventListener"),
      vi.spyOn(signal, "removeEventListener"),
    ];
    const callOffs = Array.from({ length: 20 }, () => onAbort(signal, () => {}));
    expect(added).toHaveBeenCalledTimes(1);
    for (const callOff of callOffs.slice(1)) callOff();
    expect(removed).not.toHaveBeenCalled();
    callOffs[0]();
    callOffs[0]();
    expect(removed).toHaveBeenCalledTimes(1);
    onAbort(signal, () => {});
    callOffs[0]();
    expect(added).toHaveBeenCalledTimes(2);
    expect(removed).toHaveBeenCalledTimes(1);
  });

  it("stops what calls the others off", () => {
    const { signal, ...controller } = aborting();
    const second = vi.fn();
    const callOffs: (() => void)[] = [];
    callOffs.push(
      onAbort(signal, () => {
        for (const callOff of callOffs) callOff();
      }),
    );
    callOffs.push(onAbort(signal, second));
    controller.abort();
    expect(second).toHaveBeenCalledTimes(1);
  });

  it("does nothing without a signal", () => {
    expect(onAbort(undefined, () => {})()).toBeUndefined();
  });
});

describe("a pool warns of nothing", () => {
  const { image, mask } = digitalPhantom();
  const filters = Array.from({ length: 20 }, (_, n) => ({
    type: "gaussian" as const,
    sigma: 1.5 + n / 10,
  }));
  const settings = {
    families: ["statistics" as const],
    filters,
    filterFeatures: { families: ["statistics" as const] },
  };

  async function warningsOf(work: () => Promise<unknown>): Promise<readonly Error[]> {
    const warnings: Error[] = [];
    const hear = (warning: Error) => warnings.push(warning);
    process.on("warning", hear);
    try {
      await work();
      // warnings are told in the next turn
      await new Promise(setImmediate);
    } finally {
      process.off("warning", hear);
    }
    return warnings;
  }

  it("with 20 filters, with and without a signal", async () => {
    await using pool = createPool({ workers: 2 });
    const warnings = await warningsOf(async () => {
      await pool.extract(image, mask, settings);
      await pool.extract(image, mask, settings, { signal: aborting().signal });
    });
    expect(warnings).toEqual([]);
  });

  it("with 20 calls of one signal", async () => {
    await using pool = createPool({ workers: 2 });
    const watch = { signal: aborting().signal };
    const warnings = await warningsOf(() =>
      Promise.all(filters.map((filter) => pool.applyFilter(image, completeFilter(filter), watch))),
    );
    expect(warnings).toEqual([]);
  });
});

function aborting() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
