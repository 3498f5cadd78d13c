import { version } from "../base/version.ts";
import type { Covariate } from "../radiogenomics/covariates.ts";
import type { HarmonisationModel } from "../radiogenomics/harmonisation-model.ts";
import {
  applyHarmonisation,
  type Harmonisation,
  type HarmoniseOptions,
  harmonise,
} from "../radiogenomics/harmonise.ts";
import { toJson } from "../report/json.ts";
import { checkArgument } from "../schema/check-argument.ts";

/** How batch effects are taken out, and what the report says of it. */
export interface HarmonisationReportOptions extends HarmoniseOptions {
  /** What was learned on other cases, to be taken out of these. Default: it is learned on these. */
  readonly model?: HarmonisationModel | undefined;
  /** Title of the report. Default: how many features and batches. */
  readonly title?: string | undefined;
  /** What a reader is to know of how cases were chosen, a sentence each, without ids. */
  readonly notes?: readonly string[] | undefined;
}

/** Features without batch effects, with the files that report them. */
export interface HarmonisationAnalysis extends Harmonisation {
  /** Text of each file by its name: `harmonisation.json` with the model, `report.html`, and figures. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Takes batch effects out of features and writes a report: features by batch, before and after. No id reaches its files.
 *
 * With a model, which was learned on other cases, it is applied: `keep` is what it kept, of these cases.
 *
 * @throws VoxomicsError as `harmonise` and `applyHarmonisation` do
 *
 * @example
 * ```ts
 * import { reportHarmonisation } from "voxomics/radiogenomics";
 *
 * const mean = Float64Array.of(10, 12, 11, 13, 20, 22, 25, 21);
 * const variance = Float64Array.of(4, 5, 3, 6, 9, 12, 10, 11);
 * const { files } = await reportHarmonisation({ mean, variance }, [..."AAAABBBB"]);
 * Object.keys(files).includes("harmonisation.json"); // true
 * ```
 */
export async function reportHarmonisation(
  features: Readonly<Record<string, Float64Array>>,
  batch: readonly string[],
  options: HarmonisationReportOptions = {},
): Promise<HarmonisationAnalysis> {
  checkArgument(options, "options", "object");
  const { title, notes = [], model: learned, ...harmonising } = options;
  const keep: readonly Covariate[] = harmonising.keep ?? [];
  const { features: after, model } =
    learned === undefined
      ? harmonise(features, batch, harmonising)
      : { features: applyHarmonisation(learned, features, batch, keep), model: learned };
  // loaded only when needed: it brings libraries for plots and for HTML documents
  const { harmonisationPage } = await import("./harmonisation-page.ts");
  const { page, figures } = await harmonisationPage({
    title:
      title ??
      `Harmonisation of ${Object.keys(model.features).length} features over ${model.batches.length} batches`,
    ...{ features, after, batch, keep, model, notes },
    applied: learned !== undefined,
  });
  return {
    features: after,
    model,
    files: {
      "harmonisation.json": toJson({ software: "voxomics", version, ...model }),
      "report.html": page,
      ...Object.fromEntries(figures),
    },
  };
}
