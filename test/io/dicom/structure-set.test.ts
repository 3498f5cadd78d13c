import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { parseDicom } from "../../../src/io/dicom/data-set.ts";
import {
  isStructureSet,
  listStructures,
  readStructureSet,
  type StructureSetOptions,
} from "../../../src/io/dicom/structure-set.ts";
import { readNifti } from "../../../src/io/nifti/nifti.ts";
import { VoxomicsError } from "../../../src/messages/errors.ts";
import { countVoxels } from "../../../src/volume/mask.ts";
import { type Grid, identityDirection, type Vec3 } from "../../../src/volume/volume.ts";
import { dataPath, describeWithData } from "../../phantoms.ts";
import { mutants, survive } from "../mutations.ts";
import { dicomFile, type Elements, syntaxes } from "./dicom-fixture.ts";
import {
  type StoredStructure,
  structureSet,
  structureSetElements,
} from "./structure-set-fixture.ts";

const grid: Grid = {
  size: [20, 16, 6],
  spacing: [1, 1, 2],
  origin: [-10, -8, 30],
  direction: identityDirection,
};

/** A square of `side` voxels in slice `z` of the grid. */
function square(side: number, z: number, from = 2.5): { points: Vec3[] } {
  const [low, high] = [from, from + side];
  const corners = [[low, low], [high, low], [high, high], [low, high]]; // biome-ignore format: a shape
  return { points: corners.map(([x, y]): Vec3 => [x - 10, y - 8, 30 + 2 * z]) };
}

const structures: StoredStructure[] = [
  { number: 3, name: "GTV-1", type: "GTV", contours: [square(3, 1), square(4, 2)] },
  { number: 7, name: "Spinal Cord", type: "ORGAN", contours: [square(2, 3), square(5, 3, 6.5)] },
  { number: 8, name: "Isocentre", contours: [{ type: "POINT", points: [[0, 0, 32]] }] },
];

const readFrom = async (bytes: Uint8Array, options: StructureSetOptions = {}) =>
  readStructureSet(await parseDicom(bytes), { grid, ...options });

const readElements = (elements: Elements, options?: StructureSetOptions) =>
  readFrom(dicomFile(elements), options);

async function refusal(result: Promise<unknown>): Promise<VoxomicsError> {
  const error = await result.then(
    () => undefined,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(VoxomicsError);
  return error as VoxomicsError;
}

describe("an RTSTRUCT's regions", () => {
  it("are listed with number, name, type, contours and planes", async () => {
    const dataSet = await parseDicom(structureSet(structures));
    expect(isStructureSet(dataSet)).toBe(true);
    expect(listStructures(dataSet)).toEqual([
      { number: 3, name: "GTV-1", type: "GTV", contours: 2, planes: 2, ignored: {} },
      { number: 7, name: "Spinal Cord", type: "ORGAN", contours: 2, planes: 1, ignored: {} },
      { number: 8, name: "Isocentre", type: null, contours: 0, planes: 0, ignored: { POINT: 1 } },
    ]);
  });

  it("are listed when they have no name, no contours and no observation", async () => {
    const elements = structureSetElements([{ number: 2, name: "", contours: [] }]);
    const { ROIContourSequence: _, RTROIObservationsSequence: __, ...bare } = elements;
    expect(listStructures(await parseDicom(dicomFile(bare)))).toEqual([
      { number: 2, name: null, type: null, contours: 0, planes: 0, ignored: {} },
    ]);
  });

  it.each([
    { wanted: 3, voxels: 9 + 16 },
    { wanted: "GTV-1", voxels: 9 + 16 },
    { wanted: " gtv-1 ", voxels: 9 + 16 },
    { wanted: "SPINAL CORD", voxels: 4 + 25 },
  ])("are chosen by $wanted", async ({ wanted, voxels }) => {
    const { volume, description } = await readFrom(structureSet(structures), { region: wanted });
    expect(countVoxels(volume)).toBe(voxels);
    expect(description.voxels).toBe(voxels);
    expect(volume).toMatchObject(grid);
  });

  it("are taken without being chosen where there is one", async () => {
    const { description } = await readFrom(structureSet(structures.slice(0, 1)));
    expect(description).toEqual({
      format: "DICOM RTSTRUCT",
      region: { number: 3, name: "GTV-1", type: "GTV" },
      ignored: {},
      contours: 2,
      repeated: 0,
      clipped: 0,
      contourPlanes: 2,
      contourSpacing: 2,
      unusedPlanes: 0,
      outsidePlanes: 0,
      axis: 2,
      imagePlanes: 2,
      gaps: 0,
      crossing: { count: 0, first: null },
      blank: { count: 0, first: null },
      offPlane: 0,
      voxels: 25,
    });
  });

  it("must be chosen where there are several", async () => {
    const error = await refusal(readFrom(structureSet(structures)));
    expect(error.code).toBe("invalid-settings");
    expect(error.message).toBe(
      'RTSTRUCT holds 3 regions: "GTV-1" (3), "Spinal Cord" (7), "Isocentre" (8): choose one by its ' +
        "name or number",
    );
  });

  it("are named when one is asked for that is not there", async () => {
    const error = await refusal(readFrom(structureSet(structures), { region: "GTV1" }));
    expect(error.code).toBe("invalid-settings");
    expect(error.message).toBe(
      'RTSTRUCT holds no region "GTV1": it has "GTV-1" (3), "Spinal Cord" ' +
        '(7), "Isocentre" (8); did you mean "GTV-1"?',
    );
    expect((await refusal(readFrom(structureSet(structures), { region: 4 }))).message).toContain(
      "no region 4: it has",
    );
  });

  it("need their number where names are not unique", async () => {
    const twice = [structures[0], { ...structures[1], name: "GTV-1" }, { ...structures[0], number: 9, name: "gtv-1" }]; // biome-ignore format: a list
    const error = await refusal(readFrom(structureSet(twice), { region: "GTV-1" }));
    expect(error.message).toBe(
      'RTSTRUCT holds several regions "GTV-1": "GTV-1" (3), "GTV-1" (7): choose one by its number',
    );
    // of names that differ in case only, the exact one is meant
    expect(
      (await readFrom(structureSet(twice), { region: "gtv-1" })).description.region.number,
    ).toBe(9);
    expect((await refusal(readFrom(structureSet(twice), { region: "Gtv-1" }))).code).toBe(
      "invalid-settings",
    );
    expect((await readFrom(structureSet(twice), { region: 7 })).description.voxels).toBe(29);
  });

  it("are refused where two have one number", async () => {
    const twice = [...structures, { ...structures[0], number: 7, name: "PTV" }];
    for (const region of [7, "PTV", "Spinal Cord"]) {
      const error = await refusal(readFrom(structureSet(twice), { region }));
      expect([error.code, error.message]).toEqual([
        "invalid-file",
        'RTSTRUCT has 2 regions of one number: "Spinal Cord" (7), "PTV" (7)',
      ]);
    }
    const { description } = await readFrom(structureSet(twice), { region: "GTV-1" });
    expect(description.voxels).toBe(25);
  });

  it("may have names in any character set", async () => {
    const elements = structureSetElements([{ ...structures[0], name: "?" }]);
    const [item] = elements.StructureSetROISequence as Elements[];
    const name = "Tumör 腫瘍";
    const named = {
      ...elements,
      SpecificCharacterSet: "ISO_IR 192",
      StructureSetROISequence: [{ ...item, ROIName: new TextEncoder().encode(name) }],
    };
    expect((await readElements(named, { region: name })).description.region.name).toBe(name);
  });

  it("are refused where there are none", async () => {
    const error = await refusal(readFrom(structureSet([])));
    expect([error.code, error.message]).toEqual(["invalid-file", "RTSTRUCT holds no region"]);
  });
});

describe("an RTSTRUCT's contours", () => {
  const only = (contours: StoredStructure["contours"]) =>
    structureSet([{ number: 1, name: "R", contours }]);

  it("are read in every encoding of data sets", async () => {
    const expected = await readFrom(only([square(3, 1)]));
    for (const syntax of [
      syntaxes.implicit,
      syntaxes.explicit,
      syntaxes.deflated,
      syntaxes.bigEndian,
    ]) {
      for (const undefinedLengths of [false, true]) {
        const one = structureSet([{ number: 1, name: "R", contours: [square(3, 1)] }], { syntax, undefinedLengths }); // biome-ignore format: one call
        expect(await readFrom(one)).toEqual(expected);
      }
    }
  });

  it("are combined by XOR, whether they say so or not", async () => {
    for (const type of ["CLOSED_PLANAR", "CLOSEDPLANAR_XOR"]) {
      const ring = [
        { ...square(8, 1), type },
        { ...square(4, 1, 4.5), type },
      ];
      expect((await readFrom(only(ring))).description.voxels).toBe(64 - 16);
    }
  });

  it("that enclose no area are left out, and told", async () => {
    const { description } = await readFrom(
      only([
        square(3, 1),
        { type: "POINT", points: [[0, 0, 40]] },
        { type: "OPEN_PLANAR", points: square(5, 4).points },
        { type: "OPEN_NONPLANAR", points: [[0, 0, 0], [1, 1, 70], [2, 2, 20]] }, // biome-ignore format: a line
        { points: square(5, 5).points.slice(0, 2) },
        { points: [] },
      ]),
    );
    expect(description.voxels).toBe(9);
    expect(description.ignored).toEqual({
      POINT: 1,
      OPEN_PLANAR: 1,
      OPEN_NONPLANAR: 1,
      CLOSED_PLANAR: 2,
    });
    expect(description.contourPlanes).toBe(1);
  });

  it("are refused where none encloses an area", async () => {
    const error = await refusal(readFrom(structureSet(structures), { region: 8 }));
    expect(error.code).toBe("empty-mask");
    expect(error.message).toBe('region "Isocentre" has no closed planar contour: found 1 POINT');
    const empty = await refusal(readFrom(only([])));
    expect(empty.message).toBe('region "R" has no closed planar contour: found none at all');
  });

  it("of an unknown type are refused: what they enclose is not known", async () => {
    const error = await refusal(readFrom(only([{ ...square(3, 1), type: "CLOSED_NONPLANAR" }])));
    expect(error.code).toBe("unsupported-format");
    expect(error.message).toContain('contour 1 of 1: found the geometric type "CLOSED_NONPLANAR"');
  });

  it("need a grid", async () => {
    const error = await refusal(readFrom(only([square(3, 1)]), { grid: undefined }));
    expect(error.code).toBe("invalid-settings");
    expect(error.message).toBe(
      'RTSTRUCT holds contours: drawing region "R" needs the grid of its image; option grid: the image gives it',
    );
  });

  it("must lie in the image's frame of reference, where it is known", async () => {
    const bytes = only([square(3, 1)]);
    const same = { ...grid, frameOfReference: "1.2.826.0.1.3" };
    expect((await readFrom(bytes, { grid: same })).description.voxels).toBe(9);
    const other = { ...grid, frameOfReference: "1.2.3" };
    const error = await refusal(readFrom(bytes, { grid: other }));
    expect(error.code).toBe("geometry-mismatch");
    expect(error.message).toContain("found 1.2.826.0.1.3, expected 1.2.3");
  });

  it.each([
    [
      "a coordinate missing",
      { ContourData: [0, 0, 32, 1, 0, 32, 1, 1] },
      "found 8 coordinates, expected 12 (4 points)",
    ],
    [
      "fewer points than claimed",
      { NumberOfContourPoints: 10_000_000 },
      "found 12 coordinates, expected 30000000",
    ],
    [
      "more points than claimed",
      { NumberOfContourPoints: 3 },
      "found 12 coordinates, expected 9 (3 points)",
    ],
    [
      "a coordinate that is no number",
      {
        ContourData: undefined,
        "30060050 FD": [0, 0, 32, 1, Number.NaN, 32, 1, 1, 32],
        NumberOfContourPoints: 3,
      },
      "found the coordinate NaN, expected a finite number",
    ],
    ["text for a number", { ContourData: "0\\0\\32\\here\\0\\32\\1\\1\\32" }, 'found "here"'],
    [
      "no geometric type",
      { ContourGeometricType: undefined },
      "no ContourGeometricType (3006,0042)",
    ],
  ] as [string, Elements, string][])("with %s are refused", async (_, others, message) => {
    const error = await refusal(readFrom(only([{ ...square(3, 1), others }])));
    expect(error.code).toBe("invalid-file");
    expect(error.message).toContain(message);
  });

  it("may come in several items for one region, and without their count", async () => {
    const elements = structureSetElements([{ number: 1, name: "R", contours: [square(3, 1)] }]);
    const [first] = elements.ROIContourSequence as Elements[];
    const second = { ReferencedROINumber: 1, ContourSequence: [{ ContourGeometricType: "CLOSED_PLANAR", ContourData: square(2, 2).points.flat() }] }; // biome-ignore format: one item
    const { description } = await readElements({
      ...elements,
      ROIContourSequence: [first, second],
    });
    expect(description.voxels).toBe(9 + 4);
  });
});

describe("damaged RTSTRUCTs", () => {
  it("are read or refused, in little CPU time each", async () => {
    const samples = [
      structureSet(structures),
      structureSet(structures, { syntax: syntaxes.implicit }),
      structureSet(structures, { undefinedLengths: true }),
      structureSet(structures, { syntax: syntaxes.bigEndian, undefinedLengths: true }),
    ];
    const outcome = await survive(mutants(samples, 20250611), 20_000, async (bytes) => {
      const dataSet = await parseDicom(bytes);
      listStructures(dataSet);
      readStructureSet(dataSet, { grid, region: "GTV-1" });
    });
    expect(outcome.read).toBeGreaterThan(2000);
    expect(outcome.refused).toBeGreaterThan(2000);
  });
});

describeWithData(
  "RTSTRUCTs of the IBSI data sets, against the masks that were made of them",
  () => {
    const voxelsThatDiffer = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      Array.from(a).filter((value, v) => Math.sign(value) !== Math.sign(b[v])).length;

    const readBoth = async (contours: string, mask: string) => {
      const official = await readNifti(await readFile(dataPath(mask)));
      const bytes = new Uint8Array(await readFile(dataPath(contours)));
      return { official, ...(await readFrom(bytes, { grid: official })) };
    };

    it("give the mask of the CT phantom, voxel by voxel", async () => {
      const { official, volume, description } = await readBoth(
        "ibsi_1_ct_radiomics_phantom/dicom/mask/DCM_RS_00060.dcm",
        "ibsi_1_ct_radiomics_phantom/nifti/mask/mask.nii.gz",
      );
      expect(description).toMatchObject({
        region: { number: 1, name: "GTV-1" },
        contours: 26,
        contourPlanes: 26,
        imagePlanes: 26,
        gaps: 0,
        clipped: 0,
        voxels: 125256,
      });
      expect(voxelsThatDiffer(official.data, volume.data)).toBe(0);
    });

    it.each([
      { modality: "CT", voxels: 9655 },
      { modality: "MR_T1", voxels: 9655 },
      { modality: "PET", voxels: 606 },
    ])("give the $modality mask of STS_025, voxel by voxel", async ({ modality, voxels }) => {
      const { official, volume, description } = await readBoth(
        `ibsi_validation/dicom/STS_025/${modality}/mask/RS.dcm`,
        `ibsi_validation/nifti/STS_025/${modality}_mask.nii.gz`,
      );
      expect(description).toMatchObject({ voxels, contours: 15, imagePlanes: 15 });
      expect(voxelsThatDiffer(official.data, volume.data)).toBe(0);
    });

    it("lie within the mask of the PET objects, which was not made of them", async () => {
      const { official, volume, description } = await readBoth(
        "ibsi_suv/DRO_0_0/RS/RS_dro_0_0.dcm",
        "ibsi_suv/DRO_0_0/mask/DRO_mask.nii.gz",
      );
      // the mask is a cylinder of 18 slices; the contours, semi-automatic by their own account, lie in
      // 16 of them and up to one and a half voxels inside
      expect(description).toMatchObject({ contours: 16, imagePlanes: 16, voxels: 174690 });
      expect(volume.data.filter((inside, v) => inside === 1 && official.data[v] === 0).length).toBe(
        0,
      );
      expect(voxelsThatDiffer(official.data, volume.data)).toBe(28512);
      const [nx, ny] = official.size;
      const inSlice = (z: number) =>
        Array.from(official.data.subarray(nx * ny * z, nx * ny * (z + 1))).filter(Boolean).length;
      expect(inSlice(1) + inSlice(18)).toBe(22578);
    });
  },
);
