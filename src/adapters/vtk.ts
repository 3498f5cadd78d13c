import { checkOptions } from "../schema/check-options.ts";
import { indexToWorld } from "../volume/geometry.ts";
import type { Mask } from "../volume/mask.ts";
import { checkVolume, type Volume, type VoxelArray } from "../volume/volume.ts";
import {
  type AdaptOptions,
  adapt,
  type LabelOptions,
  type Numbers,
  notA,
  requireScalar,
  transpose,
} from "./foreign-volume.ts";

/** The methods of a vtk.js `vtkImageData` that are called. */
export interface VtkImageLike {
  getExtent(): Numbers;
  getSpacing(): Numbers;
  getOrigin(): Numbers;
  /** Unit vectors along the axes: nine numbers. */
  getDirection(): Numbers;
  getPointData(): { getScalars(): VtkScalarsLike | null };
}

/** The scalars of a `vtkImageData`, as far as they are read. */
export interface VtkScalarsLike {
  getData(): unknown;
  getNumberOfComponents(): number;
}

/** The state of a vtk.js `vtkImageData`, from which `newInstance` makes one. */
export type VtkImageState = {
  vtkClass: "vtkImageData";
  extent: number[];
  spacing: number[];
  origin: number[];
  direction: number[];
  dataDescription: number;
  pointData: {
    vtkClass: "vtkDataSetAttributes";
    activeScalars: number;
    arrays: {
      data: {
        vtkClass: "vtkDataArray";
        name: string;
        numberOfComponents: number;
        values: VoxelArray;
      };
    }[];
  };
};

/**
 * Makes a volume, or the mask of one label, from a vtk.js `vtkImageData` with one number per voxel.
 *
 * Its world is taken as LPS in mm, as the readers of vtk.js and cornerstone3D give it. The data are shared.
 *
 * @throws VoxomicsError `invalid-volume` for other objects, `invalid-settings` for a label that is no
 *   integer, `empty-mask` for a label that no voxel has
 *
 * @example
 * ```ts
 * import { fromVtk, toVtk } from "voxomics/adapters";
 * import vtkImageData from "@kitware/vtk.js/Common/DataModel/ImageData";
 *
 * const imageData = vtkImageData.newInstance(toVtk(image));
 * console.log(fromVtk(imageData).size); // shares its voxels
 * ```
 */
export function fromVtk(image: VtkImageLike, options: LabelOptions): Mask;
export function fromVtk(image: VtkImageLike, options?: AdaptOptions): Volume;
export function fromVtk(image: VtkImageLike, options: AdaptOptions = {}): Volume {
  checkOptions(options, { label: null });
  if (typeof image?.getPointData !== "function") throw notA("a vtkImageData", typeof image);
  const scalars = image.getPointData().getScalars();
  if (!scalars) {
    throw notA(
      "a vtkImageData with scalars",
      "none (cornerstone3D keeps them: use fromCornerstone)",
    );
  }
  requireScalar(scalars.getNumberOfComponents(), "vtkImageData", "scalars");
  const [x0, x1, y0, y1, z0, z1] = Array.from(image.getExtent());
  const volume = adapt(
    {
      data: scalars.getData(),
      size: [x1 - x0 + 1, y1 - y0 + 1, z1 - z0 + 1],
      spacing: image.getSpacing(),
      origin: image.getOrigin(),
      direction: transpose(image.getDirection()),
    },
    "vtkImageData",
    options,
  );
  // the origin of a vtkImageData is at index (0, 0, 0), but its first voxel is at the start of its extent
  return { ...volume, origin: indexToWorld(volume, [x0, y0, z0]) };
}

/**
 * Makes the state of a vtk.js `vtkImageData` from a volume: `vtkImageData.newInstance(toVtk(volume))`.
 *
 * The data are shared.
 *
 * @throws VoxomicsError `invalid-volume`
 *
 * @example
 * ```ts
 * import { toVtk } from "voxomics/adapters";
 *
 * const { extent, spacing } = toVtk(image, "ct"); // for vtkImageData.newInstance
 * console.log(extent, spacing); // first and last index of each axis; mm
 * ```
 */
export function toVtk(volume: Volume, name = "Scalars"): VtkImageState {
  const { data, size, spacing, origin, direction } = checkVolume(volume, "volume");
  return {
    vtkClass: "vtkImageData",
    extent: size.flatMap((count) => [0, count - 1]),
    spacing: [...spacing],
    origin: [...origin],
    direction: transpose(direction),
    dataDescription: structuredTypes[size.map((count) => Number(count > 1)).join("")],
    pointData: {
      vtkClass: "vtkDataSetAttributes",
      activeScalars: 0,
      arrays: [{ data: { vtkClass: "vtkDataArray", name, numberOfComponents: 1, values: data } }],
    },
  };
}

/** The data description of vtk.js, by whether x, y and z have more than one voxel. */
const structuredTypes: Readonly<Record<string, number>> = {
  "000": 1,
  "100": 2,
  "010": 3,
  "001": 4,
  "110": 5,
  "011": 6,
  "101": 7,
  "111": 8,
};
