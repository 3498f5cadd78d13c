import { describe, expect, it } from "vitest";
import { parseManifest } from "../../src/cohort/manifest.ts";

const refused = (text: string): string => {
  try {
    parseManifest(text);
  } catch (error) {
    expect(error).toMatchObject({ code: "invalid-table" });
    return (error as Error).message;
  }
  throw new Error("was read");
};

describe("parseManifest", () => {
  it("reads cases, and carries the other columns through", () => {
    const text =
      '\uFEFFid,patient,image,mask,label,note\np1a,p1,a/ct.nii.gz,a/m.nii.gz,2,"one, two"\n\np2,p2,b.nii,c.nii,,\n';
    expect(parseManifest(text)).toEqual({
      carried: ["patient", "note"],
      has: { region: false, label: true },
      cases: [
        {
          row: 1,
          id: "p1a",
          image: "a/ct.nii.gz",
          mask: "a/m.nii.gz",
          region: null,
          label: 2,
          reading: {},
          carried: ["p1", "one, two"],
        },
        {
          row: 2,
          id: "p2",
          image: "b.nii",
          mask: "c.nii",
          region: null,
          label: null,
          reading: {},
          carried: ["p2", ""],
        },
      ],
    });
  });

  it("takes columns called as reading options are, and carries them through", () => {
    const text = "id,image,mask,slab-thickness,resample-mask\na,i,m,2.5,yes\nb,i,m,,no\nc,i,m,,\n";
    const { cases, carried } = parseManifest(text);
    expect(carried).toEqual(["slab-thickness", "resample-mask"]);
    expect(cases.map(({ reading }) => reading)).toEqual([
      { slabThickness: 2.5, resampleMask: true },
      { resampleMask: false },
      {},
    ]);
    expect(refused("id,image,mask,threshold\na,i,m,high\n")).toBe(
      'row 1, column "threshold": found "high", expected a number above 0 and at most 1 or nothing; ' +
        "the column stands for the option --threshold: give it another name if it is a label",
    );
  });

  it.each(["slab_thickness", "Slab-Thickness", "slabThickness"])("refuses a column %s", (name) => {
    expect(refused(`id,image,mask,${name}\na,i,m,2\n`)).toBe(
      `column "${name}" of the manifest looks like the option --slab-thickness, whose column is called "slab-thickness"; ` +
        "give it that name, or another one if it is a label",
    );
  });

  it.each([
    ["", "the manifest is empty: expected a header and cases"],
    ["id,image,mask\n", "the manifest has a header but no case"],
    [
      "id,imgae,mask\na,b,c\n",
      'the manifest has no column "image": found "id", "imgae" and "mask", expected "id", "image", "mask", and "region" or "label" where masks hold several regions; is it "imgae"?',
    ],
    [
      "id;image;mask\na;b;c\n",
      'the manifest has no column "id": found "id;image;mask", expected "id", "image", "mask", and "region" or "label" where masks hold several regions; are the columns separated by semicolons, not commas?',
    ],
    ["id,image,mask,note,note\na,b,c,d,e\n", 'the manifest has two columns "note"'],
    ["id,image,mask,\na,b,c,d\n", "column 4 of the manifest has no name"],
    [
      "id,image,mask,settings\na,b,c,d\n",
      'column "settings" of the manifest: the tables of a cohort have a column of that name themselves',
    ],
    [
      "id,image,mask,statistics.meanIntensity\na,b,c,d\n",
      'column "statistics.meanIntensity" of the manifest: the tables of a cohort have a column of that name themselves',
    ],
    ["id,image,mask\na,b\n", "row 1 of the manifest has 2 cells, expected 3 as in the header"],
    ["id,image,mask\na,b,c\nd,,e\n", 'row 2, column "image": found nothing'],
    ["id,image,mask\na,b,c\nd,e,f\na,g,h\n", 'rows 1 and 3, column "id": both have "a"'],
    ["id,image,region\na,b,\n", 'row 1, column "mask": found nothing'],
    [
      "id,image,mask,label\na,b,c,tumour\n",
      'row 1, column "label": found "tumour", expected an integer or nothing',
    ],
  ])("refuses %j", (text, message) => {
    expect(refused(text)).toBe(message);
  });

  it.each([
    ["Mask", "mask"],
    ["masks", "mask"],
    ["mask_path", "mask"],
    ["segmentation", "mask"],
    ["Label", "label"],
  ])("refuses a column %s where there is none called %s", (name, meant) => {
    expect(refused(`id,image,region,${name}\na,i,GTV-1,m\n`)).toBe(
      `column "${name}" of the manifest looks like the column "${meant}", which is missing; ` +
        "give it that name, or another one if it is a label",
    );
  });

  it("takes such a column as a label where the column itself is there", () => {
    const text = "id,image,mask,region,label,masks,Label\na,i,m,,,4,x\n";
    expect(parseManifest(text).carried).toEqual(["masks", "Label"]);
  });

  it("refuses an empty mask beside a region, where the table has masks", () => {
    const text = "id,image,mask,region\na,i,m,GTV-1\nb,i,,GTV-1\n";
    expect(refused(text)).toBe('row 2, column "mask": found nothing');
  });

  it("looks for a named region in the image's own files if there is no column of masks", () => {
    const { cases } = parseManifest("id,image,region\na,scan,GTV-1\n");
    expect(cases).toMatchObject([{ image: "scan", mask: "scan", region: "GTV-1" }]);
  });

  it("refuses what is no CSV", () => {
    expect(refused('id,image,mask\n"a,b,c\n')).toMatch(/^the manifest is no CSV: .*line/);
  });
});
