import { messageNaming, VoxomicsError } from "./errors.ts";

/** The masks beside that of a region: what regions are cut to, and the white matter that an image is normalised by. */
export type SecondMaskName = "within" | "whiteMatter";

/** Runs `work` on a second mask, so that the messages of its errors begin with its name: `within: `. */
export function namingMask<T>(name: SecondMaskName, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof VoxomicsError)) throw error;
    const { advice: _, ...others } = error.details; // the advice is about the mask of the region
    const statement = messageNaming(error, () => null);
    throw new VoxomicsError(error.code, `${name}: ${statement}`, others as never, { cause: error });
  }
}
