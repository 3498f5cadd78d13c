import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream, uniformAt } from "../../src/math/random.ts";
import { associate } from "../../src/radiogenomics/associate.ts";
import { outcomeOf, survivalOf } from "../../src/radiogenomics/outcome.ts";

/** Columns of noise, all with their own numbers. */
function noise(columns: number, cases: number, seed: number): Record<string, Float64Array> {
  const stream = randomStream(seed, "noise");
  return Object.fromEntries(
    Array.from({ length: columns }, (_, c) => [
      `f${c}`,
      Float64Array.from({ length: cases }, (_, row) => uniformAt(stream, c * cases + row)),
    ]),
  );
}

const half = (cases: number) =>
  Array.from({ length: cases }, (_, row) => (row % 2 === 0 ? "a" : "b"));

describe("associations of a table worked out by hand", () => {
  const x = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

  it("two groups: W counts pairs, AUC is their part", () => {
    const group = outcomeOf("group", [..."aaaabbabbb"]);
    // of b: 5, 6, 8, 9, 10; of a: 1, 2, 3, 4, 7: of 25 pairs b is larger in 4 + 4 + 5 + 5 + 5 = 23
    const [row] = associate({ x }, [group]);
    expect(row).toMatchObject({
      test: "wilcoxon",
      n: 10,
      missing: 0,
      statistic: 23,
      effect: 23 / 25,
      effectOf: "b",
    });
    // (23 - 12.5) / √(25 · 11 / 12)
    expect(row.p).toBeCloseTo(0.02828, 5);
    expect(row.q).toBe(row.p);
    // of 252 divisions, W is 23 or more in 1 + 1 + 2
    const [exact] = associate({ x }, [group], { exact: true });
    expect(exact.p).toBeCloseTo((2 * 4) / 252, 12);
  });

  it("a number: rho of reversed ranks is -1, with p of one permutation in 10!", () => {
    const falling = outcomeOf("falling", [...x].reverse(), "number");
    const [ten] = associate({ x }, [falling]);
    expect(ten).toMatchObject({ test: "spearman", lower: null, upper: null });
    expect(ten.effect).toBeCloseTo(-1, 12);
    const [six] = associate({ x: x.slice(0, 6) }, [outcomeOf("y", [6, 5, 4, 3, 2, 1], "number")]);
    expect(six.statistic).toBeCloseTo(70, 9);
    expect(six.p).toBeCloseTo(2 / 720, 12);
  });

  it("groups: H of three groups without overlap", () => {
    const values = Float64Array.from({ length: 15 }, (_, row) => row);
    const groups = outcomeOf("groups", [..."aaaaabbbbbccccc"]);
    const [row] = associate({ values }, [groups], { bootstrap: 50 });
    // rank sums 15, 40, 65: 12 / (15 · 16) · (225 + 1600 + 4225) / 5 - 3 · 16
    expect(row.statistic).toBeCloseTo(12.5, 10);
    expect(row.effect).toBeCloseTo(12.5 / 14, 10);
    expect(row.p).toBeCloseTo(Math.exp(-12.5 / 2), 12); // chi-square of 2 degrees of freedom
    expect(row.lower).toBeLessThan(12.5 / 14);
  });

  it("survival: the hazard ratio of two events is the root of a cubic", () => {
    // risk sets {1, 0, 0} and {1, 0}: the likelihood θ / (θ + 2) · 1 / (θ + 1) is largest at θ = √2
    const values = Float64Array.of(1, 1, 0, 0);
    const outcome = survivalOf("survival", [1, 9, 2, 3], [1, 0, 1, 0]);
    const [row] = associate({ values }, [outcome]);
    // {2θ + 2}, then {θ + 2}: θ / (2θ + 2) · 1 / (θ + 2), largest at θ = √2
    const deviation = Math.sqrt(1 / 3);
    expect(row.effect).toBeCloseTo(Math.SQRT2 ** deviation, 9);
    // pairs: the case of time 1 has the higher risk than two of three; that of time 2 has a lower one than the case of
    // 9, and the same as that of 3
    expect(row.concordance).toBeCloseTo((2 + 0.5 + 0.5) / 5, 12);
  });
});

describe("a regression", () => {
  const cases = 24;
  const { f0: x, f1: age } = noise(2, cases, 11);
  const adjust = [outcomeOf("age", [...age], "number")];
  const fitOf = (values: Float64Array, groups: string[]) =>
    associate({ values }, [outcomeOf("two", groups)], { adjust })[0];

  it("is by maximum likelihood where groups overlap, though one value is far from all others", () => {
    const far = x.map((value, row) => (row === 1 ? 1e6 : value));
    expect(fitOf(x, half(cases))).toMatchObject({ fit: "maximum-likelihood", reason: null });
    // the far case is in the larger group, so its coefficient is that of the others
    const row = fitOf(far, half(cases));
    expect(row).toMatchObject({ fit: "maximum-likelihood", reason: null });
    expect(row.p).toBeGreaterThan(0.01);
    expect(row.p).toBeLessThan(0.99);
  });

  it("has Firth's penalty where groups separate: wholly, or but for ties at the border", () => {
    const order = [...x.keys()].sort((a, b) => x[a] - x[b]);
    const upper = new Set(order.slice(cases / 2));
    const groups = [...x.keys()].map((row) => (upper.has(row) ? "b" : "a"));
    expect(fitOf(x, groups)).toMatchObject({ fit: "firth", reason: null });
    const border = x.map((value, row) =>
      row === order[cases / 2 - 1] ? x[order[cases / 2]] : value,
    );
    expect(associate({ border }, [outcomeOf("two", groups)], { adjust })[0].fit).toBe("firth");
  });

  it("has a ratio of null where that is no number, and its p", () => {
    const near = age.map((value, row) => value + 1e-6 * (x[row] + (row % 2)));
    const row = fitOf(near, half(cases).reverse());
    expect(row).toMatchObject({ fit: "firth", effect: null, reason: null });
    const like = fitOf(
      x.map((value, k) => value + (k % 2)),
      half(cases).reverse(),
    );
    expect(row.p).toBeCloseTo(like.p ?? Number.NaN, 6);
  });

  it("is marked alone", () => {
    const number = outcomeOf("number", [...age], "number");
    const survival = survivalOf(
      "survival",
      [...age],
      half(cases).map((word) => +(word === "a")),
    );
    const rows = associate({ x }, [number, outcomeOf("two", half(cases)), survival]);
    expect(rows.map(({ fit }) => fit)).toEqual([null, null, "maximum-likelihood"]);
  });

  it("of survival has no maximum where each event is the highest risk", () => {
    const survival = survivalOf("survival", [...x.map((value) => 2 - value)], Array(cases).fill(1));
    expect(associate({ x }, [survival])[0]).toMatchObject({ reason: "not-converged", p: null });
  });
});

describe("features in any unit", () => {
  it("have the same tests, however large or small their numbers are", () => {
    const cases = 24;
    const { x, ...others } = Object.fromEntries(
      Object.entries(noise(2, cases, 21)).map(([name, v]) => [name === "f0" ? "x" : name, v]),
    );
    const adjust = [outcomeOf("age", [...others.f1], "number")];
    const survival = survivalOf(
      "survival",
      [...Array(cases).keys()],
      half(cases).map((word) => +(word === "a")),
    );
    const outcomes = [outcomeOf("two", half(cases)), survival];
    const features = { x, large: x.map((v) => v * 1e200), small: x.map((v) => v * 1e-200) };
    const rows = associate(features, outcomes, { adjust });
    rows.forEach(({ reason, p, effect }, k) => {
      const like = rows[3 * Math.floor(k / 3)];
      expect(reason).toBeNull();
      expect(p).toBeCloseTo(like.p ?? Number.NaN, 9);
      expect(effect).toBeCloseTo(like.effect ?? Number.NaN, 9);
    });
  });
});

describe("what has no test", () => {
  const cases = 12;
  const x = noise(1, cases, 3).f0;
  const groups = outcomeOf("groups", [..."aaaaaabbbbcc"]);

  it.each([
    ["no-spread", new Float64Array(cases).fill(2), outcomeOf("two", half(cases)), []],
    ["small-group", x, groups, []],
    [
      "too-few-cases",
      x.map((v, row) => (row < 3 ? v : Number.NaN)),
      outcomeOf("two", half(cases)),
      [],
    ],
    [
      "one-outcome",
      x.map((v, row) => (row % 2 === 0 ? v : Number.NaN)),
      outcomeOf("two", half(cases)),
      [],
    ],
    [
      "no-event",
      x,
      survivalOf(
        "s",
        [...x],
        half(cases).map(() => 0),
      ),
      [],
    ],
    [
      "dependent-covariates",
      x,
      outcomeOf("two", half(cases)),
      [outcomeOf("same", [...x.map((v) => 2 * v + 1)], "number")],
    ],
    [
      "determined-outcome",
      x,
      outcomeOf("two", half(cases)),
      [
        outcomeOf(
          "opposite",
          half(cases).map((word) => (word === "a" ? 1 : 0)),
        ),
      ],
    ],
    [
      "determined-outcome",
      x,
      outcomeOf(
        "squares",
        [...Array(cases).keys()].map((v) => v * v),
        "number",
      ),
      [
        outcomeOf(
          "falling",
          [...Array(cases).keys()].map((v) => -v),
          "number",
        ),
      ],
    ],
  ] as const)("%s", (reason, values, outcome, adjust) => {
    const [row] = associate({ x: values }, [outcome], { adjust });
    expect(row).toMatchObject({ reason, p: null, q: null, qAll: null, effect: null });
  });

  it("is left out of q", () => {
    const features = { ...noise(3, 40, 5), flat: new Float64Array(40).fill(1) };
    const rows = associate(features, [outcomeOf("two", half(40))]);
    const { flat: _, ...others } = features;
    const without = associate(others, [outcomeOf("two", half(40))]);
    expect(rows.slice(0, 3)).toEqual(without);
  });

  it.each([
    [{ bootstrap: -1 }, "bootstrap: found -1, expected a whole number from 0"],
    [{ permutations: 1.5 }, "permutations: found 1.5, expected a whole number from 0"],
    [{ confidence: 2 }, "confidence: found 2"],
    [{ seed: -1 }, "seed: found -1"],
    [{ volume: x.subarray(1) }, '"volume" has 11 cases, "x" has 12'],
  ])("is refused with options %j", (options, message) => {
    expect(() => associate({ x }, [groups], options)).toThrow(message);
  });

  it("is refused where columns are of different cases", () => {
    expect(() => associate({ x: x.subarray(2) }, [groups])).toThrow(
      '"groups" has 12 cases, "x" has 10: all columns must be of the same cases',
    );
  });
});

describe("many tests", () => {
  it("have q below 0.05 under noise as rarely as the rate says", () => {
    // each table has a discovery with probability 0.05 if its tests are independent
    const tables = 1000;
    let discoveries = 0;
    for (let table = 0; table < tables; table++) {
      const rows = associate(noise(20, 24, 100 + table), [outcomeOf("two", half(24))]);
      if (rows.some(({ q }) => q !== null && q < 0.05)) discoveries++;
    }
    // three standard deviations of a binomial count, and above: the normal p of few ranks is a little coarse
    expect(discoveries).toBeGreaterThan(20);
    expect(discoveries).toBeLessThan(75);
  });

  it("hold the level of max-T together under noise", () => {
    const tables = 200;
    let rejected = 0;
    for (let table = 0; table < tables; table++) {
      const { f0, ...others } = noise(6, 16, 2000 + table);
      // features that go together, as features of images do
      const features = { f0, near: f0.map((v, row) => v + others.f1[row] / 10), ...others };
      const [first, ...rest] = associate(features, [outcomeOf("two", half(16))], {
        permutations: 99,
        seed: table,
      });
      if ([first, ...rest].some(({ pMaxT }) => (pMaxT ?? 1) <= 0.05)) rejected++;
    }
    expect(rejected).toBeGreaterThan(1);
    expect(rejected).toBeLessThan(25); // 10 expected, standard deviation 3
  });

  it("have max-T between p by permutation and the largest", () => {
    const features = noise(5, 20, 9);
    const strong = Float64Array.from({ length: 20 }, (_, row) => (row % 2) + row / 1000);
    const rows = associate({ strong, ...features }, [outcomeOf("two", half(20))], {
      permutations: 199,
    });
    expect(rows[0].pMaxT).toBe(1 / 200);
    for (const { p, pMaxT } of rows) expect(pMaxT).toBeGreaterThanOrEqual((p ?? 0) * 0.5);
    const byStrength = [...rows].sort((a, b) => (a.p ?? 1) - (b.p ?? 1));
    byStrength.reduce((before, row) => {
      expect(row.pMaxT).toBeGreaterThanOrEqual(before);
      return row.pMaxT ?? 0;
    }, 0);
  });

  it("do not depend on the order of cases, but for bootstrap intervals", () => {
    const cases = 30;
    const order = fc.shuffledSubarray(
      Array.from({ length: cases }, (_, k) => k),
      { minLength: cases },
    );
    const features = noise(2, cases, 77);
    const words = half(cases);
    const age = [...noise(1, cases, 78).f0];
    fc.assert(
      fc.property(order, (rows) => {
        const pick = <T>(all: ArrayLike<T>) => rows.map((row) => all[row]);
        const mixed = Object.fromEntries(
          Object.entries(features).map(([name, v]) => [name, Float64Array.from(pick(v))]),
        );
        for (const adjusted of [false, true]) {
          const adjust = (its: number[]) => (adjusted ? [outcomeOf("age", its, "number")] : []);
          const outcomes = (w: string[], t: number[]) => [
            outcomeOf("two", w),
            outcomeOf(
              "age2",
              t.map((v, k) => v + (w[k] === "a" ? 0.1 : 0)),
              "number",
            ),
            survivalOf(
              "s",
              t.map((v) => v + 1),
              w.map((word) => (word === "a" ? 1 : 0)),
            ),
          ];
          const plain = associate(features, outcomes(words, age), { adjust: adjust(age) });
          const turned = associate(mixed, outcomes(pick(words), pick(age)), {
            adjust: adjust(pick(age)),
          });
          plain.forEach(({ p, effect, reason }, k) => {
            expect(turned[k].reason).toBe(reason);
            if (p === null || effect === null) return;
            expect(turned[k].p).toBeCloseTo(p, 9);
            expect(turned[k].effect).toBeCloseTo(effect, 8);
          });
        }
      }),
      { numRuns: 10 },
    );
  });

  it("correlate with the volume, tell of their progress, and end when they are stopped", () => {
    const features = noise(2, 20, 5);
    const seen: string[] = [];
    const rows = associate(features, [outcomeOf("two", half(20))], {
      volume: features.f0.map((v) => v * 3),
      permutations: 3,
      onProgress: ({ done, total, stage }) => seen.push(`${done}/${total} ${stage}`),
    });
    expect(rows[0].volumeCorrelation).toBe(1);
    expect(Math.abs(rows[1].volumeCorrelation ?? 1)).toBeLessThan(0.7);
    expect(seen).toEqual(["0/4 two", "1/4 two", "2/4 two", "3/4 two"]);
    const stop = new AbortController();
    stop.abort();
    expect(() =>
      associate(features, [outcomeOf("two", half(20))], { signal: stop.signal }),
    ).toThrow();
  });
});
