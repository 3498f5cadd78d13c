import { describe, expect, it } from "vitest";
import type { Grid, Vec3 } from "../../../src/volume/volume.ts";
import { decimal, dicomFile, type Elements } from "./dicom-fixture.ts";
import {
  enhancedElements,
  obliqueGrid,
  readElements,
  readFiles,
  slicesOf,
} from "./image-fixture.ts";

const grid: Grid = { ...obliqueGrid, direction: [1, 0, 0, 0, 1, 0, 0, 0, 1] };

/** Slices at these positions along z, and off the normal by dx and dy. */
function slicesAt(places: readonly (readonly [z: number, dx?: number, dy?: number])[]): Elements[] {
  const [slice] = slicesOf(grid);
  const [x, y] = grid.origin;
  return places.map(([z, dx = 0, dy = 0], n) => ({
    ...slice,
    SOPInstanceUID: `1.2.3.${n}`,
    ImagePositionPatient: [x + dx, y + dy, z].map(decimal),
  }));
}

const refusal = (slices: readonly Elements[]) =>
  readElements(slices).then(
    () => expect.unreachable("should be refused"),
    (error) => error,
  );

const noGapFilled =
  "; no option fills a gap, as its values would be made up: add what is missing, or resample the image to " +
  "even slices first";

describe("slices that make no regular grid are refused", () => {
  it("missing ones, with the places where there is none", async () => {
    const error = await refusal(slicesAt([[0], [2], [4], [10], [12], [14], [18]]));
    expect(error.code).toBe("invalid-file");
    expect(error.message).toBe(
      "3 slices are missing: found 7 about 2 mm apart, but none at [-12.5, 100.25, 6], " +
        "[-12.5, 100.25, 8], [-12.5, 100.25, 16]" +
        noGapFilled,
    );
    expect(error.details.missing).toEqual([
      [-12.5, 100.25, 6],
      [-12.5, 100.25, 8],
      [-12.5, 100.25, 16],
    ]);
  });

  it("one missing of many", async () => {
    const places = Array.from({ length: 300 }, (_, n): [number] => [n * 0.625]);
    const error = await refusal(slicesAt(places.toSpliced(150, 1)));
    expect(error.message).toBe(
      "1 slice is missing: found 299 about 0.625 mm apart, but none at [-12.5, 100.25, 93.75]" +
        noGapFilled,
    );
  });

  it("unevenly spaced ones, with the distances", async () => {
    expect((await refusal(slicesAt([[0], [2], [4], [7], [9]]))).message).toBe(
      "slices are unevenly spaced: found from 2 to 3 mm, expected each within 2 % of a step of its " +
        "place on a regular grid; option sliceTolerance: 0.4 takes them for evenly spaced",
    );
    expect((await refusal(slicesAt([[0], [2], [4.05], [6]]))).message).toContain("unevenly");
  });

  it("sheared ones, with how far they lie off", async () => {
    const tilted = [0, 1, 2, 3].map((n): [number, number, number] => [3 * n, 0, 0.8 * n]);
    expect((await refusal(slicesAt(tilted))).message).toBe(
      "slices are sheared, as those of a tilted gantry are: file 2 of 4 lies 0 mm along x and 0.8 mm " +
        "along y from the normal through the first, expected at most 2 % of a pixel (0.7, 1.3 mm)",
    );
    expect((await refusal(slicesAt([[0], [3, 0.02], [6, 0.04]]))).message).toContain("sheared");
  });

  it("those of a localizer among others, by orientation", async () => {
    const sagittal = { ImageOrientationPatient: ["0", "1", "0", "0", "0", "-1"] };
    const slices = slicesAt([[0], [2], [4]]);
    const error = await refusal([...slices, { ...slices[0], ...sagittal }]);
    expect(error.message).toBe(
      "4 slices have different orientations: [1, 0, 0, 0, 1, 0] (3), [0, 1, 0, 0, 0, -1] (1), " +
        "expected one: a localizer or another stack may be among them",
    );
  });

  it.each<[string, Elements, string]>([
    ["spacing", { PixelSpacing: ["1.3", "0.8"] }, "spacings: [0.7, 1.3] (3), [0.8, 1.3] (1)"],
    ["size", { Columns: 6, Rows: 2 }, "sizes: [4, 3] (3), [6, 2] (1)"],
  ])("those of another %s", async (_, others, message) => {
    const slices = slicesAt([[0], [2], [4], [6]]);
    const error = await refusal([...slices.slice(0, 3), { ...slices[3], ...others }]);
    expect(error.message).toBe(
      `4 slices have different ${message}, expected one: a localizer or another stack may be among them`,
    );
  });

  it("those of another frame of reference", async () => {
    const slices = slicesAt([[0], [2]]);
    const error = await refusal([slices[0], { ...slices[1], FrameOfReferenceUID: "1.9" }]);
    expect(error.message).toBe(
      "2 slices lie in 2 frames of reference, expected one; option mixedFrames: true reads them as if " +
        "they lay in one",
    );
    const nameless = await refusal([slices[0], { ...slices[1], FrameOfReferenceUID: "" }]);
    expect(nameless.message).toMatch(
      /^2 slices lie in 1 frame of reference, and 1 of them name none, expected one; option mixedFrames/,
    );
  });

  it.each<[string, Partial<Elements>]>([
    ["ImagePositionPatient (0020,0032)", { ImagePositionPatient: "" }],
    ["ImageOrientationPatient (0020,0037)", { ImageOrientationPatient: "" }],
    ["PixelSpacing (0028,0030)", { PixelSpacing: "" }],
  ])("those without %s", async (name, others) => {
    const [first, second] = slicesAt([[0], [2]]);
    const error = await refusal([first, { ...second, ...others } as Elements]);
    expect(error.message).toBe(
      `file 2 of 2: image does not say where it lies in the patient: it has no ${name}`,
    );
  });

  it.each<[Elements, string]>([
    [
      { ImageOrientationPatient: ["1", "0", "0", "1", "0", "0"] },
      "ImageOrientationPatient (0020,0037) is 1, 0, 0, 1, 0, 0, expected two unit vectors at right angles",
    ],
    [
      { ImageOrientationPatient: ["0", "0", "0", "0", "1", "0"] },
      "ImageOrientationPatient (0020,0037) is 0, 0, 0, 0, 1, 0, expected two unit vectors at right angles",
    ],
    [{ PixelSpacing: ["0", "1"] }, "PixelSpacing (0028,0030) is 0, 1, expected mm above 0"],
    [{ PixelSpacing: ["1"] }, "PixelSpacing (0028,0030): found 1 numbers, expected 2"],
    [{ Rows: 0 }, "Rows (0028,0010) is 0, expected a whole number above 0"],
  ])("those whose numbers cannot be: %j", async (others, message) => {
    const error = await refusal([{ ...slicesAt([[0]])[0], SliceThickness: "1", ...others }]);
    expect(error.message).toBe(message);
  });
});

describe("several slices in one place are refused", () => {
  const twice = (name: string, values: readonly string[], others: Elements = {}): Elements[] =>
    slicesAt([[0], [2], [4], [0], [2], [4]]).map((slice, n) => ({
      ...slice,
      ...others,
      [name]: values[Math.floor(n / 3)],
    }));

  it.each([
    ["TemporalPositionIdentifier", ["1", "2"], "TemporalPositionIdentifier (0020,0100): 1, 2"],
    ["EchoNumbers", ["1", "2"], "EchoNumbers (0018,0086): 1, 2"],
    ["EchoTime", ["2.3", "4.6"], "EchoTime (0018,0081): 2.3, 4.6"],
    ["TriggerTime", ["", "40"], "TriggerTime (0018,1060): none, 40"],
    ["ImageType", ["DERIVED", "ORIGINAL"], "ImageType (0008,0008): DERIVED, ORIGINAL"],
    ["AcquisitionTime", ["101500", "102000"], "AcquisitionTime (0008,0032)"],
  ])("by their %s, unless one is chosen", async (name, values, message) => {
    const error = await refusal(twice(name, values));
    expect(error.code).toBe("invalid-settings");
    const said = values.map((value) =>
      name === "AcquisitionTime" ? `by ${name}` : `${name}=${value || "none"}`,
    );
    expect(error.message).toBe(
      "several slices lie in one place: found 6 in 3 places, 2 of them at [-12.5, 100.25, 0] " +
        `(file 1 of 6; file 4 of 6), expected one each; they differ in ${message}; 2 volumes: 1 is ` +
        `${said[0]} (3 slices), 2 is ${said[1]} (3 slices); option volume: N chooses one by its number`,
    );
    expect(error.details.differing).toEqual([name]);
  });

  it("though nothing tells them apart", async () => {
    expect((await refusal(twice("EchoTime", ["1", "1"]))).message).toContain(
      "expected one each; no time, echo or other tag tells them apart",
    );
  });

  it("as one image that has other pixels the second time", async () => {
    const [first] = slicesAt([[0]]);
    const pixels = (first.PixelData as Uint8Array).map((byte) => 255 - byte);
    expect((await refusal([first, { ...first, PixelData: pixels }])).message).toContain(
      "expected one each; they are the same image by SOPInstanceUID (0008,0018), but have other pixels",
    );
  });

  it("in the frames of an enhanced image, by what their groups say", async () => {
    const whole = enhancedElements(obliqueGrid);
    const [group] = whole.PerFrameFunctionalGroupsSequence as readonly Elements[];
    const frames = [2, 4, 8, 16, 32].map((time, n) => ({
      ...group,
      FrameContentSequence: [{ TemporalPositionIndex: n + 1 }],
      MREchoSequence: [{ EffectiveEchoTime: time }],
    }));
    const error = await refusal([{ ...whole, PerFrameFunctionalGroupsSequence: frames }]);
    expect(error.message).toContain("frame 1 of 5; frame 2 of 5; frame 3 of 5; frame 4 of 5");
    expect(error.message).toContain(
      "they differ in EffectiveEchoTime (0018,9082): 2, 4, 8, 16 … (5 values), " +
        "TemporalPositionIndex (0020,9128): 1, 2, 3, 4 … (5 values); 5 volumes: 1 is EffectiveEchoTime=2 (1 slice), ",
    );
  });
});

describe("slices that make no regular grid are read where that is meant", () => {
  const read = (slices: readonly Elements[], options: Parameters<typeof readFiles>[1]) =>
    readFiles(
      slices.map((slice) => dicomFile(slice)),
      options,
    );

  it("in several frames of reference, with a note", async () => {
    const [first, second, third] = slicesAt([[0], [2], [4]]);
    const mixed = [
      first,
      { ...second, FrameOfReferenceUID: "1.9" },
      { ...third, FrameOfReferenceUID: "" },
    ];
    const { volume, notes } = await read(mixed, { mixedFrames: true });
    expect(volume.size).toEqual([4, 3, 3]);
    expect(notes?.map(({ message }) => message)).toEqual([
      "3 slices lie in 2 frames of reference, and 1 of them name none: they were taken to lie in one",
    ]);
  });

  it("within a tolerance, with a note of how far they lie off", async () => {
    const uneven = slicesAt([[0], [2], [4.3], [6, 0.1]]);
    const { volume, notes } = await read(uneven, { sliceTolerance: 0.3 });
    // least squares over z = 0, 1, 2, 3: slope 10.15 / 5, mean 3.075; the third lies 0.21 mm off
    expect(volume.spacing).toEqual([0.7, 1.3, 2.03]);
    expect(volume.origin[2]).toBeCloseTo(0.03, 12);
    expect(notes?.map(({ message }) => message)).toEqual([
      "slices lie up to 0.21 mm from their places on an even grid, as allowed: their distance was taken as 2.03 mm, fitted to all",
    ]);
    await expect(read(uneven, { sliceTolerance: 0.2 })).rejects.toThrow(
      "expected each within 0.2 mm of its place on a regular grid; option sliceTolerance: 0.21 takes",
    );
    expect((await read(uneven, { sliceTolerance: 0.21 })).volume.spacing[2]).toBe(2.03);
    expect((await read(slicesAt([[0], [2], [4]]), { sliceTolerance: 0.3 })).notes).toEqual([]);
  });

  it("at the distance that they state, where rounded positions cannot tell it from the fitted one", async () => {
    const rounded = slicesAt([[0], [1.2], [2.5], [3.8], [5], [6.2], [7.5], [8.8]]);
    const stating = (step: string) =>
      read(
        rounded.map((slice) => ({ ...slice, SpacingBetweenSlices: step })),
        { sliceTolerance: 0.1 },
      );
    const { volume, notes } = await stating("1.25");
    expect(volume.spacing[2]).toBe(1.25);
    expect(notes?.map(({ message }) => message)).toEqual([
      "slices lie up to 0.05 mm from their places on an even grid, as allowed: their distance was taken as 1.25 mm, the SpacingBetweenSlices (0018,0088) of the files",
    ]);
    // 0.05 mm more a step are 0.175 mm over half the stack, more than any slice lies off
    const fitted = (await read(rounded, { sliceTolerance: 0.1 })).volume.spacing[2];
    expect((await stating("1.3")).volume.spacing[2]).toBe(fitted);
    expect(Math.abs(fitted - 1.25)).toBeLessThan(0.01);
  });

  it("but never without one of them, or nearer to the place of another", async () => {
    const missing = Array.from({ length: 300 }, (_, n): [number] => [n * 0.625]).toSpliced(150, 1);
    await expect(read(slicesAt(missing), { sliceTolerance: 5 })).rejects.toThrow(
      "1 slice is missing",
    );
    const far = read(slicesAt([[0], [2], [5.2], [6]]), { sliceTolerance: 5 });
    await expect(far).rejects.toThrow(/within 1 mm of its place on a regular grid$/);
  });
});

describe("slices that are rounded", () => {
  it("lie on a regular grid within 2 % of a step", async () => {
    const places = [0, 1, 2, 3, 4, 5].map((n): [number] => [Math.round(n * 3.267 * 100) / 100]);
    const { volume } = await readElements(slicesAt(places));
    expect(volume.spacing[2]).toBeCloseTo(3.267, 2);
    const { origin } = volume;
    expect(origin).toEqual([-12.5, 100.25, 0] satisfies Vec3);
  });
});
