import type { Listing } from "../work/listing.ts";
import type { RegionAsked } from "../work/read-region.ts";

/** The regions that are meant for an image: those whose file names it, else those whose file names none. */
export function nearestRegions(
  { regionFiles }: Listing,
  image: string | null,
): readonly Omit<RegionAsked, "resampleMask">[] {
  if (image === null) return [];
  const made = regionFiles.filter(({ images }) => images.includes(image));
  const near = made.length > 0 ? made : regionFiles.filter(({ images }) => images.length === 0);
  return near.flatMap(({ id, volume, regions }) =>
    regions.map((region) => ({ file: id, region, volume })),
  );
}
