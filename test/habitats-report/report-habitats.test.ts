import { decode } from "fast-png";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { findHabitats } from "../../src/habitats/find-habitats.ts";
import { habitatStability } from "../../src/habitats/stability.ts";
import { habitatColour, rgbOf } from "../../src/habitats-report/habitat-colours.ts";
import { reportHabitats } from "../../src/habitats-report/report-habitats.ts";
import { tumour } from "../habitats/two-tissues.ts";

const { image, other, mask } = tumour;
const images = [
  { name: "T1", image },
  { name: "PET", image: other },
];
const options = { clustering: { clusters: [2, 3], restarts: 2 } } as const;
const found = findHabitats(images, mask, options);
const stability = habitatStability(images, mask, options, found, {
  perturbations: ["N"],
  repeats: 2,
});
const files = await reportHabitats(found, { title: "A <made-up> tumour", stability });
const { document } = parseHTML(files["report.html"]);
const rowsOf = (caption: string) =>
  Array.from(document.querySelectorAll("table"))
    .find((one) => one.querySelector("caption")?.textContent?.startsWith(caption))
    ?.querySelectorAll("tbody tr");

describe("the page of habitats", () => {
  it("needs nothing from elsewhere, and shows names as they are", () => {
    const text = files["report.html"];
    expect(text).toContain("A &#60;made-up&#62; tumour");
    expect(text).not.toMatch(/<script|src="http|href="http/);
    expect(document.querySelectorAll("image").length).toBe(4 * 3);
    for (const one of Array.from(document.querySelectorAll("image"))) {
      expect(one.getAttribute("href")).toMatch(/^data:image\/png;base64,/);
    }
  });

  it("shows the colours of habitats over the first image, and the images as they are", () => {
    const pictures = Array.from(document.querySelectorAll("image")).map((one) => {
      const png = Buffer.from((one.getAttribute("href") as string).split(",")[1], "base64");
      return decode(png);
    });
    const isGrey = ({ data }: { data: ArrayLike<number> }) => {
      for (let p = 0; p < data.length; p += 3) {
        if (data[p] !== data[p + 1] || data[p] !== data[p + 2]) return false;
      }
      return true;
    };
    // a row: T1, PET, T1 with habitats
    expect(pictures.map(isGrey)).toEqual(Array.from({ length: 12 }, (_, n) => n % 3 !== 2));
    const { width, height } = pictures[0];
    expect(pictures.every((one) => one.width === width && one.height === height)).toBe(true);
  });

  it("has a row for each habitat, number and copy", () => {
    expect(rowsOf("Habitats")).toHaveLength(found.habitats.length);
    expect(rowsOf("Criteria")).toHaveLength(2);
    expect(rowsOf("Perturbed copies")).toHaveLength(2);
    expect(Object.keys(files).sort()).toEqual([
      ...["criteria", "profiles", "slices", "stability", "voxels"].map(
        (name) => `figures/${name}.svg`,
      ),
      "report.html",
    ]);
  });

  it("says what it does not know: centres of other cases, one map, no stability", async () => {
    const one = findHabitats([{ image }], mask, { clustering: { clusters: 2 } });
    const applied = findHabitats([{ image }], mask, { model: { ...one.model, cases: 3 } });
    const { "report.html": page, ...figures } = await reportHabitats(applied);
    expect(page).toContain("<title>Region of 2 habitats</title>");
    expect(page).toContain("by centres that 3 other cases gave");
    expect(page).toContain("Centres of other cases were applied; nothing was clustered here.");
    expect(page).not.toContain('id="stability"');
    expect(Object.keys(figures).sort()).toEqual(["figures/profiles.svg", "figures/slices.svg"]);
  });
});

describe("colours of habitats", () => {
  it("differ, of as many as there can be", () => {
    const colours = Array.from({ length: 50 }, (_, n) => habitatColour(n + 1));
    expect(new Set(colours).size).toBe(50);
    for (const colour of colours) expect(colour).toMatch(/^#[0-9a-fA-F]{6}$/);
    expect(rgbOf("#E69F00")).toEqual([230, 159, 0]);
  });
});
