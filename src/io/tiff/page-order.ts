import { VoxomicsError } from "../../messages/errors.ts";
import { counted } from "../../messages/phrases.ts";
import { invalidFile } from "../invalid-file.ts";
import { chooseVolume, type SeveralVolumes } from "../several-volumes.ts";
import type { PageOrder } from "./metadata.ts";

/** The volumes that pages make up: one for each channel and time. */
export function volumesOf(order: PageOrder | null): SeveralVolumes {
  if (order === null) return { count: 1, along: "" };
  const { channels, times, writer } = order;
  const parts = [
    ...(channels > 1 ? [counted(channels, "channel")] : []),
    ...(times > 1 ? [counted(times, "time")] : []),
  ];
  return { count: channels * times, along: `${parts.join(" and ")}, by ${writer}` };
}

/**
 * The indices of the pages that are the slices of a volume, in their order.
 *
 * @param pages how many there are
 * @param wanted number of the volume, from 1: channels count up first, then times
 * @throws VoxomicsError `invalid-file` if pages are not as many as the writer says, `unsupported-format` if it says that they
 *   lie in another order, `invalid-settings` for several volumes of which none is chosen
 */
export function slicesOf(
  order: PageOrder | null,
  pages: number,
  wanted: number | string | undefined,
): readonly number[] {
  const chosen = chooseVolume(volumesOf(order), wanted);
  if (order === null) return Array.from({ length: pages }, (_, page) => page);
  const { channels, slices, times, axes, writer, places } = order;
  if (channels * slices * times !== pages || !Number.isInteger(slices)) {
    throw invalidFile(
      `TIFF has ${counted(pages, "page")}, and ${writer} says that they are ` +
        `${counted(channels, "channel")} of ${counted(slices, "slice")} at ${counted(times, "time")}`,
      { pages, channels, slices, times },
    );
  }
  const sizes: Readonly<Record<string, number>> = { C: channels, Z: slices, T: times };
  const at: Record<string, number> = { C: chosen % channels, T: Math.floor(chosen / channels) };
  if (!/^(?=.*C)(?=.*Z)(?=.*T)[CZT]{3}$/.test(axes)) {
    throw invalidFile(`TIFF has pages in the order ${axes} by ${writer}, expected C, Z and T`);
  }
  const pageOf = (place: Readonly<Record<string, number>>) => {
    let [page, step] = [0, 1];
    for (const axis of axes) {
      page += step * place[axis];
      step *= sizes[axis];
    }
    return page;
  };
  for (const { page, channel, slice, time } of places) {
    const expected = pageOf({ C: channel, Z: slice, T: time });
    if (page === expected) continue;
    throw new VoxomicsError(
      "unsupported-format",
      `TIFF has channel ${channel}, slice ${slice}, time ${time} (from 0) in page ${page + 1} by ${writer}, ` +
        `expected it in page ${expected + 1}, by the order ${axes}: write the pages in that order`,
      { page, expected },
    );
  }
  return Array.from({ length: slices }, (_, z) => pageOf({ ...at, Z: z }));
}
