import { VoxomicsError } from "../messages/errors.ts";
import type { Note } from "../messages/note.ts";
import { selectLabel } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";
import { chooseRegion } from "./choose-region.ts";
import type { Contents } from "./contents.ts";
import type { FileRegion } from "./region.ts";

/**
 * The contents of a file with one volume: an image, or a label map, whose regions are its labels.
 *
 * @param labels gives the volume with labels that are whole numbers, where those of `volume` are rounded
 */
export function labelMap<Description>(
  volume: Volume,
  description: Description,
  notes: readonly Note[] = [],
  labels: () => Volume = () => volume,
): Contents<Description> {
  return {
    volume: () => ({ volume, description, notes }),
    regions: () => labelsOf(labels()),
    mask: (wanted) => {
      const region = typeof wanted === "object" ? wanted.number : wanted;
      const { number } =
        typeof region === "number"
          ? { number: region }
          : chooseRegion(labelsOf(labels()), region, "label map");
      return { volume: selectLabel(labels(), number), description, notes };
    },
  };
}

/** Most labels of a label map: a volume with more different values is taken for an image. */
const mostLabels = 4096;

/** The labels of a label map without 0, ascending. @throws VoxomicsError `invalid-mask` for an image */
function labelsOf({ data }: Volume): readonly FileRegion[] {
  const labels = new Set<number>();
  let last = 0; // neighbours mostly have one label, which need not be looked up again
  for (let v = 0; v < data.length; v++) {
    const value = data[v];
    if (value === last) continue;
    last = value;
    if (!Number.isInteger(value) || value < 0) throw notLabels(`the value ${value}`);
    labels.add(value);
    if (labels.size > mostLabels + 1) throw notLabels(`more than ${mostLabels} values`);
  }
  labels.delete(0);
  return [...labels].sort((a, b) => a - b).map((number) => ({ number, name: null }));
}

function notLabels(found: string): VoxomicsError {
  return new VoxomicsError(
    "invalid-mask",
    `it holds no labels: found ${found}, expected at most ${mostLabels} whole numbers from 0 on`,
  );
}
