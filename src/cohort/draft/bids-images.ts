import { groupBy } from "../../base/group-by.ts";
import { compareGrids } from "../../volume/geometry.ts";
import { type BidsFile, gridAt } from "./bids-files.ts";
import { mayBelong } from "./bids-name.ts";

/** The images that a mask is measured in, one of each modality, and why others are not. */
export interface MatchedImages {
  readonly images: readonly BidsFile[];
  readonly problems: readonly string[];
}

/**
 * The images that a mask of a BIDS data set belongs to: those of its entities, space and data type that lie on its
 * grid.
 *
 * Of several images of one modality, the one in the mask's own data set is taken, else the one in the data set that
 * holds the mask's.
 *
 * @param sources what the mask's JSON says it was made from; images that it names come before others
 */
export async function imagesOf(
  mask: BidsFile,
  all: readonly BidsFile[],
  sources: readonly string[],
): Promise<MatchedImages> {
  const fitting = all.filter(
    (image) =>
      mayBelong(mask, image) &&
      (image.datatype === mask.datatype || image.datatype === null || mask.datatype === null),
  );
  if (fitting.length === 0) {
    return { images: [], problems: ["no image has its entities, space and data type"] };
  }
  const named = fitting.filter((image) => sources.some((source) => isNamedBy(image, source)));
  const images: BidsFile[] = [];
  const problems: string[] = [];
  const modalities = groupBy(named.length > 0 ? named : fitting, ({ suffix }) => suffix);
  for (const [, candidates] of modalities) {
    const near = nearest(mask, candidates);
    const refusals = await Promise.all(near.map((image) => whyNotOn(mask, image)));
    const on = near.filter((_, n) => refusals[n] === null);
    if (on.length === 1) images.push(on[0]);
    else if (on.length > 1) {
      problems.push(`${on.length} images fit equally well: ${on.map(({ name }) => name).join(", ")}`); // biome-ignore format: one line
    } else problems.push(...refusals.filter((reason) => reason !== null));
  }
  return { images, problems: [...new Set(problems)] };
}

/** Whether `bids:raw:sub-01/anat/sub-01_T1w.nii.gz` is an image; its path starts from its data set. */
function isNamedBy({ name, dataset }: BidsFile, source: string): boolean {
  const own = dataset === "" ? name : name.slice(dataset.length + 1);
  return source === own || source.endsWith(`:${own}`) || source.endsWith(`/${own}`);
}

/** The images of the nearest data set: that of the mask, those around it, then all others. */
function nearest(mask: BidsFile, images: readonly BidsFile[]): readonly BidsFile[] {
  const rank = ({ dataset }: BidsFile) => {
    if (dataset === mask.dataset) return 0;
    const isAround = dataset === "" || mask.dataset.startsWith(`${dataset}/`);
    return isAround ? 1 + mask.dataset.length - dataset.length : Number.MAX_SAFE_INTEGER;
  };
  const least = Math.min(...images.map(rank));
  return images.filter((image) => rank(image) === least);
}

/** Why a mask cannot be measured in an image; null if it can. */
async function whyNotOn(mask: BidsFile, image: BidsFile): Promise<string | null> {
  const [own, other] = await Promise.all([gridAt(mask.path), gridAt(image.path)]);
  if (typeof own === "string") return own;
  if (own.volumes > 1) return `the mask holds ${own.volumes} volumes, expected one`;
  if (typeof other === "string") return `${image.name}: ${other}`;
  if (other.volumes > 1) return `${image.name} holds ${other.volumes} volumes, expected one`;
  const [difference] = compareGrids(own.grid, other.grid);
  if (difference === undefined) return null;
  const { field, found, expected } = difference;
  return `${image.name} lies on another grid: its ${field} is ${expected.join(", ")}, that of the mask ${found.join(", ")}`; // biome-ignore format: one line
}
