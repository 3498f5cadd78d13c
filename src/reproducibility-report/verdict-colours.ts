import type { Verdict } from "../reproducibility/verdict.ts";

/** The verdicts from best to worst, then "no verdict". */
export const verdictWords = ["excellent", "good", "moderate", "poor", "no verdict"] as const;

export type VerdictWord = (typeof verdictWords)[number];

/**
 * Colours of the verdicts: blue is reliable, orange is not. Readers with a colour vision deficiency can tell
 * them apart, and in grey print they differ in lightness. Text on a colour is black or white, whichever has the higher contrast.
 */
export const verdictColours: Readonly<Record<VerdictWord, { fill: string; text: string }>> = {
  excellent: { fill: "#08306b", text: "white" },
  good: { fill: "#6baed6", text: "black" },
  moderate: { fill: "#fdd0a2", text: "black" },
  poor: { fill: "#b35806", text: "white" },
  "no verdict": { fill: "#f2f2f2", text: "black" },
};

export const verdictScale = {
  domain: [...verdictWords],
  range: verdictWords.map((word) => verdictColours[word].fill),
};

export function verdictWord(verdict: Verdict | null): VerdictWord {
  return verdict ?? "no verdict";
}
