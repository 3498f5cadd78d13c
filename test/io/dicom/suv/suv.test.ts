import { readdir, readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { type DicomDataSet, parseDicom } from "../../../../src/io/dicom/data-set.ts";
import { toSuv } from "../../../../src/io/dicom/suv/suv.ts";
import { bytesOf, requiredNumberOf } from "../../../../src/io/dicom/values.ts";
import { read } from "../../../../src/io.ts";
import { dataPath, describeWithData } from "../../../phantoms.ts";
import type { Elements } from "../dicom-fixture.ts";
import { petHeaders } from "./pet-headers.ts";

// Vácha et al., IBSI SUV manual: every object has 0.2, 1 and 4 as its lowest, middle and highest uptake

describeWithData("the IBSI's objects for uptake values", () => {
  it.each([
    "DRO_0_0",
    "DRO_1_0",
    "DRO_2_0",
    "DRO_2_1",
    "DRO_2_2",
    "DRO_2_3",
    "DRO_2_4",
    "DRO_3_0",
    "DRO_3_1",
    "DRO_3_4",
    "DRO_4_0",
  ])("%s", async (id) => {
    // biome-ignore format: a list
    const slices = await readSlices(dataPath("ibsi_suv", id, "PT"));
    const mask = await read(await readFile(dataPath("ibsi_suv", id, "mask", "DRO_mask.nii.gz")));
    const factors = toSuv(slices, "bodyWeight");
    const uptakes = slices
      .flatMap(({ stored, slope }, z) => {
        const from = z * stored.length;
        return Array.from(stored, (value) => value * slope * factors[z]).filter(
          (_, v) => mask.data[from + v] === 1,
        );
      })
      .sort((a, b) => a - b);

    // 2_3 stores whole hundredths of cm²/ml, cut off: 5, 26 and 105 for 5.28, 26.4 and 105.6
    const step = id === "DRO_2_3" ? slices[0].slope * factors[0] : 0;
    const found = [uptakes[0], uptakes[uptakes.length >> 1], uptakes[uptakes.length - 1]];
    [0.2, 1, 4].forEach((expected, n) => {
      expect(Math.abs(found[n] - expected)).toBeLessThan(step + 0.005 * expected);
    });
  });
});

/** The slices of a series of signed 16-bit pixels, from the feet up. */
async function readSlices(folder: string) {
  const slices = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const dataSet = await parseDicom(new Uint8Array(await readFile(`${folder}/${name}`)));
      return {
        dataSet,
        height: requiredNumberOf(dataSet, "SliceLocation"),
        slope: requiredNumberOf(dataSet, "RescaleSlope"),
        stored: new Int16Array(bytesOf(dataSet, "PixelData")!.slice().buffer),
      };
    }),
  );
  return slices.sort((a, b) => a.height - b.height);
}

const gallium = [
  { CodeValue: "C-131A1", CodingSchemeDesignator: "SRT", CodeMeaning: "^68^Gallium" },
];

/** Published objects whose files are not available here: their headers, and the SUV of a stored 1. */
it.each<[string, Elements[], Elements, number]>([
  ["2_5: Philips's activity factor", [{ Units: "CNTS", "70531009 DS": "0.5" }], {}, 7200],
  [
    "3_2: series' time reset to after the acquisition",
    [
      { AcquisitionTime: "110230.000000", FrameReferenceTime: "450000.0" },
      { AcquisitionTime: "110500.000000", FrameReferenceTime: "600000.0" },
    ].map((bed) => ({ ...bed, SeriesTime: "113000.000000", ActualFrameDuration: "603000" })),
    {},
    3600,
  ],
  [
    "3_3: GE's own start of the scan",
    [{ AcquisitionTime: "113000.000000", "0009100D DT": "20250101110000.000000" }],
    {},
    3600,
  ],
  ["4_1: time of administration only", [{}], { RadiopharmaceuticalStartDateTime: undefined }, 3600],
  [
    "4_2: over midnight",
    [
      {
        SeriesDate: "20250102",
        AcquisitionDate: "20250102",
        SeriesTime: "003000.000000",
        AcquisitionTime: "003000.000000",
      },
    ],
    {
      RadiopharmaceuticalStartTime: "233000.000000",
      RadiopharmaceuticalStartDateTime: undefined,
    },
    3600,
  ],
  [
    "5_0: gallium",
    [{}],
    { RadionuclideHalfLife: "4057.7", RadionuclideCodeSequence: gallium },
    2843,
  ],
])("%s", async (_, beds, administration, storedOfOne) => {
  const slices = await headersOf(beds, administration);
  for (const factor of toSuv(slices, "bodyWeight")) {
    expect(Math.abs(factor * storedOfOne - 1)).toBeLessThan(0.005);
  }
});

async function headersOf(beds: readonly Elements[], administration: Elements = {}) {
  const dataSets = await Promise.all(beds.map((bed) => petHeaders(bed, administration)));
  return dataSets.map((dataSet: DicomDataSet) => ({ dataSet }));
}
