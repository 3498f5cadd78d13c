import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extract } from "../../../src/extraction/extract.ts";
import { quaternionOf } from "../../../src/io/nifti/frame.ts";
import { writeNifti } from "../../../src/io/nifti/write.ts";
import { read } from "../../../src/io/read.ts";
import type { ReadOptions } from "../../../src/io/read-options.ts";
import type { Vec3 } from "../../../src/volume/volume.ts";
import { type Fixture, niftiFile } from "./fixture.ts";

const dim = [3, 10, 10, 8, 1, 1, 1, 1];

/** Voxel sides of 1.31579, 1.31579 and 10 mm by qform and pixdim, of 1 mm by the sform. */
const conflict: Fixture = {
  dim,
  qformCode: 1,
  sformCode: 2,
  qform: [0, 1, 0, 0, 0, 0],
  pixdim: [1, 1.31579, 1.31579, 10, 1, 1, 1, 1],
  sform: [-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0],
};

/** 1.8 mm³ a voxel by a sheared sform, 2 mm³ by the qform. */
const sheared: Fixture = {
  dim,
  qformCode: 1,
  sformCode: 1,
  pixdim: [1, 1, 1, 2, 1, 1, 1, 1],
  sform: [1, 0, 0, 0, 0, 0.9, 0, 0, 0, 0.3, 2, 0],
};

/** The volume of a region of 400 voxels, counted, in mm³. */
async function volumeOf(fixture: Fixture, options: ReadOptions): Promise<number | null> {
  const image = await read(niftiFile(fixture), options);
  const voxels = (view: DataView) => {
    for (let v = 0; v < 400; v++) view.setUint8(v, 1);
  };
  const mask = await read(niftiFile({ ...fixture, voxels }), { ...options, grid: image });
  const { features } = extract(image, mask, { families: ["morphology"] });
  return features.find(({ tag }) => tag === "morph_vol_approx")?.value ?? null;
}

const refusal = (fixture: Fixture, options: ReadOptions = {}): Promise<string> =>
  read(niftiFile(fixture), options).then(
    () => "none",
    ({ code, message }) => `${code}: ${message}`,
  );

describe("a header that contradicts itself about the size of a voxel", () => {
  it("is refused, with both sizes and the options that choose", async () => {
    expect(await refusal(conflict)).toBe(
      "invalid-file: NIfTI header contradicts itself about the size of a voxel: by the sform it has " +
        "1 × 1 × 1 mm (1 mm³), by qform and pixdim 1.31579 × 1.31579 × 10 mm (17.313 mm³); " +
        "option geometry: sform takes the sform, option geometry: qform takes the qform",
    );
    expect(await refusal({ ...conflict, units: 3 })).toContain("0.001 × 0.001 × 0.001 mm");
  });

  it("is read by the transform that is said to hold", async () => {
    expect(await volumeOf(conflict, { geometry: "sform" })).toBe(400);
    expect(await volumeOf(conflict, { geometry: "qform" })).toBeCloseTo(6925.2, 1);
    expect(await volumeOf(conflict, { geometry: "spacing" })).toBeCloseTo(6925.2, 1);
  });

  it("is one without a qform too, whose spacing alone may be chosen", async () => {
    const fixture = { ...conflict, qformCode: 0 };
    expect(await refusal(fixture)).toMatch(
      /by pixdim 1\.3.*geometry: sform takes the sform, option geometry: spacing goes by pixdim alone/,
    );
    // there is no qform to choose
    expect(await refusal(fixture, { geometry: "qform" })).toMatch(/contradicts itself/);
    expect(await volumeOf(fixture, { geometry: "spacing" })).toBeCloseTo(6925.2, 1);
  });

  it("is none where pixdim leaves sides out, rounds them, or stands for axes that are not there", async () => {
    const sform = [0.9765625, 0, 0, 0, 0, 0.9765625, 0, 0, 0, 0, 3, 0];
    const fixture = { sformCode: 1, sform, dim: [3, 2, 3, 4, 1, 1, 1, 1] };
    for (const pixdim of [
      [1, 0.977, 0.9766, 3],
      [1, 0, 0, 0],
    ]) {
      expect(await refusal({ ...fixture, pixdim })).toBe("none");
    }
    expect(await refusal({ ...fixture, pixdim: [1, 0.98, 0.98, 3] })).toMatch(/by pixdim 0\.98 ×/);
    const flat = { ...fixture, dim: [2, 2, 3], pixdim: [1, 0.9766, 0.9766, 7] };
    expect(await refusal(flat)).toBe("none");
  });
});

describe("a sheared sform beside a qform", () => {
  it("is refused with both volumes, and read by the qform where that is said to hold", async () => {
    expect(await refusal(sheared)).toMatch(
      /sheared \(1\.8 mm³\), by qform and pixdim 1 × 1 × 2 mm \(2 mm³\); option geometry: qform takes the qform$/,
    );
    expect(await volumeOf(sheared, { geometry: "qform" })).toBe(800);
    expect(await refusal(sheared, { geometry: "sform" })).toMatch(/sform: it is sheared/);
  });

  it("is refused without one too, naming the spacing", async () => {
    const alone = { ...sheared, qformCode: 0, pixdim: [1, 1, Math.hypot(0.9, 0.3), 2] };
    expect(await refusal(alone)).toMatch(
      /places no voxels: sform: it is sheared.*geometry: spacing/,
    );
    expect(await refusal(alone, { geometry: "spacing" })).toBe("none");
  });
});

describe("axes of sform and qform", () => {
  const sform = [1, 0, 0, 5, 0, 2, 0, 6, 0, 0, 3, 7];
  const both: Fixture = { sformCode: 1, qformCode: 1, sform, pixdim: [1, 1, 2, 3] };

  it("may start anywhere", async () => {
    expect(await refusal({ ...both, qform: [0, 0, 0, -90, 33, 1] })).toBe("none");
  });

  it("have the same handedness", async () => {
    const refused = await refusal({ ...both, pixdim: [-1, 1, 2, 3] });
    expect(refused).toMatch(
      /handedness: the sform is right-handed, the qform left-handed; option geometry/,
    );
    const image = await read(niftiFile({ ...both, pixdim: [-1, 1, 2, 3] }), { geometry: "qform" });
    expect(image.direction).toEqual([-1, 0, 0, 0, -1, 0, 0, 0, -1]);
  });

  it.each([
    { code: 1, degrees: 0.5, refused: false },
    { code: 1, degrees: 2, refused: true },
    { code: 4, degrees: 30, refused: false },
    { code: 4, degrees: 60, refused: true },
  ])("with code $code beside 1 may be turned by $degrees°: $refused", async (row) => {
    const d = Math.sin(((row.degrees / 2) * Math.PI) / 180);
    const text = await refusal({ ...both, sformCode: row.code, qform: [0, 0, d, 0, 0, 0] });
    if (row.refused) expect(text).toMatch(/the [xy] axis of the sform is turned by \d+\.\d°/);
    else expect(text).toBe("none");
  });

  it("agree where both were made of the same grid, whatever that is", async () => {
    const angle = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true });
    const side = fc.double({ min: 0.1, max: 9, noNaN: true });
    await fc.assert(
      fc.asyncProperty(angle, angle, side, side, fc.boolean(), async (a, b, s, t, left) => {
        const x: Vec3 = [Math.cos(a), Math.sin(a), 0];
        const y: Vec3 = [-Math.sin(a) * Math.cos(b), Math.cos(a) * Math.cos(b), Math.sin(b)];
        const sign = left ? -1 : 1;
        const z = [x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]];
        const d = [x[0], y[0], sign * z[0], x[1], y[1], sign * z[1], x[2], y[2], sign * z[2]];
        const volume = {
          data: new Uint8Array(8),
          size: [2, 2, 2] as Vec3,
          spacing: [s, t, 1] as Vec3,
          origin: [1, 2, 3] as Vec3,
          direction: d as never,
        };
        await read(await writeNifti(volume));
        const { quaternion } = quaternionOf([x, y, [sign * z[0], sign * z[1], sign * z[2]]]);
        expect(Math.hypot(...quaternion)).toBeLessThan(1.001);
      }),
      { numRuns: 300 },
    );
  });
});
