import type { Verdict } from "../reproducibility/verdict.ts";

/** The verdicts from best to worst, then "no verdict". */
export const verdictWords = ["excellent", "good", "moderate", "poor", "no verdict"] as const;

export type VerdictWord = (typeof verdictWords)[number];

/**
 * Colours of the verdicts. Readers with a colour vision deficiency can tell them apart, and in grey print
 * they differ in lightness. Text on a colour is black or white, whichever has the higher contrast.
 */
export const verdictColours: Readonly<Record<VerdictWord, { fill: string; text: string }>> = {
  excellent: { fill: "#1b7837", text: "white" },
  good: { fill: "#8fcf8f", text: "black" },
  moderate: { fill: "#f1a340", text: "black" },
  poor: { fill: "#a50f15", text: "white" },
  "no verdict": { fill: "#cccccc", text: "black" },
};

export const verdictScale = {
  domain: [...verdictWords],
  range: verdictWords.map((word) => verdictColours[word].fill),
};

export function verdictWord(verdict: Verdict | null): VerdictWord {
  return verdict ?? "no verdict";
}
