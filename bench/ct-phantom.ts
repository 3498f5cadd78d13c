import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { read } from "../src/io.ts";
import type { Case } from "./volumes.ts";

const files = "ibsi_1_ct_radiomics_phantom/nifti";

/** Folder of the IBSI 1 CT phantom, which is not part of the repository; null if it is not found. */
export function ctPhantomFolder(): string | null {
  const folders = [process.env.VOXOMICS_IBSI_DATA, "../shared/ibsi/data", "ibsi-phantoms/data"];
  for (const folder of folders) {
    if (folder !== undefined && existsSync(join(folder, files))) return join(folder, files);
  }
  return null;
}

/** The IBSI 1 CT phantom with the tumour GTV-1. */
export async function ctPhantom(): Promise<Case> {
  const folder = ctPhantomFolder();
  if (folder === null) throw new Error("no IBSI data sets: set VOXOMICS_IBSI_DATA");
  const [image, mask] = await Promise.all(
    ["image/phantom.nii.gz", "mask/mask.nii.gz"].map((file) =>
      read(readFileSync(join(folder, file))),
    ),
  );
  return { name: "CT phantom", image, mask };
}
