import { describe, expect, it } from "vitest";
import { learnLandmarks } from "../../src/processing/landmarks.ts";
import { normalise } from "../../src/processing/normalise.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import { identityDirection } from "../../src/volume/volume.ts";

const line = (values: readonly number[]) => ({
  size: [values.length, 1, 1] as const,
  spacing: [1, 1, 1] as const,
  origin: [0, 0, 0] as const,
  direction: identityDirection,
  data: Float64Array.from(values),
});

const options = { percentiles: [0, 50, 100], to: [0, 100], over: "image" } as const;

describe("learnLandmarks", () => {
  it("averages landmarks that were moved to the ends of the scale", async () => {
    // landmarks 0, 1, 4 and 10, 15, 20: on the scale 0, 25, 100 and 0, 50, 100
    const images = [line([0, 0.5, 1, 2, 4]), line([10, 12, 15, 19, 20])];
    expect(await learnLandmarks(images, options)).toEqual({
      percentiles: [0, 50, 100],
      values: [0, 37.5, 100],
      over: "image",
      images: 2,
    });
  });

  it("does not depend on the unit of an image", async () => {
    const values = [3, 5, 6, 9, 14, 15, 30];
    const other = values.map((x) => 1000 + 4 * x);
    const [one, two] = await Promise.all([
      learnLandmarks([line(values)], options),
      learnLandmarks([line(other)], options),
    ]);
    expect(two).toEqual(one);
  });

  it("gives what brings the images that it learned on to one scale", async () => {
    const values = Array.from({ length: 200 }, (_, v) => ((v * 37) % 101) ** 1.5);
    const images = [line(values), line(values.map((x) => 20 + 3 * x))];
    const landmarks = await learnLandmarks(images, { over: "foreground" });
    expect(landmarks.percentiles).toEqual([1, 10, 20, 30, 40, 50, 60, 70, 80, 90, 99]);
    const [one, two] = images.map((image) => normalise(image, { method: "nyul", landmarks }));
    one.data.forEach((value, v) => {
      expect(two.data[v]).toBeCloseTo(value, 9);
    });
    const settings = resolveSettings({ normalise: { method: "nyul", landmarks } });
    expect(settings.normalise).toEqual({ method: "nyul", landmarks });
  });

  it("takes images one after another from a generator, and regions with them", async () => {
    let held = 0;
    async function* images() {
      for (const scale of [1, 2, 3]) {
        held++;
        const image = line([0, 1, 4, 1e6].map((x) => x * scale));
        yield { image, mask: { ...image, data: Uint8Array.of(1, 1, 1, 0) } };
      }
    }
    const learned = await learnLandmarks(images(), { ...options, over: "mask" });
    expect([held, learned.values]).toEqual([3, [0, 25, 100]]);
  });

  it("names the image that it refuses", async () => {
    const flat = learnLandmarks([line([1, 2, 3]), line([0, 0, 0, 5])], options);
    await expect(flat).rejects.toThrow(
      "image 2: percentiles 0 and 50 of the intensities are 0 and 0, expected each above the one before",
    );
    await expect(learnLandmarks([], options)).rejects.toThrow("images: found none");
    await expect(learnLandmarks([line([1, 2])], { ...options, over: "mask" })).rejects.toThrow(
      'image 1: normalise: found over "mask" without a region',
    );
    await expect(learnLandmarks([line([1, 2])], { percentiles: [50, 50] })).rejects.toThrow(
      "percentiles: found 50, 50, expected each above the one before",
    );
  });
});
