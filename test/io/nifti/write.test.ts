import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeNifti, readNifti } from "../../../src/io/nifti/nifti.ts";
import { writeNifti } from "../../../src/io/nifti/write.ts";
import {
  gridOf,
  identityDirection,
  type Mat3,
  type Vec3,
  type Volume,
  type VoxelArray,
} from "../../../src/volume/volume.ts";
import { readByItk } from "../itk.ts";
import { niftiFile } from "./fixture.ts";

const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const triple = (min: number, max: number) =>
  fc.tuple(finite(min, max), finite(min, max), finite(min, max));

/** Orthonormal axes of either handedness, by Gram-Schmidt. */
const direction: fc.Arbitrary<Mat3> = fc
  .tuple(triple(-1, 1), triple(-1, 1), fc.constantFrom(-1, 1))
  .map(([u, v, hand]): Mat3 | undefined => {
    const x = u.map((value) => value / Math.hypot(...u));
    const along = v[0] * x[0] + v[1] * x[1] + v[2] * x[2];
    const rest = v.map((value, n) => value - along * x[n]);
    const y = rest.map((value) => value / Math.hypot(...rest));
    if (!(Math.hypot(...u) > 0.1 && Math.hypot(...rest) > 0.1)) return undefined;
    const z = [0, 1, 2].map((n) => {
      const [p, q] = [(n + 1) % 3, (n + 2) % 3];
      return hand * (x[p] * y[q] - x[q] * y[p]);
    });
    return [x[0], y[0], z[0], x[1], y[1], z[1], x[2], y[2], z[2]];
  })
  .filter((d) => d !== undefined);

const arrays = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
] as const;

const volume: fc.Arbitrary<Volume> = fc
  .record({
    size: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), fc.nat(3)),
    spacing: triple(0.01, 10),
    origin: triple(-500, 500),
    direction: fc.oneof(fc.constant(identityDirection), direction),
    array: fc.constantFrom(...arrays),
    values: fc.array(fc.double(), { minLength: 64, maxLength: 64 }),
  })
  .map(({ size: [nx, ny, nz], array, values, ...grid }) => {
    const size: Vec3 = [nx, ny, nz + 1];
    return { ...grid, size, data: new array(values.slice(0, nx * ny * (nz + 1))) };
  });

/** Largest difference of spacing (relative), origin (in parts of 500 mm) and direction. */
function difference(a: Volume, b: Volume): number {
  return Math.max(
    ...a.spacing.map((value, n) => Math.abs(value / b.spacing[n] - 1)),
    ...a.origin.map((value, n) => Math.abs(value - b.origin[n]) / 500),
    ...a.direction.map((value, n) => Math.abs(value - b.direction[n])),
  );
}

const plain = (data: VoxelArray): VoxelArray =>
  data instanceof Uint8ClampedArray ? new Uint8Array(data) : data;

describe("writeNifti", () => {
  it.each([
    { version: 1 as const, precision: 1.5e-7 },
    { version: 2 as const, precision: 1e-15 },
  ])("reads back the same (version $version)", async ({ version, precision }) => {
    await fc.assert(
      fc.asyncProperty(volume, fc.boolean(), async (written, gzip) => {
        const file = await writeNifti(written, { version, gzip });
        const { volume: found, description } = await describeNifti(file);
        expect(description).toMatchObject({ format: `NIfTI-${version}`, gzip, transform: "sform" });
        expect(found.data).toEqual(plain(written.data));
        expect(found.size).toEqual(written.size);
        expect(difference(found, written)).toBeLessThan(precision);
      }),
      { numRuns: 150 },
    );
  });

  it("keeps every bit of a grid that NIfTI-1 held before", async () => {
    await fc.assert(
      fc.asyncProperty(volume, async (written) => {
        const once = await readNifti(await writeNifti(written));
        const twice = await readNifti(await writeNifti(once));
        expect(gridOf(twice)).toEqual(gridOf(once));
      }),
      { numRuns: 150 },
    );
  });

  it("keeps a grid that came from a qform", async () => {
    const unit = finite(-0.57, 0.57);
    await fc.assert(
      fc.asyncProperty(unit, unit, unit, triple(0.1, 9), fc.constantFrom(-1, 1), async (...q) => {
        const [b, c, d, spacing, qfac] = q;
        const qform = [b, c, d, 1.1, 2.2, 3.3];
        const once = await readNifti(
          niftiFile({ qformCode: 1, qform, pixdim: [qfac, ...spacing] }),
        );
        const twice = await readNifti(await writeNifti(once));
        expect(twice.spacing).toEqual(once.spacing);
        expect(twice.origin).toEqual(once.origin);
        expect(difference(twice, once)).toBeLessThan(1e-14);
      }),
      { numRuns: 300 },
    );
  });

  it("keeps double precision where axes are parallel to the world's in NIfTI-2", async () => {
    const written: Volume = {
      data: new Uint8Array(1),
      size: [1, 1, 1],
      spacing: [0.1, 0.977, 1 / 3],
      origin: [-174.3945, 1 / 7, 0],
      direction: [0, 0, -1, 1, 0, 0, 0, 1, 0],
    };
    const found = await readNifti(await writeNifti(written, { version: 2 }));
    expect(found).toEqual(written);
  });

  const line = (length: number): Volume => ({
    data: new Uint8Array(length),
    size: [length, 1, 1],
    spacing: [1, 1, 1],
    origin: [0, 0, 0],
    direction: identityDirection,
  });

  it("takes version 2 for what version 1 cannot hold", async () => {
    const format = async (written: Volume) =>
      (await describeNifti(await writeNifti(written))).description.format;
    expect(await format(line(32767))).toBe("NIfTI-1");
    expect(await format(line(32768))).toBe("NIfTI-2");
    expect(await format({ ...line(2), spacing: [1e-40, 1, 1] })).toBe("NIfTI-2");
    await expect(writeNifti(line(32768), { version: 1 })).rejects.toMatchObject({
      code: "invalid-settings",
    });
  });

  it("sets both transforms, in mm", async () => {
    const file = await writeNifti({ ...line(2), spacing: [2, 3, 4], origin: [1, 2, 3] });
    const view = new DataView(file.buffer);
    expect(view.getUint8(123)).toBe(2);
    expect([view.getInt16(252, true), view.getInt16(254, true)]).toEqual([1, 1]);
    const floats = (at: number, count: number) =>
      Array.from({ length: count }, (_, n) => view.getFloat32(at + 4 * n, true));
    expect(floats(76, 4)).toEqual([1, 2, 3, 4]);
    // half a turn about z takes LPS to RAS
    expect(floats(256, 6)).toEqual([0, 0, 1, -1, -2, 3]);
    expect(floats(280, 12)).toEqual([-2, 0, 0, -1, 0, -3, 0, -2, 0, 0, 4, 3]);
  });

  it("writes a part of a larger buffer", async () => {
    const data = Int16Array.of(1, 2, 3, 4).subarray(1, 3);
    expect((await readNifti(await writeNifti({ ...line(2), data }))).data).toEqual(
      Int16Array.of(2, 3),
    );
  });

  it("refuses a volume that contradicts itself", async () => {
    await expect(writeNifti({ ...line(2), size: [3, 1, 1] })).rejects.toMatchObject({
      code: "invalid-volume",
    });
  });
});

describe("a slice whose thickness was assumed", () => {
  const turned: Mat3 = [0.8, -0.6, 0, 0.6, 0.8, 0, 0, 0, 1];
  const tilted: Mat3 = [1, 0, 0, 0, 0.8, -0.6, 0, 0.6, 0.8];
  const slice: Volume = {
    data: new Uint8Array(12),
    size: [3, 4, 1],
    spacing: [0.7, 0.9, 1],
    origin: [5, -6, 7],
    direction: identityDirection,
    thicknessAssumed: true,
  };

  it.each([
    ["straight", identityDirection],
    ["turned", turned],
    ["tilted", tilted],
  ] as const)("keeps its mark where it is %s", async (_, direction) => {
    for (const version of [1, 2] as const) {
      const bytes = await writeNifti({ ...slice, direction }, { version });
      const { volume, notes } = await describeNifti(bytes);
      expect(volume.thicknessAssumed).toBe(true);
      expect(volume.spacing[2]).toBeCloseTo(1, 6);
      expect(notes?.map(({ code }) => code)).toEqual(["thickness-assumed"]);
    }
  });

  it("has its axis of one voxel anywhere", async () => {
    const bytes = await writeNifti({ ...slice, size: [1, 3, 4], spacing: [1, 0.7, 0.9] });
    expect(await readNifti(bytes)).toMatchObject({ thicknessAssumed: true, size: [1, 3, 4] });
  });

  it("keeps the affine, and leaves out pixdim[3]", async () => {
    const bytes = await writeNifti(slice);
    const header = new DataView(bytes.buffer);
    expect(header.getFloat32(76 + 12, true)).toBe(0);
    expect(header.getInt16(254, true)).toBe(1); // sform_code
    expect(header.getFloat32(312 + 8, true)).toBe(1); // srow_z[2]
  });

  it("is read by ITK as 1 mm thick", async () => {
    const { spacing } = await readByItk("slice.nii", await writeNifti(slice));
    expect(spacing[2]).toBe(1);
  });

  it("is told from one whose thickness is known", async () => {
    const { thicknessAssumed: _, ...known } = slice;
    expect(await readNifti(await writeNifti(known))).not.toHaveProperty("thicknessAssumed");
    const thick = { ...slice, spacing: [0.7, 0.9, 5] as const };
    // an sform states its thickness, whatever pixdim leaves out
    const bytes = await writeNifti(thick);
    new DataView(bytes.buffer).setFloat32(76 + 12, 0, true);
    expect((await readNifti(bytes)).spacing[2]).toBe(5);
    expect(await readNifti(bytes)).not.toHaveProperty("thicknessAssumed");
  });
});
