import dcmjs from "dcmjs";
import { describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { readDescribed } from "../../src/io/read.ts";
import { toReport, toReportedVolume } from "../../src/report/report.ts";
import { randomUid } from "../../src/report/structured-report/make-uid.ts";
import { toStructuredReport } from "../../src/report/structured-report.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { dicomFile, type Elements } from "../io/dicom/dicom-fixture.ts";
import { obliqueGrid, slicesOf } from "../io/dicom/image-fixture.ts";

const study: Elements = { StudyInstanceUID: "1.2.826.0.1.100", StudyDate: "20200102" };

async function reported(others: Elements = study, settings: SettingsInput = {}) {
  const image = slicesOf(obliqueGrid, others).map((elements) => dicomFile(elements));
  const { volume, description } = await readDescribed(image);
  const mask = { ...volume, data: new Uint8Array(volume.data.length).fill(1) };
  const report = toReport(extract(volume, mask, { families: ["statistics"], ...settings }), {
    image: toReportedVolume("ct", volume, description),
    mask: toReportedVolume("mask", mask),
  });
  return { image, report };
}

function read(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const { DicomMessage } = dcmjs.data as unknown as {
    DicomMessage: { readFile(bytes: ArrayBuffer): { readonly dict: object } };
  };
  const { dict } = DicomMessage.readFile(new Uint8Array(bytes).buffer);
  return dcmjs.data.DicomMetaDictionary.naturalizeDataset(dict);
}

function counting(): () => string {
  let n = 0;
  return () => `2.25.${++n}`;
}

const now = new Date("2026-03-01T23:30:00Z");

describe("toStructuredReport", () => {
  it("gives the same bytes for the same time and UIDs", async () => {
    const { image, report } = await reported();
    const made = () => toStructuredReport([report], { image }, { now, makeUid: counting() });
    expect(await made()).toEqual(await made());
  });

  it("states the present time where the images' times are", async () => {
    const { image, report } = await reported({ ...study, TimezoneOffsetFromUTC: "+0530" });
    expect(read(await toStructuredReport([report], { image }, { now }))).toMatchObject({
      ContentDate: "20260302",
      ContentTime: "050000",
      TimezoneOffsetFromUTC: "+0530",
      StudyDate: "20200102",
    });
  });

  it.each<[string, Elements, SettingsInput, readonly string[]]>([
    ["of a CT are in HU", { RescaleType: "HU" }, {}, ["[hnsf'U]"]],
    [
      "after normalisation are arbitrary",
      { RescaleType: "HU" },
      { normalise: { method: "zScore" } },
      ["[arb'U]"],
    ],
    [
      "of a response map are arbitrary",
      { RescaleType: "HU" },
      {
        filters: [{ type: "mean", support: 3 }],
        filterFeatures: { families: ["statistics"] },
      },
      ["[hnsf'U]", "[arb'U]"],
    ],
    ["of an unknown unit are arbitrary", { Modality: "MR" }, {}, ["[arb'U]"]],
  ])("states that intensities %s", async (_, header, settings, units) => {
    const { image, report } = await reported({ ...study, ...header }, settings);
    const document = JSON.stringify(read(await toStructuredReport([report], { image }, { now })));
    for (const unit of ["[hnsf'U]", "[arb'U]"]) {
      expect(document.includes(`"CodeValue":"${unit}"`)).toBe(units.includes(unit));
    }
  });

  it("is partial where other regions were refused", async () => {
    const { image, report } = await reported();
    const document = read(await toStructuredReport([report], { image }, { now, refused: 2 }));
    expect(document).toMatchObject({
      CompletionFlag: "PARTIAL",
      CompletionFlagDescription: "2 regions of 3 refused",
    });
  });

  it("refuses reports of several images, of none, and of no file", async () => {
    const { image, report } = await reported();
    const other = { ...report, image: { ...report.image, series: "1.2.3" } };
    await expect(toStructuredReport([report, other], { image })).rejects.toThrow(
      "reports[1]: found the series 1.2.3 with a mask 1.2.826.0.1.2, expected the series of image and mask that reports[0] has",
    );
    await expect(toStructuredReport([], { image })).rejects.toThrow("reports[0]: found undefined");
    const { file: _, ...unread } = report.image;
    const made = { ...report, image: { ...unread, file: null } };
    await expect(toStructuredReport([made], { image })).rejects.toThrow(
      "image: found no description of a file, expected a DICOM series",
    );
    const { series: __, ...nameless } = report.image;
    await expect(toStructuredReport([{ ...report, image: nameless }], { image })).rejects.toThrow(
      "image: found DICOM files without one Series Instance UID",
    );
    const invalid = new Date("x");
    await expect(toStructuredReport([report], { image }, { now: invalid })).rejects.toThrow("expected a valid Date"); // biome-ignore format: one line
    const slip = { nov: now } as object;
    await expect(toStructuredReport([report], { image }, slip)).rejects.toThrow('did you mean "now"'); // biome-ignore format: one line
  });

  it("refuses files that the image was not read from", async () => {
    const { report } = await reported();
    const image = slicesOf(obliqueGrid, { ...study, SeriesInstanceUID: "1.2.9" }).map((one) => dicomFile(one)); // biome-ignore format: one line
    await expect(toStructuredReport([report], { image })).rejects.toThrow(
      'DICOM files hold no image series "1.2.826.0.1.2", expected one of 1.2.9',
    );
  });
});

it("random UIDs are those of random UUIDs", () => {
  const uids = Array.from({ length: 100 }, randomUid);
  expect(new Set(uids).size).toBe(100);
  for (const uid of uids) {
    const digits = BigInt(uid.replace("2.25.", "")).toString(16).padStart(32, "0");
    expect(digits).toMatch(/^[\da-f]{12}4[\da-f]{3}[89ab][\da-f]{15}$/);
    expect(uid.length).toBeLessThanOrEqual(64);
  }
});
