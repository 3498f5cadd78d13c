import { digitalPhantom } from "../../validate/digital-phantom.ts";
import type { Mask } from "../../volume/mask.ts";
import type { Volume } from "../../volume/volume.ts";
import { emptyListing, type Listing } from "./listing.ts";
import type { OpenCase } from "./open-case.ts";
import { syntheticTumour } from "./synthetic-tumour.ts";

interface BuiltInCase {
  readonly title: string;
  readonly detail: string;
  readonly modality: string | null;
  readonly make: () => { readonly image: Volume; readonly mask: Mask };
}

const cases = {
  "digital-phantom": {
    title: "IBSI digital phantom",
    detail: "5 × 4 × 4 voxels of 2 mm, IBSI 1",
    modality: null,
    make: digitalPhantom,
  },
  "synthetic-tumour": {
    title: "Synthetic tumour",
    detail: "a CT that is made up, in HU",
    modality: "CT",
    make: syntheticTumour,
  },
} as const satisfies Readonly<Record<string, BuiltInCase>>;

/** The cases that the page brings along. */
export type BuiltIn = keyof typeof cases;

/** Lists a case that the page brings along, as if its image and its mask were files. */
export function listBuiltIn(name: BuiltIn, held: OpenCase): Listing {
  const { title, detail, modality, make } = cases[name];
  const made = make();
  const id = `built-in:${name}`;
  const description = {
    format: "NIfTI-1",
    gzip: false,
    byteOrder: "little-endian",
    dataType: made.image.data instanceof Int16Array ? "int16" : "float64",
    slope: 1,
    intercept: 0,
    transform: "sform",
    dimensions: made.image.size,
    unit: "mm",
  } as const;
  const described = (volume: Volume) => ({ volume, description, notes: [] });
  held.images.set(id, async () => described(made.image));
  held.regionFiles.set(id, { open: async () => ({ read: async () => described(made.mask) }) });
  const region = { number: 1, name: name === "digital-phantom" ? "phantom" : "tumour" };
  return {
    ...emptyListing,
    images: [{ id, title, detail, modality }],
    regionFiles: [{ id, title, detail: "built in", regions: [region], images: [id] }],
  };
}
