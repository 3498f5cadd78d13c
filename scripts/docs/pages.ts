import { featuresPage } from "./features-page.ts";
import { filtersPage } from "./filters-page.ts";
import { performancePage } from "./performance-page.ts";
import { pyradiomicsPage } from "./pyradiomics-page.ts";
import { settingsPage } from "./settings-page.ts";

/** The generated pages, by path. */
export const pages: Readonly<Record<string, () => string>> = {
  "docs/features.md": featuresPage,
  "docs/filters.md": filtersPage,
  "docs/performance.md": performancePage,
  "docs/pyradiomics.md": pyradiomicsPage,
  "docs/settings.md": settingsPage,
};
