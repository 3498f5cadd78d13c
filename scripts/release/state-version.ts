/** The text of a file that states the version, as a release states it. */
type StateVersion = (text: string, version: string, date: string) => string;

/** A text with the one place that matches put in another way. */
function replaced(text: string, place: RegExp, by: string, what: string): string {
  const found = text.match(new RegExp(place, `${place.flags}g`))?.length ?? 0;
  if (found !== 1) throw new Error(`found ${found} places, expected one: ${what}`);
  return text.replace(place, by);
}

/** What a release changes beside package.json, by the path of the file. */
export const stateVersion: Readonly<Record<string, StateVersion>> = {
  "src/base/version.ts": (text, version) =>
    replaced(text, /"\d+\.\d+\.\d+[^"]*"/, `"${version}"`, "the version"),

  "CITATION.cff": (text, version, date) =>
    replaced(
      text.replace(/^date-released: .*\n/m, ""),
      /^version: .*$/m,
      `version: ${version}\ndate-released: ${date}`,
      "version: …",
    ),

  "CHANGELOG.md": (text, version, date) =>
    replaced(
      text,
      /^## .*\(?[Uu]nreleased\)?$/m,
      `## ${version}, ${date}`,
      "a heading of what is unreleased",
    ),
};
