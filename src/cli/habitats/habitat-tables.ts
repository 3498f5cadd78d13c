import { version } from "../../base/version.ts";
import type { CaseHabitats } from "../../habitats/find-habitats.ts";
import type { HabitatRecipe } from "../../habitats/habitat-recipe.ts";
import type { HabitatOutcome } from "../../habitats/measure-habitats.ts";
import type { HabitatStability } from "../../habitats/stability.ts";
import { messageNaming } from "../../messages/errors.ts";
import { alignColumns } from "../../report/columns.ts";
import { formatNumber } from "../../report/format-number.ts";
import { type Format, renderRegions } from "../../report/render.ts";
import { type RefusedRegion, type Report, toReport } from "../../report/report.ts";
import { flagOf } from "../flag-of.ts";
import type { HabitatInputs } from "./read-case.ts";

/** The features of habitats as a table or JSON: a row, or rows, for each habitat. */
export async function featuresOf(
  measured: readonly HabitatOutcome[],
  { region }: HabitatInputs,
  format: Format,
): Promise<{
  readonly data: string | Uint8Array | null;
  readonly refused: readonly RefusedRegion[];
}> {
  const labels = [...new Set(measured.map(({ label }) => label))];
  const refused: RefusedRegion[] = [];
  const reports = labels.flatMap((label): Report[] => {
    const name = `habitat ${label}`;
    const own = measured.filter((one) => one.label === label);
    const reports = own.flatMap(({ image, outcome }): Report[] => {
      const { extraction, error } = outcome;
      if (error !== null) {
        const of = image === "" ? "" : `${image}: `;
        const message = `${of}${messageNaming(error, flagOf)}`;
        refused.push({ label, region: name, code: error.code, message });
        return [];
      }
      const report = toReport(extraction, { ...region.sources, label, region: name });
      // as the tables of cohorts name the columns of several images
      const titled = report.features.map((feature) => ({
        ...feature,
        image:
          image === ""
            ? feature.image
            : feature.image === "original"
              ? image
              : `${image}/${feature.image}`,
      }));
      return [{ ...report, features: titled }];
    });
    if (reports.length === 0) return [];
    return [{ ...reports[0], features: reports.flatMap(({ features }) => features) }];
  });
  const data = reports.length === 0 ? null : await renderRegions(reports, refused, format);
  return { data, refused };
}

/** What is saved of habitats, so that other cases get the same. */
export function recipeOf(
  { images, options }: HabitatInputs,
  { model }: CaseHabitats,
): Omit<HabitatRecipe, "images"> & { readonly images: unknown } {
  const { maps = null, radius = 1, shape = "cubic", dimensions = 3, masked = true } = options;
  return {
    software: "voxomics",
    version,
    images: images.map(({ name = "", settings }) => ({ name, settings })),
    ...{ maps: maps === null ? null : [...maps], radius, shape, dimensions, masked },
    model,
  };
}

/** All that is known of the habitats of a case, as JSON holds it. */
export function recordOf(
  inputs: HabitatInputs,
  found: CaseHabitats,
  stability: HabitatStability | null,
): object {
  const { labels, habitats, settings, tried, notes } = found;
  const { size, spacing, origin, direction } = labels;
  return {
    ...recipeOf(inputs, found),
    clustering: settings,
    sources: inputs.region.sources,
    grid: { size, spacing, origin, direction },
    tried,
    habitats,
    stability,
    notes: [...inputs.region.sources.notes, ...notes],
  };
}

/** The habitats as a table of text. */
export function habitatText(
  { habitats, model, tried, settings }: CaseHabitats,
  stability: HabitatStability | null,
): string {
  const names = model.maps.map(({ name }) => name);
  const number = (value: number | null | undefined) => (value == null ? "–" : formatNumber(value));
  const rows = [
    ["habitat", "voxels", "mm³", "%", ...names, ...(stability === null ? [] : ["Dice"])],
    ...habitats.map(({ label, voxels, volume, fraction, maps }, n) => [
      String(label),
      String(voxels),
      formatNumber(volume),
      (100 * fraction).toFixed(1),
      ...names.map((name) => number(maps[name]?.mean)),
      ...(stability === null ? [] : [number(stability.dice[n]?.median)]),
    ]),
  ];
  const columns = rows[0].map((_, n) => ({ align: n === 0 ? "left" : "right", width: 0 }) as const);
  const lines = alignColumns(columns, rows);
  if (tried.length > 1 && settings !== null) {
    const values = tried.map((one) => `${one.number}: ${number(one[settings.criterion])}`);
    lines.push(`${settings.criterion} by the number of habitats: ${values.join(", ")}`);
  }
  if (stability !== null) {
    const { adjustedRand, rows: copies } = stability;
    const refused = copies.filter((one) => one.refused !== null).length;
    const range =
      adjustedRand === null
        ? "none"
        : `median ${number(adjustedRand.median)}, from ${number(adjustedRand.lowest)} to ${number(adjustedRand.highest)}`;
    lines.push(
      `adjusted Rand index of ${copies.length} perturbed copies: ${range}${refused === 0 ? "" : `; ${refused} refused`}`,
    );
  }
  return `${lines.join("\n")}\n`;
}
