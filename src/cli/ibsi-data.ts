import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { VoxomicsError } from "../messages/errors.ts";
import { shownPath } from "../node/file-error.ts";
import { readFile } from "../node/read-file.ts";
import { digitalPhantom } from "../validate/digital-phantom.ts";
import type { ImageWithMask } from "../validate/ibsi1.ts";
import { ibsi2Maps } from "../validate/ibsi2.ts";
import { patientFolder } from "./patient-data.ts";

/** Where `npm run phantoms` puts the data sets. */
export const downloads = "ibsi-phantoms/data";

/** The data sets that are at hand, laid out as in github.com/theibsi/data_sets. */
export interface DataSets {
  readonly folder: string;
  readonly digitalPhantom: ImageWithMask;
  readonly ctPhantom: ImageWithMask | null;
}

/**
 * Finds the data sets in the folder that was given, else in the folder of downloads, which may not exist.
 *
 * @throws VoxomicsError `invalid-file` if the given path is not a folder or holds no data set
 */
export async function findDataSets(data: string | undefined): Promise<DataSets> {
  if (data !== undefined) checkHoldsData(data);
  const folder = data ?? downloads;
  return {
    folder,
    digitalPhantom: (await readPair(folder, digitalPhantomFolder)) ?? digitalPhantom(),
    ctPhantom: await readPair(folder, ctPhantomFolder),
  };
}

function checkHoldsData(folder: string): void {
  const refuse = (problem: string) =>
    new VoxomicsError("invalid-file", `${shownPath(folder)}: ${problem}`, { path: folder });
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats === undefined) throw refuse("no such folder");
  if (!stats.isDirectory()) throw refuse("is a file, expected a folder");
  const pairs = [digitalPhantomFolder, ctPhantomFolder];
  if (pairs.some((dataset) => existsSync(pairIn(folder, dataset).image))) return;
  if (findMaps(folder).length > 0) return;
  if (existsSync(join(folder, patientFolder))) return;
  throw refuse(
    `holds no IBSI data set; expected ${[...pairs.map((dataset) => `${dataset}/nifti`), patientFolder].join(", ")}, or ${mapPhantomFolder} with ${mapFolder}`,
  );
}

const digitalPhantomFolder = "ibsi_1_digital_phantom";
export const ctPhantomFolder = "ibsi_1_ct_radiomics_phantom";

/** Paths of image and mask of a data set. */
export function pairIn(folder: string, dataset: string): { image: string; mask: string } {
  const base = join(folder, dataset, "nifti");
  return { image: join(base, "image/phantom.nii.gz"), mask: join(base, "mask/mask.nii.gz") };
}

async function readPair(folder: string, dataset: string): Promise<ImageWithMask | null> {
  const { image, mask } = pairIn(folder, dataset);
  if (!existsSync(image)) return null;
  return { image: await readFile(image), mask: await readFile(mask) };
}

export const mapFolder = "reference_response_maps";
const mapFolders = [mapFolder, `ibsi_2_${mapFolder}`];

const mapPhantomFolder = "ibsi_2_digital_phantom/nifti";

/** The response maps of IBSI 2 phase 1 whose phantom and reference exist, with the paths of both. */
export function findMaps(folder: string): { id: string; image: string; map: string }[] {
  return ibsi2Maps.flatMap(({ id, phantom }) => {
    const image = join(folder, mapPhantomFolder, phantom, "image", `${phantom}.nii.gz`);
    const file = `${id.replaceAll(".", "_")}-ValidCRM.nii`;
    const map = mapFolders
      .flatMap((name) => [join(folder, name, file), join(folder, name, `${file}.gz`)])
      .find(existsSync);
    return map !== undefined && existsSync(image) ? [{ id, image, map }] : [];
  });
}
