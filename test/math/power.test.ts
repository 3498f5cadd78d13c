import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { power, wholePower } from "../../src/math/power.ts";

/** x as a whole number of units of 2^-1074, the smallest there is. */
function units(x: number): bigint {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, Math.abs(x));
  const exponent = bits.getUint16(0) >> 4;
  const fraction = bits.getBigUint64(0) & (2n ** 52n - 1n);
  const size = exponent === 0 ? fraction : (2n ** 52n + fraction) << BigInt(exponent - 1);
  return x < 0 ? -size : size;
}

const absolute = (x: bigint) => (x < 0n ? -x : x);

describe("wholePower", () => {
  it("is the nearest number to the exact product", () => {
    const base = fc.oneof(
      fc.double({ min: -1e20, max: 1e20, noNaN: true }),
      fc.double({ min: -10, max: 10, noNaN: true }),
    );
    fc.assert(
      fc.property(base, fc.integer({ min: 2, max: 7 }), (x, n) => {
        fc.pre(Math.abs(x) > 1e-20);
        const found = wholePower(x, n);
        // both sides in units of 2^(-1074 n)
        const exact = units(x) ** BigInt(n);
        const unit = 2n ** BigInt(1074 * (n - 1));
        const error = absolute(units(found) * unit - exact);
        const last = units(2 ** (Math.floor(Math.log2(Math.abs(found))) - 52)) * unit;
        expect(2n * error).toBeLessThanOrEqual(last);
      }),
    );
  });

  it("is a power of two or a whole number where that is one", () => {
    expect(wholePower(3, 0)).toBe(1);
    expect(wholePower(0, 0)).toBe(1);
    expect(wholePower(0, 3)).toBe(0);
    expect(wholePower(0.1, 1)).toBe(0.1);
    expect(wholePower(-2, 3)).toBe(-8);
    expect(wholePower(-0.5, 5)).toBe(-(2 ** -5));
    expect(wholePower(10, 22)).toBe(1e22);
  });

  it("is infinite, or no number, where the product is", () => {
    expect(wholePower(1e200, 3)).toBe(Number.POSITIVE_INFINITY);
    expect(wholePower(-1e200, 3)).toBe(Number.NEGATIVE_INFINITY);
    expect(wholePower(Number.POSITIVE_INFINITY, 2)).toBe(Number.POSITIVE_INFINITY);
    expect(wholePower(Number.NaN, 2)).toBeNaN();
    expect(wholePower(1e-200, 3)).toBe(0);
  });
});

describe("power", () => {
  // all but half-way between two numbers: to 500 bits by mpmath
  it.each([
    [379.269, 1 / 3, 7.238508946833073],
    [87.688, 0.5, 9.364187097660961],
    [238.634, 0.725, 52.94877692628392],
    [196.314, 0.425, 9.429839277088027],
    [36.324, 1 / 7, 1.6706474400931666],
    [168.161, -0.3, 0.21492276323840162],
    [200.251, 2.5, 567461.9338856754],
    [88.686, 1 / 3, 4.4594882344952875],
    [247.022, 0.725, 54.29168671666619],
    [106.445, 0.425, 7.269896671361692],
    [201.926, 1 / 7, 2.1345836445030733],
    [477.135, -0.3, 0.15718373977005917],
    [478.071, 2.5, 4997249.117845998],
  ])("of %d to the %d rounds as it has to", (x, y, expected) => {
    expect(power(x, y)).toBe(expected);
  });

  it("is the square root, which IEEE 754 fixes", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-250, max: 1e250, noNaN: true }), (x) => {
        expect(power(x, 0.5)).toBe(Math.sqrt(x));
      }),
    );
  });

  it("is the engine's, to two last bits", () => {
    const base = fc.double({ min: 1e-12, max: 1e12, noNaN: true });
    const exponent = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(base, exponent, (x, y) => {
        expect(Math.abs(power(x, y) / x ** y - 1)).toBeLessThan(2 ** -51);
      }),
    );
  });

  it("has the values that every engine agrees in where the result is not a normal number", () => {
    for (const [x, y] of [
      [0, 0.5],
      [0, -1],
      [5, 0],
      [Number.POSITIVE_INFINITY, 0.5],
      [Number.NaN, 0.5],
      [-8, 1 / 3],
      [1e300, 3],
      [1e300, -3],
    ]) {
      expect(power(x, y), `${x} ^ ${y}`).toBe(x ** y);
    }
  });
});
