import dcmjs from "dcmjs";
import { expect, it } from "vitest";
import { compareGrids } from "../../../src/volume/geometry.ts";
import { dicomFile, pixelBytes } from "./dicom-fixture.ts";
import { obliqueGrid, planeValues, readFiles, slicesOf, volumeValues } from "./image-fixture.ts";

/** What is used of dcmjs here beyond its declaration. */
interface Writer {
  readonly data: {
    readonly DicomMessage: {
      readFile(bytes: ArrayBuffer): { dict: object; meta: object };
    };
    readonly DicomMetaDictionary: Record<
      "naturalizeDataset" | "namifyDataset",
      (dict: object) => object
    >;
    readonly datasetToDict: (dataset: object) => { write(): ArrayBuffer };
  };
  readonly log: { setLevel(level: string): void };
  readonly normalizers: {
    readonly Normalizer: { normalizeToDataset(dataSets: object[]): object };
  };
}
const { data, normalizers, log } = dcmjs as unknown as Writer;
log.setLevel("error"); // it tells of every number that it shortens
const { naturalizeDataset, namifyDataset } = data.DicomMetaDictionary;

const slices = slicesOf(obliqueGrid, (z) => ({
  ...{ InstanceNumber: z + 1, SliceThickness: "2.9", StudyInstanceUID: "1.2.826" },
  PixelData: pixelBytes(planeValues(obliqueGrid, z), 16),
})).map((elements) => {
  const { dict, meta } = data.DicomMessage.readFile(dicomFile(elements).buffer);
  const { PixelData, ...others } = naturalizeDataset(dict) as { PixelData: readonly ArrayBuffer[] };
  return { ...others, PixelData: PixelData[0], _meta: namifyDataset(meta) };
});

const written = (dataSet: object) => new Uint8Array(data.datasetToDict(dataSet).write());

it.each([
  ["slices", slices.map(written)],
  ["an enhanced image", [written(normalizers.Normalizer.normalizeToDataset(slices))]],
])("%s that dcmjs writes are read", async (_, files) => {
  const { volume } = await readFiles(files);
  expect(compareGrids(volume, obliqueGrid)).toEqual([]);
  expect(volume.origin).toEqual(obliqueGrid.origin.map((p) => expect.closeTo(p, 4)));
  expect(Array.from(volume.data)).toEqual(volumeValues(obliqueGrid));
});
