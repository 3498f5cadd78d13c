import type { CriterionName } from "../habitats/settings.ts";

/** What pages call the criteria. */
export const criterionTitles: Readonly<Record<CriterionName, string>> = {
  silhouette: "mean silhouette",
  calinskiHarabasz: "index of Calinski and Harabasz",
  daviesBouldin: "index of Davies and Bouldin",
};
