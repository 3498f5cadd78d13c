import { describe, expect, it } from "vitest";
import { extract } from "../../../src/extraction/extract.ts";
import { prepareRegion } from "../../../src/extraction/prepare-region.ts";
import { featureMap } from "../../../src/feature-map/feature-map.ts";
import { applyFilter } from "../../../src/filters/apply-filter.ts";
import { completeFilter } from "../../../src/filters/filters.ts";
import { read, readDescribed } from "../../../src/io/read.ts";
import type { ReadOptions } from "../../../src/io/read-options.ts";
import type { VoxomicsError } from "../../../src/messages/errors.ts";
import { perturb } from "../../../src/perturbation/perturb.ts";
import { portable } from "../../../src/pool/share-volume.ts";
import { keepMask, restoreMask } from "../../../src/processing/kept-mask.ts";
import { resample, resampleMask } from "../../../src/processing/resample.ts";
import { crop, wholeBox } from "../../../src/volume/box.ts";
import { indexToWorld } from "../../../src/volume/geometry.ts";
import { selectLabel, toMask } from "../../../src/volume/mask.ts";
import { placeMask } from "../../../src/volume/place-mask.ts";
import {
  type Grid,
  identityDirection,
  identityOf,
  type Volume,
} from "../../../src/volume/volume.ts";
import { dicomFile, type Elements } from "./dicom-fixture.ts";
import { slicesOf } from "./image-fixture.ts";
import { segmentationElements } from "./segmentation-fixture.ts";
import { structureSetElements } from "./structure-set-fixture.ts";

const grid: Grid = {
  size: [8, 8, 4],
  spacing: [1, 1, 2],
  origin: [-20, 5, 100],
  direction: identityDirection,
};

/** The UIDs that the fixtures have. */
const image = { frameOfReference: "1.2.826.0.1.3", series: "1.2.826.0.1.2" };
const other = "1.2.3.4";

const files = (elements: readonly Elements[]) => elements.map((one) => dicomFile(one));
const ct = files(slicesOf(grid));

const square = [[1, 1], [5, 1], [5, 5], [1, 5]].map(([x, y]) => indexToWorld(grid, [x - 0.5, y - 0.5, 1])); // biome-ignore format: four corners

/** An RTSTRUCT that refers to a frame of reference and a series; null names none. */
function structures(
  { roi, frame, series }: Record<"roi" | "frame" | "series", string | null>,
  uid = "1.2.826.0.1.8",
): Elements {
  const elements = structureSetElements(
    [{ number: 1, name: "R", contours: [{ points: square }] }],
    { SeriesInstanceUID: uid },
  );
  const [item] = elements.StructureSetROISequence as Elements[];
  const { ReferencedFrameOfReferenceUID: _, ...nameless } = item;
  const referred = series === null ? [] : [{ SeriesInstanceUID: series }];
  return {
    ...elements,
    StructureSetROISequence: [
      roi === null ? nameless : { ...nameless, ReferencedFrameOfReferenceUID: roi },
    ],
    ReferencedFrameOfReferenceSequence: [
      {
        ...(frame === null ? {} : { FrameOfReferenceUID: frame }),
        RTReferencedStudySequence: [{ RTReferencedSeriesSequence: referred }],
      },
    ],
  };
}

const segment = (frame: string | null, series: string | null): Elements => {
  const others = series === null ? {} : { ReferencedSeriesSequence: [{ SeriesInstanceUID: series }] }; // biome-ignore format: one line
  const { FrameOfReferenceUID: _, ...elements } = segmentationElements(
    "BINARY",
    grid,
    [{ number: 1, label: "R" }],
    [{ segment: 1, z: 1, pixels: Array.from({ length: 64 }, (_, v) => (v % 8 < 2 ? 1 : 0)) }],
    others,
  );
  return frame === null ? elements : { ...elements, FrameOfReferenceUID: frame };
};

async function thrown(result: Promise<unknown>): Promise<VoxomicsError> {
  return result.then(
    () => expect.fail("it was read"),
    (error) => error,
  );
}

const withGrid = (volume: Volume, options: ReadOptions = {}) => ({ grid: volume, ...options });

describe("a volume read from DICOM", () => {
  it("names its frame of reference and its series", async () => {
    expect(identityOf(await read(ct))).toEqual(image);
  });

  it("names neither where the files do not, or do not agree", async () => {
    const nameless = slicesOf(grid).map(({ FrameOfReferenceUID: _, ...others }) => others);
    const volume = await read(files(nameless as Elements[]));
    expect(identityOf(volume)).toEqual({ series: image.series });
    expect(Object.keys(volume)).not.toContain("frameOfReference");
    const empty = await read(files(slicesOf(grid, { FrameOfReferenceUID: "" })));
    expect(identityOf(empty)).toEqual({ series: image.series });
  });
});

const same = image.frameOfReference;
const cases = [
  ["RTSTRUCT, by its region", structures({ roi: other, frame: same, series: image.series })],
  ["RTSTRUCT, by its references", structures({ roi: null, frame: other, series: image.series })],
  ["SEG", segment(other, null)],
] as const;

describe.each(cases)("a mask of another frame of reference: %s", (_, elements) => {
  const mask = dicomFile(elements);

  it("is refused on the image's grid, with both UIDs and the option", async () => {
    const { code, message, details } = await thrown(read(mask, withGrid(await read(ct))));
    expect(code).toBe("geometry-mismatch");
    expect(message).toMatch(
      /(region|segment) "R" lies in another frame of reference than the image: found 1\.2\.3\.4, expected 1\.2\.826\.0\.1\.3; option otherFrame: true reads the mask as if it lay in the image's$/,
    );
    expect(details).toMatchObject({ found: other, expected: same });
  });

  it("is refused beside the image in one read", async () => {
    const { code, message } = await thrown(read([...ct, mask], { region: "R" }));
    expect([code, message]).toEqual([
      "geometry-mismatch",
      expect.stringContaining("found 1.2.3.4, expected 1.2.826.0.1.3"),
    ]);
  });

  it("is read where that is meant, with a note, and lies in the image's then", async () => {
    const volume = await read(ct);
    for (const given of [
      await readDescribed(mask, withGrid(volume, { otherFrame: true })),
      await readDescribed([...ct, mask], { region: "R", otherFrame: true }),
    ]) {
      expect(given.notes).toMatchObject([
        { code: "other-frame", details: { found: other, expected: same } },
      ]);
      expect(given.volume.frameOfReference).toBe(same);
      const onGrid = given.volume.size[2] === 4 ? given.volume : placeMask(toMask(given.volume), volume).mask; // biome-ignore format: one line
      expect(extract(volume, onGrid, { families: ["statistics"] }).roi.morphologicalVoxels).toBe(
        16,
      );
    }
  });
});

describe("a mask of the image's frame of reference", () => {
  it.each([
    ["RTSTRUCT", structures({ roi: same, frame: other, series: image.series })],
    ["RTSTRUCT that names one among others", structures({ roi: null, frame: same, series: null })],
    ["RTSTRUCT that names none", structures({ roi: null, frame: null, series: image.series })],
    ["SEG", segment(same, image.series)],
    ["SEG that names none", segment(null, null)],
  ])("is read without a word: %s", async (_, elements) => {
    const { volume, notes } = await readDescribed(dicomFile(elements), withGrid(await read(ct)));
    expect(notes).toEqual([]);
    expect(volume.frameOfReference).toBe(same);
    expect(volume.series).toBe(elements.SeriesInstanceUID);
  });

  it.each([
    ["RTSTRUCT", structures({ roi: same, frame: same, series: "1.7" })],
    ["SEG", segment(same, "1.7")],
  ])("may refer to another series of it, with a note: %s", async (_, elements) => {
    const { notes } = await readDescribed(dicomFile(elements), withGrid(await read(ct)));
    expect(notes).toMatchObject([
      { code: "other-series", details: { found: ["1.7"], expected: image.series } },
    ]);
    expect(notes[0].message).toContain("it refers to 1.7, the image is 1.2.826.0.1.2");
  });

  it("is compared with nothing where the image names none", async () => {
    const { frameOfReference: _, series: __, ...nameless } = await read(ct);
    const mask = await readDescribed(dicomFile(segment(other, "1.7")), withGrid(nameless));
    expect(mask.notes).toEqual([]);
    expect(mask.volume.frameOfReference).toBe(other);
  });
});

describe("a label map in DICOM", () => {
  const labels = files(slicesOf(grid, { FrameOfReferenceUID: other }));

  it("of another frame of reference is refused for the image, unless that is meant", async () => {
    const volume = await read(ct);
    expect((await thrown(read(labels, withGrid(volume)))).code).toBe("geometry-mismatch");
    const { volume: read1, notes } = await readDescribed(labels, withGrid(volume, { otherFrame: true })); // biome-ignore format: one line
    expect(notes).toMatchObject([{ code: "other-frame" }]);
    expect(read1.frameOfReference).toBe(same);
    expect((await read(labels)).frameOfReference).toBe(other);
  });
});

describe("image and mask of different frames of reference", () => {
  const data = new Uint8Array(256).fill(1, 64, 128);
  const volume: Volume = { ...grid, ...image, data: Float32Array.from({ length: 256 }, (_, v) => v % 7) }; // biome-ignore format: one line
  const mask = { ...grid, frameOfReference: other, data };

  it.each<[string, () => unknown]>([
    ["extract", () => extract(volume, mask, { families: ["statistics"] })],
    ["featureMap", () => featureMap(volume, mask, { features: ["stat_mean"] })],
    ["prepareRegion", () => prepareRegion(volume, mask)],
    ["perturb", () => perturb(volume, mask, "T", 1)],
    ["placeMask", () => placeMask(mask, volume)],
    ["extract of a message", () => extract(portable(volume), portable(mask), {})],
    ["extract of a mask kept", () => extract(volume, restoreMask(keepMask(mask)), {})],
  ])("are refused by %s", (_, step) => {
    expect(step).toThrow(
      expect.objectContaining({
        code: "geometry-mismatch",
        message: expect.stringContaining("found 1.2.3.4, expected 1.2.826.0.1.3"),
      }),
    );
  });

  it("are one where either names none", () => {
    const { frameOfReference: _, ...nameless } = mask;
    expect(() => extract(volume, nameless, { families: ["statistics"] })).not.toThrow();
    expect(placeMask(nameless, volume).mask.frameOfReference).toBe(same);
  });

  it("are not compared by what is no UID: it is refused", () => {
    const wrong = { ...volume, frameOfReference: 7 } as unknown as Volume;
    expect(() => extract(wrong, mask)).toThrow("frameOfReference: found 7, expected a UID as text");
    const empty = { ...volume, frameOfReference: undefined } as unknown as Volume;
    expect(() => extract(empty, mask, { families: ["statistics"] })).not.toThrow();
  });

  it("keep both UIDs through the steps that keep the place of voxels", () => {
    const own = toMask({ ...grid, ...image, data });
    const step = { spacing: [2, 2, 2] as const };
    const mean = completeFilter({ type: "mean", support: 3 });
    for (const made of [
      crop(volume, wholeBox(grid)),
      resample(volume, step),
      resampleMask(own, step),
      applyFilter(volume, mean),
      selectLabel(own, 1),
      placeMask(own, volume).mask,
      portable(volume),
      restoreMask(keepMask(own)),
      perturb(volume, own, { translation: [0.5, 0, 0] }, 1).image,
      perturb(volume, own, { translation: [0.5, 0, 0] }, 1).mask,
      featureMap(volume, own, { features: ["stat_mean"] })[0].volume,
    ]) {
      expect(identityOf(made)).toEqual(image);
    }
  });
});
