import { type Cell, toCsv } from "../report/csv.ts";
import type { AgreementTable, FeatureAgreement } from "../reproducibility/agreement-table.ts";
import type { Estimate } from "../reproducibility/estimate.ts";
import {
  type FeatureSelection,
  othersStoodFor,
  whyDropped,
} from "../reproducibility/feature-selection.ts";
import type { ProgramDifference } from "../reproducibility/program-differences.ts";
import type { SelectionUncertainty } from "../reproducibility/selection-uncertainty.ts";
import { familySummaries } from "./family-summary.ts";
import { groupFeatures, nameFeatures } from "./named-agreement.ts";
import type { VolumeSummary } from "./reproducibility-report.ts";
import { verdictWords } from "./verdict-colours.ts";

/** `families.csv`: a row for each family of each image, and one for all families of an image together. */
export function familiesCsv({ features }: AgreementTable, { kept }: FeatureSelection): string {
  const [{ form }] = features[0].icc;
  const header = ["image", "family", "features", ...verdictWords, `median ${form}`, "kept"];
  const names = new Set(kept);
  const rows = groupFeatures(nameFeatures(features)).flatMap((group) =>
    familySummaries(group, names).map((one): Cell[] => [
      one.image,
      one.family,
      one.features,
      ...one.verdicts.values(),
      one.median,
      one.kept,
    ]),
  );
  return toCsv([header, ...rows]);
}

/** `kept.csv`: a row for each feature that is kept. */
export function keptCsv(
  { features }: AgreementTable,
  selection: FeatureSelection,
  uncertainty: SelectionUncertainty | null,
): string {
  const kept = new Set(selection.kept);
  const standsFor = othersStoodFor(selection);
  const rows = nameFeatures(features)
    .filter(({ feature }) => kept.has(feature))
    .map((one): Cell[] => [
      one.feature,
      one.code,
      one.icc[0].value,
      one.icc[0].interval?.lower ?? null,
      one.icc[0].interval?.upper ?? null,
      one.verdict,
      standsFor.get(one.feature) ?? 0,
      uncertainty?.kept[one.feature] ?? null,
    ]);
  const header = [
    "feature",
    "code",
    ...bounds(features[0].icc[0].form),
    "verdict",
    "standsFor",
    "keptInSamples",
  ];
  return toCsv([header, ...rows]);
}

function bounds(form: string): string[] {
  return [form, `${form} lower`, `${form} upper`];
}

/** A column of `agreement.csv` beside those of the correlations. */
interface AgreementColumn {
  readonly name: string;
  readonly cell: (one: FeatureAgreement) => Cell;
}

const intervalColumns = (
  name: string,
  estimateOf: (one: FeatureAgreement) => Estimate | undefined,
): AgreementColumn[] => [
  { name: `${name} lower`, cell: (one) => estimateOf(one)?.interval?.lower ?? null },
  { name: `${name} upper`, cell: (one) => estimateOf(one)?.interval?.upper ?? null },
];

/** The columns behind the correlations. New ones come last, so that programs find the others where they were. */
const agreementColumns: readonly AgreementColumn[] = [
  { name: "withinSubjectSd", cell: ({ withinSubject }) => withinSubject.sd.value },
  { name: "withinSubjectCv", cell: ({ withinSubject }) => withinSubject.cv.value },
  { name: "repeatability", cell: ({ withinSubject }) => withinSubject.repeatability.value },
  { name: "concordance", cell: ({ concordance }) => concordance?.value ?? null },
  { name: "bias", cell: ({ limits }) => limits?.bias.value ?? null },
  { name: "lowerLimit", cell: ({ limits }) => limits?.lower.value ?? null },
  { name: "upperLimit", cell: ({ limits }) => limits?.upper.value ?? null },
  { name: "verdict", cell: ({ verdict }) => verdict },
  { name: "reason", cell: ({ reason }) => reason },
  { name: "n", cell: ({ icc: [{ counts }] }) => counts.subjects },
  { name: "k", cell: ({ icc: [{ repeats }] }) => repeats },
  { name: "missing", cell: ({ icc: [{ counts }] }) => counts.missing },
  { name: "infinite", cell: ({ infinite }) => infinite },
  { name: "subjectsLeftOut", cell: ({ icc: [{ counts }] }) => counts.dropped },
  { name: "leftOut", cell: ({ leftOut }) => leftOut.join("; ") },
  { name: "F", cell: ({ icc: [{ f }] }) => f?.value ?? null },
  { name: "df1", cell: ({ icc: [{ f }] }) => f?.df1 ?? null },
  { name: "df2", cell: ({ icc: [{ f }] }) => f?.df2 ?? null },
  { name: "p", cell: ({ icc: [{ f }] }) => f?.p ?? null },
  ...intervalColumns("withinSubjectSd", ({ withinSubject }) => withinSubject.sd),
  ...intervalColumns("repeatability", ({ withinSubject }) => withinSubject.repeatability),
  ...intervalColumns("concordance", ({ concordance }) => concordance ?? undefined),
  ...intervalColumns("bias", ({ limits }) => limits?.bias),
  ...intervalColumns("lowerLimit", ({ limits }) => limits?.lower),
  ...intervalColumns("upperLimit", ({ limits }) => limits?.upper),
];

/** `agreement.csv`: a row for each feature; F and counts are those of the first correlation. */
export function agreementCsv({ features }: AgreementTable, volume: VolumeSummary | null): string {
  const forms = features[0].icc.map(({ form }) => form);
  const header = [
    "feature",
    ...forms.flatMap(bounds),
    ...agreementColumns.map(({ name }) => name),
    ...(volume === null ? [] : bounds("volumeCorrelation")),
  ];
  const rows = features.map((one): Cell[] => [
    one.feature,
    ...one.icc.flatMap(withBounds),
    ...agreementColumns.map(({ cell }) => cell(one)),
    ...(volume === null ? [] : withBounds(volume.correlations[one.feature])),
  ]);
  return toCsv([header, ...rows]);
}

function withBounds({ value, interval }: Pick<Estimate, "value" | "interval">): Cell[] {
  return [value, interval?.lower ?? null, interval?.upper ?? null];
}

/** `differences.csv`: a row for each feature of two programs. */
export function differencesCsv(differences: readonly ProgramDifference[]): string {
  const header = [
    "feature",
    "n",
    "mean",
    "largest",
    "largestOf",
    "spread",
    "meanInSpreads",
    "largestInSpreads",
  ];
  const rows = differences.map((one): Cell[] => [
    one.feature,
    one.subjects,
    one.mean,
    one.largest,
    one.largestOf,
    one.spread,
    one.meanInSpreads,
    one.largestInSpreads,
  ]);
  return toCsv([header, ...rows]);
}

/** `dropped.csv`: a row for each feature that is not kept. */
export function droppedCsv(
  { dropped }: FeatureSelection,
  uncertainty: SelectionUncertainty | null,
): string {
  const rows = dropped.map((row): Cell[] => [
    row.feature,
    whyDropped(row),
    row.why === "redundant" ? row.inFavourOf : null,
    row.why === "redundant" ? row.correlation : null,
    uncertainty?.correlations[row.feature]?.interval?.lower ?? null,
    uncertainty?.correlations[row.feature]?.interval?.upper ?? null,
    uncertainty?.correlations[row.feature]?.subjects ?? null,
    uncertainty?.kept[row.feature] ?? null,
  ]);
  const sure = ["correlation lower", "correlation upper", "n", "keptInSamples"];
  return toCsv([["feature", "why", "inFavourOf", "correlation", ...sure], ...rows]);
}
