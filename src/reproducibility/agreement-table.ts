import { VoxomicsError } from "../messages/errors.ts";
import { listed, quoted } from "../messages/phrases.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptions } from "../schema/check-options.ts";
import { type Concordance, concordanceCorrelation } from "./concordance.ts";
import { type Design, designs, layOut, ratingsOf } from "./design.ts";
import { type AgreementReason, type ConfidenceOptions, tailOf } from "./estimate.ts";
import {
  type IccForm,
  type IntraclassCorrelation,
  iccForms,
  intraclassCorrelation,
} from "./intraclass-correlation.ts";
import { type AgreementLimits, limitsOfAgreement } from "./limits-of-agreement.ts";
import type { MeasurementTable } from "./measurement-table.ts";
import { tableFields } from "./measurement-table.ts";
import { columnsWithValues, type Ratings } from "./ratings.ts";
import { type Verdict, verdictOf } from "./verdict.ts";
import { type WithinSubject, withinSubject } from "./within-subject.ts";

/** What is computed of the agreement of measurements. */
export interface AgreementOptions extends ConfidenceOptions {
  /** Intraclass correlations to compute; the first gives the verdict. Default: those of the design. */
  readonly forms?: readonly IccForm[];
}

/** How well a feature's measurements agree. */
export interface FeatureAgreement {
  /** Name of the feature's column. */
  readonly feature: string;
  /** One intraclass correlation a form, in the order of `AgreementOptions.forms`. */
  readonly icc: readonly IntraclassCorrelation[];
  readonly withinSubject: WithinSubject;
  /** Concordance of two measurements a subject; null where the measurements have no order. */
  readonly concordance: Concordance | null;
  /** Limits of agreement, null likewise. */
  readonly limits: AgreementLimits | null;
  /** By the lower bound of the first intraclass correlation; null where there is none. */
  readonly verdict: Verdict | null;
  /** Why there is no verdict, or why the first correlation is set by convention; else null. */
  readonly reason: AgreementReason | null;
  /** Raters, repeats or settings that have no value of the feature: the others are compared. */
  readonly leftOut: readonly string[];
  /** Values that are infinite; they count as missing. */
  readonly infinite: number;
}

/** The agreement of the measurements of every feature. */
export interface AgreementTable {
  /** Names of the subjects, in the order of the table. */
  readonly subjects: readonly string[];
  /** Names of the raters, repeats or settings; null where the measurements have no order. */
  readonly measurements: readonly string[] | null;
  readonly features: readonly FeatureAgreement[];
}

/**
 * The agreement of the measurements of every feature of a table.
 *
 * @param table measurements of n subjects, one row a measurement
 * @param design which columns name the subject and the rater, repeat or setting
 * @throws VoxomicsError `invalid-table` if the table contradicts the design, naming rows and columns;
 *   `invalid-settings`
 *
 * @example
 * ```ts
 * import { agreementTable, fromWideRecords } from "voxomics/reproducibility";
 *
 * const table = fromWideRecords(
 *   [
 *     { patient: "A", rater: "1", mean: 9 },
 *     { patient: "A", rater: "2", mean: 8 },
 *     { patient: "B", rater: "1", mean: 2 },
 *     { patient: "B", rater: "2", mean: 3 },
 *     { patient: "C", rater: "1", mean: 5 },
 *     { patient: "C", rater: "2", mean: 6 },
 *   ],
 *   ["patient", "rater"],
 * );
 * const design = { type: "raters", subject: "patient", rater: "rater" } as const;
 * const [{ feature, icc, verdict }] = agreementTable(table, design).features;
 * console.log(feature, icc[0].value, verdict);
 * ```
 */
export function agreementTable(
  table: MeasurementTable,
  design: Design,
  options: AgreementOptions = {},
): AgreementTable {
  checkOptions(options, { confidence: null, forms: null });
  checkArgument(table, "table", tableFields);
  checkArgument(design, "design", "object");
  const { confidence } = options;
  const likely = confidence === undefined ? {} : { confidence };
  tailOf(likely);
  const layout = layOut(table, design);
  const forms = formsFor(design, options);
  const features = Object.entries(table.features).map(([feature, values]) => {
    const ratings = ratingsOf(values, layout);
    const icc = forms.map((form) => intraclassCorrelation(ratings, form, likely));
    const ordered = layout.measurements !== null;
    return {
      feature,
      icc,
      withinSubject: withinSubject(ratings, likely),
      concordance: ordered ? concordanceCorrelation(ratings, likely) : null,
      limits: ordered ? limitsOfAgreement(ratings, likely) : null,
      verdict: verdictOf(icc[0]),
      reason: icc[0].reason,
      leftOut: leftOutOf(ratings, layout.measurements),
      infinite: values.reduce((sum, value) => sum + Number(Math.abs(value) === Infinity), 0),
    };
  });
  return { subjects: layout.subjects, measurements: layout.measurements, features };
}

/** The raters without any value, where others have one. */
function leftOutOf(ratings: Ratings, raters: readonly string[] | null): string[] {
  const used = new Set(columnsWithValues(ratings));
  if (raters === null || used.size === 0) return [];
  return raters.filter((_, column) => !used.has(column));
}

function formsFor({ type }: Design, options: AgreementOptions): readonly IccForm[] {
  const { compares, forms: usual } = designs[type];
  const { forms = usual } = options;
  const possible = (Object.keys(iccForms) as IccForm[]).filter(
    (form) => compares !== null || iccForms[form].model === "one-way",
  );
  const wrong = forms.find((form) => !possible.includes(form));
  if (wrong === undefined && forms.length > 0) return forms;
  const found = wrong === undefined ? "none" : quoted(String(wrong));
  throw new VoxomicsError(
    "invalid-settings",
    `forms: found ${found}, expected ${listed(possible.map(quoted))} for the design ${quoted(type)}`,
    { found: wrong, known: possible },
  );
}
