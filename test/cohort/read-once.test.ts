import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forEachConcurrently } from "../../src/cohort/for-each-concurrently.ts";
import { parseManifest } from "../../src/cohort/manifest.ts";
import { readOnce } from "../../src/cohort/read-once.ts";
import { unitsOf } from "../../src/cohort/unit.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";

const settings = [{ name: "a", settings: resolveSettings({}) }];

/** A cohort of `cases` with `repeats` units each. */
function unitsFor(cases: number, repeats: number) {
  const rows = Array.from({ length: cases }, (_, n) => `c${n},i,m\n`);
  const manifest = parseManifest(`id,image,mask\n${rows.join("")}`);
  return unitsOf(manifest.cases, settings, { perturbations: ["R"], repeats, seed: 1 });
}

describe("readOnce", () => {
  it("reads each case once, and holds no more cases than units are at work", async () => {
    const numbers = {
      cases: fc.integer({ min: 1, max: 9 }),
      repeats: fc.integer({ min: 1, max: 7 }),
      limit: fc.integer({ min: 1, max: 6 }),
      scheduler: fc.scheduler(),
    };
    await fc.assert(
      fc.asyncProperty(fc.record(numbers), async ({ cases, repeats, limit, scheduler }) => {
        const units = unitsFor(cases, repeats);
        const reads: string[] = [];
        const working = new Map<string, number>();
        let most = 0;
        const imagesOf = readOnce(units, async ({ id }) => {
          reads.push(id);
          await scheduler.schedule(Promise.resolve(), `read ${id}`);
          return id;
        });
        const done: string[] = [];
        const all = forEachConcurrently(units, limit, async (unit) => {
          const { id } = unit.case;
          working.set(id, (working.get(id) ?? 0) + 1);
          most = Math.max(most, working.size);
          expect(await imagesOf(unit.case)).toBe(id);
          await scheduler.schedule(Promise.resolve(), unit.key);
          const left = (working.get(id) ?? 0) - 1;
          if (left === 0) working.delete(id);
          else working.set(id, left);
          done.push(unit.key);
        });
        await scheduler.waitFor(all);
        expect(reads).toHaveLength(cases);
        expect(new Set(reads).size).toBe(cases);
        expect(most).toBeLessThanOrEqual(limit);
        expect(done.sort()).toEqual(units.map(({ key }) => key).sort());
      }),
      { endOnFailure: true },
    );
  });

  it("lets go of a case with its last unit", async () => {
    const units = unitsFor(1, 3);
    let reads = 0;
    const imagesOf = readOnce(units, async () => ++reads);
    for (const unit of units) expect(await imagesOf(unit.case)).toBe(1);
    expect(await imagesOf(units[0].case)).toBe(2);
  });
});

describe("forEachConcurrently", () => {
  it("starts nothing more once something failed, and waits for what was started", async () => {
    const [started, ended]: [number[], number[]] = [[], []];
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const work = async (n: number) => {
      started.push(n);
      if (n === 1) throw new Error("one");
      await held;
      ended.push(n);
    };
    let over = false;
    const all = forEachConcurrently([0, 1, 2, 3, 4], 3, work).finally(() => {
      over = true;
    });
    // whatever a failure leads to has happened after a turn of the event loop
    await new Promise((resolve) => setImmediate(resolve));
    expect(over).toBe(false);
    letGo();
    await expect(all).rejects.toThrow("one");
    expect(started).toEqual([0, 1, 2]);
    expect(ended).toEqual([0, 2]);
  });
});
