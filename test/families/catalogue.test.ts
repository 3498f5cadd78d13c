import { describe, expect, it } from "vitest";
import reference from "../../ibsi-phantoms/reference/ibsi1.json" with { type: "json" };
import { catalogue } from "../../src/families/catalogue.ts";

const rows = catalogue.flatMap(({ id: family, features }) =>
  Object.entries(features).map(([id, feature]) => ({ family, id, ...feature })),
);
const ibsi = rows.filter(({ code }) => code !== null);

describe("the catalogue", () => {
  it("holds the 174 features of IBSI 1", () => {
    expect(ibsi).toHaveLength(174);
  });

  it("has the standard's number of features in each family", () => {
    const counts = Object.fromEntries(
      catalogue.map(({ id, features }) => [id, Object.keys(features).length]),
    );
    expect(counts).toMatchObject({
      morphology: 29,
      localIntensity: 2,
      statistics: 18,
      histogram: 23,
      intensityVolume: 7,
      glcm: 25,
      glrlm: 16,
      glszm: 16,
      gldzm: 16,
      ngtdm: 5,
      ngldm: 17,
    });
  });

  it("gives each feature a code of its own, but for the two pairs of the IVH", () => {
    const codes = ibsi.map(({ code }) => code as string);
    for (const code of codes) expect(code).toMatch(/^[A-Z0-9]{4}$/);
    const repeated = codes.filter((code, n) => codes.indexOf(code) !== n);
    expect(repeated).toEqual(["BC2M", "GBPN"]); // V10 and V90, I10 and I90
  });

  it("has unique tags, and unique ids within a family", () => {
    const tags = rows.map(({ tag }) => tag);
    expect(new Set(tags).size).toBe(tags.length);
  });

  it("has the codes of the reference table, and no others", () => {
    const published = new Set(reference.rows.map(([, , code]) => code).filter((code) => code));
    expect(new Set(ibsi.map(({ code }) => code))).toEqual(published);
  });

  it("derives ids from names", () => {
    // words may change places (percentile10), letters may not go missing
    const letters = (text: string) =>
      [...text.toLowerCase().replace(/[^a-z0-9]/g, "")].sort().join("");
    for (const { id, name } of ibsi.filter(({ family }) => family !== "intensityVolume")) {
      expect(letters(id), name).toBe(letters(name.replace(/(\d+)th/, "$1").replace("'s", "s")));
    }
  });

  it("says in words what each feature is and why it can be undefined", () => {
    for (const { definition, undefinedWhen = [] } of rows) {
      expect(definition.length).toBeGreaterThan(3);
      for (const { reason } of undefinedWhen) expect(reason).toMatch(/^[a-z]+(-[a-z]+)+$/);
    }
  });
});
