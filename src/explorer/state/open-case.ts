import { batch } from "@preact/signals";
import type { NamedFile } from "../../io/source.ts";
import type { BuiltIn } from "../work/built-in-cases.ts";
import { ask, endWork } from "../work/client.ts";
import { emptyListing, joinListings, type Listing, type RegionsEntry } from "../work/listing.ts";
import type { ImageReading } from "../work/read-image.ts";
import type { RegionAsked } from "../work/read-region.ts";
import { regionId, regionName } from "../work/region-id.ts";
import { added } from "./added.ts";
import { colours, currentRegionId, image, listing, problems, regions, waitingFor } from "./case.ts";
import { isOnGrid, nearestRegions } from "./nearest-regions.ts";
import { keptOutcome, outcome } from "./outcome.ts";
import { chosenMasks } from "./second-masks.ts";
import { shownMap } from "./viewer.ts";
import { volumeChoices } from "./volume-choices.ts";
import { isGridMismatch, waiting } from "./waiting.ts";

/** Lists more files beside those that are open; shows the first image if none is shown yet. */
export async function openFiles(files: readonly NamedFile[]): Promise<void> {
  if (files.length === 0) return;
  const what = files.length === 1 ? "Opening a file" : `Opening ${files.length} files`;
  await waiting(what, async (onProgress) => {
    await take(await ask("listFiles", files, { onProgress }));
  });
}

/** Opens a case that the page brings along, instead of what is open. */
export async function openBuiltIn(name: BuiltIn): Promise<void> {
  closeCase();
  await waiting("Making the case", async () => take(await ask("listBuiltIn", name)));
}

async function take(more: Listing): Promise<void> {
  const known = new Set(
    [...listing.value.images, ...listing.value.regionFiles].map(({ id }) => id),
  );
  const fresh = {
    ...more,
    images: more.images.filter(({ id }) => !known.has(id)),
    regionFiles: more.regionFiles.filter(({ id }) => !known.has(id)),
  };
  listing.value = joinListings(listing.value, fresh);
  // a picture is shown once its spacing is given
  const first = fresh.images.find(({ picture }) => picture === undefined);
  if (image.value === null) {
    if (first !== undefined) await showImage(first.id);
    return;
  }
  const idsOf = (entries: readonly { readonly id: string }[]) => entries.map(({ id }) => id);
  added.value = {
    images: idsOf(fresh.images),
    regionFiles: idsOf(fresh.regionFiles),
    refused: fresh.refused.length,
  };
  await showAddedRegion(fresh);
  if (regions.value.length === 0) await showOnlyRegion();
}

/**
 * Opens the region that was added beside the shown image, where it is the only one. One that came with images is meant for
 * one of those, unless it lies on the grid of the shown one.
 */
async function showAddedRegion({ images, regionFiles }: Listing): Promise<void> {
  const shown = image.value;
  const near = nearestRegions({ regionFiles }, shown);
  if (shown === null || near.length !== 1) return;
  const { grid, images: drawnOn } = regionFiles.find(({ id }) => id === near[0].file) ?? {};
  const isMeant =
    drawnOn?.includes(shown.id) || (grid !== undefined && isOnGrid(grid, shown.shown));
  if (isMeant || images.length === 0) await showRegion(near[0]);
}

/** Stops the reading of an image, and of its regions, when another is asked for. */
let reading = new AbortController();

/** Shows an image that is listed. The regions of the one before are given up. */
export async function showImage(id: string, how: ImageReading = {}): Promise<void> {
  reading.abort();
  reading = new AbortController();
  const { signal } = reading;
  const entry = listing.value.images.find((one) => one.id === id);
  const title = entry?.title ?? listing.value.regionFiles.find((one) => one.id === id)?.title ?? id;
  await waiting(
    `Reading ${title}`,
    async () => {
      leaveImage();
      const answer = await ask("readImage", { id, reading: how }, { signal });
      const modality = answer.modality ?? entry?.modality ?? null;
      image.value = { ...answer, modality, title };
      await showOnlyRegion();
    },
    (error) => ({
      remedies: [
        ...volumeChoices(error).map((label, n) => ({
          label,
          act: () => showImage(id, { ...how, volume: n + 1 }),
        })),
        ...inStoredUnit(id, how),
      ],
    }),
  );
}

/** What can be done where an image cannot be converted to SUV: it was given up, and can be shown as it is stored. */
function inStoredUnit(id: string, { suv, ...others }: ImageReading) {
  if (suv === undefined) return [];
  return [{ label: "Show it in its stored unit", act: () => showImage(id, others) }];
}

/** Lists a picture that was taken for a file of regions as an image, whose spacing can be given. */
export function useAsImage({ id, title, detail, picture }: RegionsEntry): void {
  const { images } = listing.value;
  if (picture === undefined || images.some((one) => one.id === id)) return;
  const entry = { id, title, detail, modality: null, picture };
  listing.value = { ...listing.value, images: [...images, entry] };
}

/** Lists a file that was taken for an image as a file of regions, or the regions of another of its volumes. */
export async function useAsRegions(id: string, volume?: number): Promise<void> {
  await waiting(
    "Looking for labels",
    async () => {
      const entry = await ask("listAsRegions", { id, volume });
      const { images, regionFiles, refused } = listing.value;
      if (image.value?.id === id) leaveImage();
      const isListed = regionFiles.some((one) => one.id === id);
      listing.value = {
        images: images.filter((one) => one.id !== id),
        regionFiles: isListed
          ? regionFiles.map((one) => (one.id === id ? entry : one))
          : [...regionFiles, entry],
        refused,
      };
      if (regions.value.length === 0) await showOnlyRegion();
    },
    (error) => ({
      remedies: volumeChoices(error).map((label, n) => ({
        label,
        act: () => useAsRegions(id, n + 1),
      })),
    }),
  );
}

/** Opens the region of the shown image, where its files hold one only. */
async function showOnlyRegion(): Promise<void> {
  const near = nearestRegions(listing.value, image.value);
  if (near.length === 1) await showRegion(near[0]);
}

/** Reads a region and shows it over the image; panels are then about it. */
export async function showRegion(asked: Omit<RegionAsked, "resampleMask">, resampleMask = false) {
  const id = regionId(asked);
  if (image.value === null || regions.value.some((one) => one.id === id)) return;
  const name = regionName(asked);
  const { signal } = reading;
  const retry = { label: "Put it on the image's grid", act: () => showRegion(asked, true) };
  await waiting(
    `Reading ${name}`,
    async () => {
      const answer = await ask("readRegion", { ...asked, resampleMask }, { signal });
      if (regions.value.some((one) => one.id === id)) return; // it was asked for twice
      const taken = new Set(regions.value.map(({ colour }) => colour));
      const free = Array.from({ length: colours }, (_, n) => n).find((n) => !taken.has(n));
      const colour = free ?? regions.value.length % colours;
      batch(() => {
        regions.value = [...regions.value, { ...answer, colour, visible: true }];
        currentRegionId.value = id;
      });
    },
    (error) => (isGridMismatch(error) && !resampleMask ? { remedies: [retry] } : {}),
  );
}

/** Gives up a region. */
export async function dropRegion(id: string): Promise<void> {
  batch(() => {
    regions.value = regions.value.filter((one) => one.id !== id);
    if (currentRegionId.value === id) currentRegionId.value = regions.value[0]?.id ?? null;
    outcome.value = null;
  });
  await ask("dropRegion", id);
}

/** Shows or hides a region; it stays open. */
export function toggleRegion(id: string): void {
  regions.value = regions.value.map((one) =>
    one.id === id ? { ...one, visible: !one.visible } : one,
  );
}

/** Closes all files and gives back their memory: the worker that holds them ends. */
export function closeCase(): void {
  endWork();
  batch(() => {
    leaveImage();
    listing.value = emptyListing;
    problems.value = [];
    waitingFor.value = null;
  });
}

function leaveImage(): void {
  batch(() => {
    image.value = null;
    regions.value = [];
    currentRegionId.value = null;
    shownMap.value = null;
    outcome.value = null;
    keptOutcome.value = null;
    added.value = null;
    chosenMasks.within.value = null;
    chosenMasks.whiteMatter.value = null;
  });
}
