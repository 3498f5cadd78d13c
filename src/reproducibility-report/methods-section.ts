import { version } from "../base/version.ts";
import { type Html, html } from "../html-report/html.ts";
import { iccForms } from "../reproducibility/intraclass-correlation.ts";
import { percent } from "./report-tables.ts";
import type { ReportContent } from "./reproducibility-report.ts";

/** What measurements were compared, for each design. */
const compared = {
  testRetest: "in test and retest",
  raters: "by several raters",
  settings: "with several scanners or settings",
  programs: "by two programs",
  perturbations: "under perturbations of image and mask",
} as const;

/** Why a form of the intraclass correlation was taken. */
const models = {
  "one-way": "one-way random effects, absolute agreement",
  "two-way": "two-way random effects, absolute agreement",
} as const;

const linkages = { average: "average", complete: "complete", single: "single" } as const;
const methods = { spearman: "Spearman's rank", pearson: "Pearson's" } as const;

/** A paragraph of methods to paste into a paper, and what it refers to. */
export function methodsSection(content: ReportContent): Html {
  return html`<p>To paste into a paper, and to complete: how patients were chosen, imaged and segmented, and how features were computed (Settings).</p>
<blockquote><p>${paragraph(content)}</p></blockquote>
<ol class="references">
${references.map((reference) => html`<li>${reference}</li>\n`)}</ol>
`;
}

function paragraph(content: ReportContent): string {
  const { agreement, design, confidence, selection, selectionOptions, uncertainty, volume } =
    content;
  const { reliability, threshold, correlation, linkage } = selectionOptions;
  const [{ form, shroutFleiss }] = agreement.features[0].icc;
  const { model, unit } = iccForms[form];
  const n = agreement.subjects.length;
  const samples = uncertainty?.samples ?? 0;
  return [
    `${agreement.features.length} features of ${n} ${n === 1 ? "subject" : "subjects"} were measured ${compared[design.type]}.`,
    `Reliability was quantified by the intraclass correlation coefficient ${form} (${shroutFleiss}; ${models[model]}, ${unit === "single" ? "single measurement" : "mean of measurements"}) [1, 2] with its ${percent(confidence)} confidence interval,`,
    `and classed by the lower bound of that interval as poor (below 0.5), moderate (0.5 to 0.75), good (0.75 to 0.9) or excellent (0.9 or above) [3].`,
    `Features with a lower bound of at least ${reliability} were taken as reproducible (${selection.clustered.length}).`,
    `Of these, redundant features were found by hierarchical clustering with ${linkages[linkage]} linkage [4] of the distance 1 − |r|, r being ${methods[correlation]} correlation over subjects, cut at |r| = ${threshold};`,
    `of each cluster the feature with the highest lower bound was kept (${selection.kept.length}).`,
    ...(samples === 0
      ? []
      : [
          `Stability of this selection was assessed by ${samples} bootstrap samples of the subjects [5].`,
        ]),
    ...(volume === null
      ? []
      : [
          `Dependence on volume was assessed by ${methods[correlation]} correlation with ${volume.column}.`,
        ]),
    `Computations were done with voxomics ${version}.`,
  ].join(" ");
}

const references = [
  "McGraw KO, Wong SP. Forming inferences about some intraclass correlation coefficients. Psychological Methods 1996; 1: 30–46, and the correction on page 390. doi:10.1037/1082-989X.1.1.30",
  "Shrout PE, Fleiss JL. Intraclass correlations: uses in assessing rater reliability. Psychological Bulletin 1979; 86: 420–428. doi:10.1037/0033-2909.86.2.420",
  "Koo TK, Li MY. A guideline of selecting and reporting intraclass correlation coefficients for reliability research. Journal of Chiropractic Medicine 2016; 15: 155–163. doi:10.1016/j.jcm.2016.02.012",
  "Lance GN, Williams WT. A general theory of classificatory sorting strategies: 1. Hierarchical systems. The Computer Journal 1967; 9: 373–380. doi:10.1093/comjnl/9.4.373",
  "Efron B. Bootstrap methods: another look at the jackknife. The Annals of Statistics 1979; 7: 1–26. doi:10.1214/aos/1176344552",
  "Bland JM, Altman DG. Measuring agreement in method comparison studies. Statistical Methods in Medical Research 1999; 8: 135–160. doi:10.1177/096228029900800204",
  "Lin LI. A concordance correlation coefficient to evaluate reproducibility. Biometrics 1989; 45: 255–268. doi:10.2307/2532051",
];
