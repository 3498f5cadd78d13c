import type { CaseHabitats } from "../habitats/find-habitats.ts";
import type { HabitatStability } from "../habitats/stability.ts";
import { counted } from "../messages/phrases.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptions } from "../schema/check-options.ts";

/** What a page of habitats says beside them. */
export interface HabitatReportOptions {
  /** Default: how many habitats there are. */
  readonly title?: string | undefined;
  /** What `habitatStability` found. Default: the page has nothing of stability. */
  readonly stability?: HabitatStability | undefined;
}

/**
 * A page that shows habitats: slices with the label map in colours, the maps in each habitat, criteria by number, and
 * stability where it was measured. One HTML file, which needs no script and no network; it shows the image.
 *
 * @returns text of each file by its name: `report.html`, and its figures as SVG (`figures/…`)
 * @throws VoxomicsError `invalid-argument`, `invalid-settings`
 *
 * @example
 * ```ts
 * import { findHabitats, reportHabitats } from "voxomics/habitats";
 *
 * const found = findHabitats([{ image }], mask, { clustering: { clusters: 2 } });
 * const files = await reportHabitats(found, { title: "Habitats of a lesion" });
 * console.log(files["report.html"].length);
 * ```
 */
export async function reportHabitats(
  found: CaseHabitats,
  options: HabitatReportOptions = {},
): Promise<Readonly<Record<string, string>>> {
  checkOptions(options, { title: "text", stability: "object" });
  checkArgument(found, "found", {
    images: "array",
    labels: "object",
    habitats: "array",
    model: "object",
  });
  const { title = `Region of ${counted(found.habitats.length, "habitat")}`, stability = null } =
    options;
  // loaded only when needed: it brings libraries for plots and for HTML documents
  const { habitatPage } = await import("./habitat-page.ts");
  const { page, figures } = await habitatPage({ title, found, stability });
  return { "report.html": page, ...Object.fromEntries(figures) };
}
