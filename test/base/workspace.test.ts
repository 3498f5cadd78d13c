// slow: many and large arrays
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fresh, inWorkspace, type Workspace } from "../../src/base/workspace.ts";

const kinds = ["floats", "integers", "bytes"] as const;
const requests = fc.array(
  fc.record({ kind: fc.constantFrom(...kinds), length: fc.nat({ max: 3_000_000 }) }),
  { minLength: 1, maxLength: 6 },
);

describe("inWorkspace", () => {
  it("gives blank arrays of the lengths asked for, also where they were written to before", () => {
    fc.assert(
      fc.property(requests, (asked) => {
        inWorkspace((workspace) => {
          for (const { kind, length } of asked) {
            const array = workspace[kind](length);
            expect(array.length).toBe(length);
            expect(isBlank(array)).toBe(true);
            array.fill(7);
          }
        });
      }),
      { numRuns: 30 },
    );
  });

  it("gives arrays that do not overlap, within a work and within works inside it", () => {
    fc.assert(
      fc.property(requests, requests, (outer, inner) => {
        inWorkspace((first) => {
          const arrays = outer.map(({ kind, length }) => first[kind](length));
          inWorkspace((second) => {
            arrays.push(...inner.map(({ kind, length }) => second[kind](length)));
            for (const [k, array] of arrays.entries()) array.fill(k + 1);
            arrays.forEach((array, k) => {
              expect([...new Set(array)]).toEqual(array.length === 0 ? [] : [k + 1]);
            });
          });
        });
      }),
      { numRuns: 10 },
    );
  });

  it("uses the same memory again when work is done, or fails", () => {
    const place = ({ floats }: Workspace) => {
      const { buffer, byteOffset } = floats(100);
      return { buffer, byteOffset };
    };
    const first = inWorkspace(place);
    expect(() =>
      inWorkspace(({ bytes }) => {
        bytes(1001);
        throw new Error("interrupted");
      }),
    ).toThrow("interrupted");
    const second = inWorkspace(place);
    expect(second.buffer).toBe(first.buffer);
    expect(second.byteOffset).toBe(first.byteOffset);
  });

  it("gives what its work gives", () => {
    expect(inWorkspace(({ integers }) => integers(3).length)).toBe(3);
  });

  it("refuses what no array can hold", () => {
    for (const length of [-1, 2 ** 60]) {
      expect(() => inWorkspace(({ floats }) => floats(length))).toThrow(RangeError);
    }
  });
});

describe("fresh", () => {
  it("gives arrays with memory of their own", () => {
    const arrays = [fresh.floats(3), fresh.integers(3), fresh.bytes(3), fresh.floats(3)];
    expect(new Set(arrays.map(({ buffer }) => buffer)).size).toBe(arrays.length);
    for (const array of arrays) expect([...array]).toEqual([0, 0, 0]);
  });
});

function isBlank(array: Float64Array | Int32Array | Uint8Array): boolean {
  return array.every((value: number) => value === 0);
}
