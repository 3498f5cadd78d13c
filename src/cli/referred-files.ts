import type { CaseReading } from "../case/case-reading.ts";
import type { ReadRegion } from "../case/case-region.ts";
import type { OpenedCase } from "../case/open-case.ts";
import { namingFile } from "../io/name-file.ts";
import type { Source } from "../io/source.ts";
import { filesAt } from "../node/files-at.ts";
import { checkInput } from "../node/read-input.ts";
import {
  referredImages,
  referredRegions,
  type StructuredReportSource,
} from "../report/structured-report.ts";

/**
 * What a structured report takes over from the files of a case; null if no region of the case was read, as there is
 * then nothing to report.
 *
 * @throws VoxomicsError for files that a structured report cannot refer to, with their path in front
 */
export async function referredFiles(
  { regions, paths }: OpenedCase,
  { flatMontage }: Pick<CaseReading, "flatMontage">,
): Promise<StructuredReportSource | null> {
  const region = regions.find((one): one is ReadRegion => one.error === null);
  if (region === undefined) return null;
  const { image, mask } = region.sources;
  const images = await namingFile(paths.image, async () =>
    referredImages(image, await headersAt(paths.image), { flatMontage }),
  );
  const drawn = await namingFile(paths.mask, () =>
    referredRegions(mask, () => headersAt(paths.mask)),
  );
  return { images, regions: drawn };
}

/** The headers of files, which were read before with their voxels. */
async function headersAt(path: string): Promise<readonly Source[]> {
  await checkInput(path, { twice: "a structured report reads its headers a second time" });
  return (await filesAt(path, { later: true })).sources;
}
