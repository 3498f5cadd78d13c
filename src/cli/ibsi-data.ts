import { existsSync } from "node:fs";
import { join } from "node:path";
import { VoxomicsError } from "../errors.ts";
import { readFile } from "../node/read-file.ts";
import { digitalPhantom } from "../validate/digital-phantom.ts";
import type { Pair } from "../validate/ibsi1.ts";

/** Where `npm run phantoms` puts the data sets. */
export const downloads = "ibsi-phantoms/data";

/** The data sets that are at hand, laid out as in github.com/theibsi/data_sets. */
export interface DataSets {
  readonly folder: string;
  readonly digitalPhantom: Pair;
  readonly ctPhantom: Pair | null;
}

/** @throws VoxomicsError `invalid-file` if a folder is named that is not there */
export async function findDataSets(data: string | undefined): Promise<DataSets> {
  if (data !== undefined && !existsSync(data)) {
    throw new VoxomicsError("invalid-file", `${data}: no such folder`, { path: data });
  }
  const folder = data ?? downloads;
  return {
    folder,
    digitalPhantom: (await readPair(folder, "ibsi_1_digital_phantom")) ?? digitalPhantom(),
    ctPhantom: await readPair(folder, ctPhantomFolder),
  };
}

export const ctPhantomFolder = "ibsi_1_ct_radiomics_phantom";

/** Paths of image and mask of a data set. */
export function pairIn(folder: string, dataset: string): { image: string; mask: string } {
  const base = join(folder, dataset, "nifti");
  return { image: join(base, "image/phantom.nii.gz"), mask: join(base, "mask/mask.nii.gz") };
}

async function readPair(folder: string, dataset: string): Promise<Pair | null> {
  const { image, mask } = pairIn(folder, dataset);
  if (!existsSync(image)) return null;
  return { image: await readFile(image), mask: await readFile(mask) };
}

export const mapFolder = "ibsi_2_reference_response_maps";

/** Path of a phantom of IBSI 2, and of a reference response map if it is there. */
export function mapFiles(folder: string, id: string, phantom: string) {
  const name = join(folder, mapFolder, `${id.replaceAll(".", "_")}-ValidCRM.nii`);
  return {
    image: join(folder, "ibsi_2_digital_phantom/nifti", phantom, "image", `${phantom}.nii.gz`),
    map: [`${name}.gz`, name].find(existsSync),
  };
}
