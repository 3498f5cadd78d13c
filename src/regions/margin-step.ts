import { noteOf } from "../messages/note.ts";
import type { Box } from "../volume/box.ts";
import type { Grid } from "../volume/volume.ts";
import { type CroppedRegion, joinRegions } from "./cropped-region.ts";
import type { StepName } from "./derivation.ts";
import {
  grown,
  type Ring,
  rimmed,
  ringed,
  type Side,
  shrunk,
  sidesReached,
  sidesTouched,
} from "./margins.ts";
import type { MaskSettings } from "./mask-settings.ts";
import type { Step } from "./step.ts";

/** How a region, or a ring, rim or band, is made of a region, and which sides of the image have a part in it. */
interface Margin {
  readonly name: StepName;
  readonly title: string;
  readonly take: (region: CroppedRegion) => CroppedRegion;
  readonly sides: (box: Box) => readonly Side[];
  /** What a note says of these sides. */
  readonly told: string;
}

const cut = "goes on beyond the image, which has no voxels there";
const open = "what lies beyond the image does not count as outside of the region";

/** The step that grows or shrinks a region, or takes its ring or rim; null if settings ask for none. */
export function marginStep(settings: MaskSettings, grid: Grid): Step | null {
  const margin = marginOf(settings, grid);
  if (margin === null) return null;
  const { name, title, take, sides: sidesOf, told } = margin;
  return {
    name,
    title,
    take: (region) => {
      const sides = sidesOf(region.box);
      const note = () =>
        noteOf(
          "region-at-edge",
          `the region lies at the edge of the image (${sides.join(", ")}): ${told}`,
          {
            step: name,
            sides,
          },
        );
      return {
        region: take(region),
        ...(sides.length === 0 ? {} : { found: { sides }, notes: [note()] }),
        why: `voxels are ${grid.spacing.join(" × ")} mm${sides.length === 0 ? "" : `, and ${told}`}`,
      };
    },
  };
}

function marginOf({ grow, shrink, ring, rim }: MaskSettings, grid: Grid): Margin | null {
  const around = ring === null ? null : ringOf(ring);
  if (around !== null && rim !== null) {
    return {
      name: "ring and rim",
      title: `${titleOf(around)} with the rim of ${rim} mm`,
      take: (region) => joinRegions(ringed(region, around, grid), rimmed(region, rim, grid), grid),
      sides: (box) => [
        ...new Set([...sidesReached(box, around.outer, grid), ...sidesTouched(box, grid)]),
      ],
      told: `the ring ${cut}, and ${open}`,
    };
  }
  if (around !== null) {
    return {
      name: "ring",
      title: titleOf(around),
      take: (region) => ringed(region, around, grid),
      sides: (box) => sidesReached(box, around.outer, grid),
      told: `the ring ${cut}`,
    };
  }
  if (grow !== null) {
    return {
      name: "grow",
      title: `growing by ${grow} mm`,
      take: (region) => grown(region, grow, grid),
      sides: (box) => sidesReached(box, grow, grid),
      told: `the grown region ${cut}`,
    };
  }
  if (shrink !== null) {
    return {
      name: "shrink",
      title: `shrinking by ${shrink} mm`,
      take: (region) => shrunk(region, shrink, grid),
      sides: (box) => sidesTouched(box, grid),
      told: open,
    };
  }
  if (rim === null) return null;
  return {
    name: "rim",
    title: `taking the rim of ${rim} mm`,
    take: (region) => rimmed(region, rim, grid),
    sides: (box) => sidesTouched(box, grid),
    told: open,
  };
}

/** The ring that a setting means: its outer distance alone, or both. */
export function ringOf(ring: number | Ring): Ring {
  return typeof ring === "number" ? { inner: 0, outer: ring } : ring;
}

function titleOf({ inner, outer }: Ring): string {
  return `taking the ring of ${inner === 0 ? "" : `${inner} to `}${outer} mm`;
}
