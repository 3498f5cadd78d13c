import { describe, expect, it, vi } from "vitest";
import { filters } from "../../bench/tasks/filters.ts";
import { ellipsoid, texturedBox } from "../../bench/volumes.ts";
import { loadLines } from "../../src/convolution/line-block.ts";
import { addBothMiddlesAndFourPairs } from "../../src/convolution/paired-symmetric-sums.ts";
import { addMiddleAndFourPairs } from "../../src/convolution/symmetric-sums.ts";
import type { Fft } from "../../src/math/fft-plan.ts";
import { binsOf } from "../../src/math/real-lines.ts";
import { correlationSize } from "../../src/morphology/pair-spectrum.ts";
import { measureAutocorrelation } from "../../src/morphology/spatial-autocorrelation.ts";
import { boundingBox, boxSize } from "../../src/volume/box.ts";
import { toMask } from "../../src/volume/mask.ts";
import type { Vec3 } from "../../src/volume/volume.ts";

/** Complex values that were Fourier transformed, those of padding and of unused lines included. */
const transformed = vi.hoisted(() => ({ values: 0 }));

vi.mock("../../src/math/fft.ts", async (importOriginal) => {
  const original = await importOriginal<typeof import("../../src/math/fft.ts")>();
  return {
    ...original,
    planFft: (...options: Parameters<typeof original.planFft>): Fft => {
      const fft = original.planFft(...options);
      return {
        ...fft,
        transform(lines) {
          // powers of two are transformed line by line, others in whole blocks
          transformed.values += fft.size * (fft.valueStride === 2 ? lines : fft.batch);
          fft.transform(lines);
        },
      };
    },
  };
});
vi.mock("../../src/convolution/line-block.ts", { spy: true });
vi.mock("../../src/convolution/symmetric-sums.ts", { spy: true });
vi.mock("../../src/convolution/paired-symmetric-sums.ts", { spy: true });

function transformedIn(run: () => unknown): number {
  transformed.values = 0;
  run();
  return transformed.values;
}

/** Blocks of lines that are not full may add that much to boxes of the sizes below, which fill most. */
const waste = 1.1;

describe("Moran's I and Geary's C", () => {
  it("transform each line once, two real ones at a time", () => {
    const { image, mask } = ellipsoid("smooth", [40, 80, 50]);
    const binary = toMask(mask);
    const box = boundingBox(binary);
    const [, ny, nz] = boxSize(box!);
    const [px, py, pz] = boxSize(box!).map(correlationSize);
    const float = { ...image, data: Float64Array.from(image.data) };
    const values = transformedIn(() => measureAutocorrelation(float, binary, box!));

    // along x: mask, deviations and their squares, and the weights, which are real
    const rows = 4 * ((ny * nz) / 2) * px;
    // for half of the frequencies along x, planes of three spectra and of the even weights
    const plane = 3 * (nz * py + py * pz) + (nz / 2) * py + (binsOf(py) / 2) * pz;
    const expected = rows + binsOf(px) * plane;
    expect(values).toBeGreaterThanOrEqual(0.99 * expected);
    expect(values).toBeLessThanOrEqual(waste * expected);
  });
});

function filterRun(id: string, size: Vec3): () => unknown {
  const image = texturedBox("noise", size);
  const mask = toMask({ ...image, data: new Uint8Array(image.data.length).fill(1) });
  const task = filters.find((one) => one.id === id);
  if (task === undefined) throw new Error(`no filter ${id}`);
  return task.prepare({ image, mask, settings: {} }).run;
}

describe("filters in the frequency domain", () => {
  it.each(["simoncelli-level-2", "shannon-level-2"])(
    "%s: half of the spectrum, there and back",
    (id) => {
      const [nx, ny, nz] = [125, 32, 32];
      const oneWay = (nx / 2 + 2 * binsOf(nx)) * ny * nz;
      const values = transformedIn(filterRun(id, [nx, ny, nz]));
      expect(values).toBeGreaterThanOrEqual(2 * oneWay);
      expect(values).toBeLessThanOrEqual(waste * 2 * oneWay);
    },
  );
});

describe("filters along axes", () => {
  const separable = filters.filter(({ id }) =>
    /^(mean|gaussian|laplacianOfGaussian|laws|wavelet|gradient)/.test(id),
  );
  it("are among those that are timed", () => {
    expect(separable).toHaveLength(11);
  });
  // lines are copied before they are filtered; those of bands of columns are read where they are
  const sums = [vi.mocked(addMiddleAndFourPairs), vi.mocked(addBothMiddlesAndFourPairs)] as const;
  it.each(separable)("$id: as many passes over the image as its floor has", ({ id, floor }) => {
    for (const spy of [vi.mocked(loadLines), ...sums]) spy.mockClear();
    const side = 32;
    filterRun(id, [side, side, side])();
    const lines = vi
      .mocked(loadLines)
      .mock.calls.reduce((sum, [, , , , , , width]) => sum + width, 0);
    const [one, both] = sums;
    const quads = [...one.mock.calls, ...both.mock.calls].reduce(
      (sum, [, , , , , { span, step }, rows]) => sum + (rows * span) / step,
      0,
    );
    expect(lines / side ** 2 + quads / (side ** 3 / 4)).toBe(floor.reads[0].times ?? 1);
  });
});
