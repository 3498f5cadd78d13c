import { featuresPage } from "./features-page.ts";
import { settingsPage } from "./settings-page.ts";

/** The generated pages, by path. */
export const pages: Readonly<Record<string, () => string>> = {
  "docs/features.md": featuresPage,
  "docs/settings.md": settingsPage,
};
