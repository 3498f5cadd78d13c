import { featuresPage } from "./features-page.ts";
import { filtersPage } from "./filters-page.ts";
import { settingsPage } from "./settings-page.ts";

/** The generated pages, by path. */
export const pages: Readonly<Record<string, () => string>> = {
  "docs/features.md": featuresPage,
  "docs/filters.md": filtersPage,
  "docs/settings.md": settingsPage,
};
