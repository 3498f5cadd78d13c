import { parse } from "csv-parse/sync";
import { DOMParser, parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { version } from "../../src/base/version.ts";
import { fitted } from "../../src/html-report/drawing.ts";
import { formatNumber } from "../../src/report/format-number.ts";
import { agreementTable } from "../../src/reproducibility/agreement-table.ts";
import { correlationMatrix } from "../../src/reproducibility/correlation.ts";
import { selectFeatures } from "../../src/reproducibility/feature-selection.ts";
import { subjectMeans } from "../../src/reproducibility/subject-means.ts";
import { analyse } from "../../src/reproducibility-report/analyse.ts";
import { filterImages, manyColumns, measurements } from "./wide-table.ts";

const columns = manyColumns();
const testRetest = { type: "testRetest", subject: "patient", repeat: "scan" } as const;
const table = measurements(columns, 12, 2);
const found = await analyse(table, testRetest, { title: "A <cohort> & more", source: "f.csv" });
const records = (csv: string): Record<string, string>[] => parse(csv, { columns: true });
const page = (html: string) => parseHTML(html).document;
const report = page(found.files["report.html"]);
const textOf = (element: Element | null | undefined) =>
  (element?.textContent ?? "").replace(/\s+/g, " ").trim();
const cellsIn = (of: Document, id: string) =>
  Array.from(of.querySelectorAll(`#${id} tbody tr`)).map((row) =>
    Array.from(row.querySelectorAll("th, td")).map(textOf),
  );

describe("analyse", () => {
  it("finds what its parts find", () => {
    const agreement = agreementTable(table, testRetest);
    expect(columns.length).toBeGreaterThan(400);
    expect(found.agreement).toEqual(agreement);
    const selection = selectFeatures(subjectMeans(table, testRetest), agreement);
    expect(found.selection).toEqual(selection);
    expect(selection.kept.length).toBeGreaterThan(10);
    const reasons = new Set(selection.dropped.map(({ why }) => why));
    expect(reasons).toEqual(new Set(["undefined", "constant", "not-reproducible", "redundant"]));
  });

  it("writes its tables as CSV", () => {
    const agreement = records(found.files["agreement.csv"]);
    expect(agreement).toHaveLength(columns.length);
    found.agreement.features.forEach(({ feature, icc, limits, verdict, reason }, n) => {
      expect(agreement[n]).toMatchObject({
        feature,
        "ICC(A,1)": String(icc[0].value ?? ""),
        "ICC(A,1) lower": String(icc[0].interval?.lower ?? ""),
        "ICC(C,1) upper": String(icc[1].interval?.upper ?? ""),
        bias: String(limits?.bias.value ?? ""),
        verdict: verdict ?? "",
        reason: reason ?? "",
      });
    });
    expect(Object.keys(agreement[0]).slice(0, 7)).toEqual([
      "feature",
      "ICC(A,1)",
      "ICC(A,1) lower",
      "ICC(A,1) upper",
      "ICC(C,1)",
      "ICC(C,1) lower",
      "ICC(C,1) upper",
    ]);
    found.agreement.features.forEach(({ icc: [icc], withinSubject, ...one }, n) => {
      const text = (value: number | null | undefined) => String(value ?? "");
      expect(agreement[n]).toMatchObject({
        n: text(icc.counts.subjects),
        k: text(icc.repeats),
        missing: text(icc.counts.missing),
        infinite: "0",
        subjectsLeftOut: text(icc.counts.dropped),
        leftOut: "",
        F: text(icc.f?.value),
        df1: text(icc.f?.df1),
        df2: text(icc.f?.df2),
        p: text(icc.f?.p),
        "withinSubjectSd lower": text(withinSubject.sd.interval?.lower),
        "repeatability upper": text(withinSubject.repeatability.interval?.upper),
        "concordance lower": text(one.concordance?.interval?.lower),
        "bias upper": text(one.limits?.bias.interval?.upper),
        "lowerLimit lower": text(one.limits?.lower.interval?.lower),
        "upperLimit upper": text(one.limits?.upper.interval?.upper),
      });
    });
    const kept = records(found.files["kept.csv"]);
    expect(kept.map(({ feature }) => feature)).toEqual(found.selection.kept);
    const { clustered, clusters } = found.selection;
    for (const { feature, verdict, standsFor, ...row } of kept) {
      const { icc, ...one } = found.agreement.features[columns.indexOf(feature)];
      expect(verdict).toBe(one.verdict);
      expect(Number(row["ICC(A,1) lower"])).toBe(icc[0].interval?.lower);
      const others = found.selection.dropped.filter(
        (dropped) => dropped.why === "redundant" && dropped.inFavourOf === feature,
      );
      expect(Number(standsFor)).toBe(others.length);
    }
    for (const { feature, keptInSamples } of kept) {
      expect(keptInSamples).toBe(String(found.uncertainty?.kept[feature]));
      expect(Number(keptInSamples)).toBeGreaterThan(0);
    }
    expect(kept.length).toBe(clusters.length);
    const stoodFor = kept.reduce((sum, { standsFor }) => sum + Number(standsFor), 0);
    expect(stoodFor + kept.length).toBe(clustered.length);
    const dropped = records(found.files["dropped.csv"]);
    expect(dropped).toHaveLength(columns.length - kept.length);
    found.selection.dropped.forEach((row, at) => {
      expect(dropped[at].feature).toBe(row.feature);
      if (row.why !== "redundant") {
        expect(dropped[at]).toMatchObject({ n: "", keptInSamples: "" });
        return;
      }
      const { interval, subjects: n } = found.uncertainty?.correlations[row.feature] ?? {};
      expect(dropped[at]).toMatchObject({
        why: "redundant",
        inFavourOf: row.inFavourOf,
        correlation: String(row.correlation),
        "correlation lower": String(interval?.lower ?? ""),
        "correlation upper": String(interval?.upper ?? ""),
        n: String(n),
        keptInSamples: String(found.uncertainty?.kept[row.feature]),
      });
    });
  });

  it("sums families up", () => {
    const families = records(found.files["families.csv"]);
    const glcm = families.find(
      ({ image, family }) => image === "original" && family === "Grey level co-occurrence matrix",
    );
    const members = found.agreement.features.filter(({ feature }) => feature.startsWith("glcm."));
    const values = members.flatMap(({ icc }) => icc[0].value ?? []).sort((a, b) => a - b);
    const middle = [values[Math.floor((values.length - 1) / 2)], values[values.length >> 1]];
    const withVerdict = (word: string) => members.filter(({ verdict }) => verdict === word).length;
    expect(glcm).toMatchObject({
      features: String(members.length),
      excellent: String(withVerdict("excellent")),
      good: String(withVerdict("good")),
      moderate: String(withVerdict("moderate")),
      poor: String(withVerdict("poor")),
      kept: String(found.selection.kept.filter((name) => name.startsWith("glcm.")).length),
    });
    expect(Number(glcm?.["median ICC(A,1)"])).toBeCloseTo((middle[0] + middle[1]) / 2, 12);
    const all = families.filter(({ family }) => family === "All");
    expect(all).toHaveLength(1 + filterImages.length);
    const keptOfAll = all.reduce((sum, { kept }) => sum + Number(kept), 0);
    expect(keptOfAll).toBe(found.selection.kept.length);
  });

  it("writes all of it as JSON, with the options", () => {
    expect(JSON.parse(found.files["reproducibility.json"])).toMatchObject({
      software: "voxomics",
      version,
      table: "f.csv",
      design: testRetest,
      confidence: 0.95,
      selectionOptions: {
        reliability: 0.75,
        threshold: 0.9,
        correlation: "spearman",
        linkage: "average",
        undefinedCases: 0,
      },
      run: null,
      kept: found.selection.kept,
      dropped: found.selection.dropped,
    });
  });

  it("gives the same report for the same measurements", async () => {
    const again = await analyse(table, testRetest, { title: "A <cohort> & more", source: "f.csv" });
    expect(again.files).toEqual(found.files);
  });

  it("refuses tables without features, and plots of features that are not there", async () => {
    const refused = (features: readonly string[], options = {}) =>
      expect(analyse(measurements(features, 4, 2), testRetest, options)).rejects;
    await refused([]).toMatchObject({
      code: "invalid-table",
      message:
        "found no column of a feature, expected names as in glcm.contrast.3D:avg, or columns of another program that are named as features",
    });
    await refused(["ngtdm.contrast.3D"], { plot: ["ngtdm.contrast.2D"] }).toThrow(
      'plot: found "ngtdm.contrast.2D", expected a feature of the table; did you mean "ngtdm.contrast.3D"?',
    );
    await refused(["ngtdm.contrast.3D"], { confidence: 2 }).toThrow("confidence: found 2");
  });
});

describe("the report", () => {
  it("says what was compared, and what came of it", () => {
    expect(textOf(report.querySelector("h1"))).toBe("A <cohort> & more");
    expect(textOf(report.querySelector("title"))).toBe("A <cohort> & more");
    expect(textOf(report.querySelector("header p"))).toBe(
      `Test and retest: 24 measurements of 12 subjects, by test, retest. Of ${columns.length} features ${found.selection.clustered.length} are reproducible (lower bound of the intraclass correlation at least 0.75); without those that say the same as another (absolute correlation at least 0.9), ${found.selection.kept.length} are kept.`,
    );
  });

  it("cautions of few subjects, and of those alone", async () => {
    const cautioned = textOf(report.querySelector(".caution"));
    expect(cautioned).toMatch(/^Few subjects\. 12 subjects say little/);
    const many = await analyse(measurements(columns.slice(0, 9), 20, 2), testRetest);
    expect(page(many.files["report.html"]).querySelector(".caution")).toBeNull();
    expect(textOf(report.querySelector("#redundancy p"))).toBe(
      "Correlations are those of the means of 12 subjects. The subjects were drawn anew 200 times, with replacement (bootstrap); the tables say in which part of these samples a feature is kept.",
    );
  });

  it("is called by what was compared, where it has no title", async () => {
    const { files } = await analyse(measurements(columns.slice(0, 9), 1, 3), {
      type: "perturbations",
      subject: "patient",
    });
    expect(textOf(page(files["report.html"]).querySelector("h1"))).toBe(
      "Robustness under perturbation of 9 features in 1 subject",
    );
  });

  it("has a paragraph of methods to paste, and what it refers to", () => {
    const text = textOf(report.querySelector("#methods blockquote"));
    expect(text).toContain(
      "intraclass correlation coefficient ICC(A,1) (ICC(2,1); two-way random effects, absolute agreement, single measurement) [1, 2] with its 95 % confidence interval",
    );
    expect(text).toContain("average linkage [4]");
    expect(text).toContain("200 bootstrap samples");
    const references = Array.from(report.querySelectorAll("#methods li")).map(textOf);
    for (const author of ["McGraw", "Shrout", "Koo", "Lance", "Efron"]) {
      expect(references.some((one) => one.startsWith(author))).toBe(true);
    }
  });

  it("has its figures as SVG files that stand alone", () => {
    const names = Object.keys(found.files).filter((name) => name.startsWith("figures/"));
    expect(names).toHaveLength(report.querySelectorAll("figure").length);
    expect(names).toEqual(
      expect.arrayContaining([
        "figures/verdicts-original.svg",
        "figures/correlations-original-Morphology.svg",
        "figures/redundancy.svg",
        "figures/volume.svg",
      ]),
    );
    for (const name of names) {
      expect(name).toMatch(/^figures\/[\w.-]+\.svg$/);
      const svg = found.files[name];
      expect(svg).toMatch(
        /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="[\d.]+" height="[\d.]+"/,
      );
      expect(svg).not.toMatch(/NaN|undefined|url\(|href/);
      const { documentElement } = new DOMParser().parseFromString(svg, "text/xml");
      expect(documentElement?.querySelector("desc")?.textContent?.length).toBeGreaterThan(40);
    }
  });

  it("draws all families on one axis", () => {
    const starts = Array.from(report.querySelectorAll("#correlations figure")).map((one) => {
      const tick = one.querySelector('g[aria-label^="x-axis tick label"] text');
      let at = 0;
      for (let node: Element | null = tick; node !== null; node = node.parentElement) {
        at += Number(/translate\(([-\d.e]+)/.exec(node.getAttribute("transform") ?? "")?.[1] ?? 0);
      }
      expect(at).toBeGreaterThan(100);
      return at.toFixed(1);
    });
    const images = [starts.slice(0, 11), starts.slice(11, 14), starts.slice(14)];
    for (const own of images) expect([...new Set(own)]).toHaveLength(1);
  });

  it("has sections that its contents lead to, and headings in order", () => {
    const links = Array.from(report.querySelectorAll("nav a")).map((a) => a.getAttribute("href"));
    const ids = Array.from(report.querySelectorAll("main > section")).map(({ id }) => `#${id}`);
    expect(links).toEqual(ids);
    expect(ids).toEqual([
      "#verdicts",
      "#kept",
      "#correlations",
      "#features",
      "#redundancy",
      "#volume",
      "#all",
      "#methods",
      "#settings",
    ]);
    const levels = Array.from(report.querySelectorAll("h1, h2, h3, h4")).map(({ tagName }) =>
      Number(tagName.slice(1)),
    );
    levels.forEach((level, n) => {
      expect(level - (levels[n - 1] ?? 0)).toBeLessThanOrEqual(1);
    });
    const all = Array.from(report.querySelectorAll("[id]")).map(({ id }) => id);
    expect(new Set(all).size).toBe(all.length);
  });

  it("draws correlations of every image and family, by aggregation", () => {
    const headings = Array.from(report.querySelectorAll("#correlations h3")).map(textOf);
    expect(headings).toEqual([
      "Unfiltered image",
      ...filterImages.map((image) => `Response map: ${image}`),
    ]);
    expect(report.querySelectorAll("#correlations figure")).toHaveLength(11 + 3 + 3);
    const glcm = Array.from(report.querySelectorAll("#correlations figure"))[5];
    const dots = glcm.querySelectorAll('g[aria-label="dot"] circle').length;
    const missing = Number(/ (\d+) without a value/.exec(textOf(glcm))?.[1] ?? 0);
    expect(dots + missing).toBe(75);
    expect(Array.from(glcm.querySelectorAll("text")).map(textOf)).toEqual(
      expect.arrayContaining(["2.5D:mrg", "3D:avg", "3D:mrg", "Cluster prominence"]),
    );
  });

  it("plots Bland and Altman's differences and test against retest of the chosen feature", async () => {
    const feature = "glrlm.runEntropy.3D:mrg";
    const { files, agreement } = await analyse(table, testRetest, { plot: [feature] });
    const chosen = page(files["report.html"]);
    const figures = Array.from(chosen.querySelectorAll("#features figure"));
    expect(figures.map((one) => one.querySelectorAll("circle").length)).toEqual([12, 12]);
    const { limits, icc } = agreement.features.find((row) => row.feature === feature) ?? {};
    expect(textOf(figures[0])).toContain(String(limits?.bias.value).slice(0, 6));
    expect(textOf(figures[1])).toContain(`ICC(A,1) ${icc?.[0].value?.toFixed(3)}`);
    expect(textOf(chosen.querySelector("#features h3"))).toBe(feature);
  });

  it("draws the dendrogram and the correlations in its order", () => {
    const { clustered, dendrogram, clusters } = found.selection;
    const [tree, map] = Array.from(report.querySelectorAll("#redundancy svg"));
    // three lines a merge
    expect(tree.querySelectorAll('g[aria-label="link"] path')).toHaveLength(
      3 * dendrogram.merges.length,
    );
    const fills = new Map<string, string | null>();
    for (const path of Array.from(map.querySelectorAll('g[shape-rendering="crispEdges"] path'))) {
      const rectangles = (path.getAttribute("d") ?? "").matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g);
      for (const [, x, y, width] of rectangles) {
        for (let n = 0; n < Number(width); n++) {
          expect(fills.has(`${Number(x) + n} ${y}`)).toBe(false);
          fills.set(`${Number(x) + n} ${y}`, path.getAttribute("fill"));
        }
      }
    }
    expect(fills.size).toBe(clustered.length ** 2);
    const means = subjectMeans(table, testRetest);
    const matrix = correlationMatrix(
      clustered.map((feature) => means.features[feature]),
      "spearman",
    );
    const fillOf = new Map<number, string | null | undefined>();
    dendrogram.order.forEach((row, y) => {
      dendrogram.order.forEach((column, x) => {
        const step = Math.round(20 * matrix[row][column]) + 0;
        const fill = fills.get(`${x} ${y}`);
        expect(fillOf.get(step) ?? fill).toBe(fill);
        fillOf.set(step, fill);
      });
    });
    // one colour a step, and no other has it
    expect(new Set(fillOf.values()).size).toBe(fillOf.size);
    expect(fillOf.size).toBeGreaterThan(20);
    const several = clusters.filter(({ length }) => length > 1);
    // a black line around each, on a white one
    for (const stroke of ["white", "black"]) {
      const outlines = map.querySelectorAll(`g[aria-label="rect"][stroke="${stroke}"] rect`);
      expect(outlines.length).toBe(several.length);
    }
  });

  it("names every feature that is kept beside the map of many, with a line to its row", async () => {
    const more = await analyse(table, testRetest, { reliability: 0, bootstrap: 2 });
    const { clustered, dendrogram, kept } = more.selection;
    expect(clustered.length).toBeGreaterThan(200);
    const svg = page(more.files["report.html"]).querySelectorAll("#redundancy svg");
    const [, map] = Array.from(svg);
    const names = Array.from(map.querySelectorAll('g[aria-label="text"] text')).map(textOf);
    const inOrder = dendrogram.order.map((leaf) => clustered[leaf]).filter((name) => kept.includes(name)); // biome-ignore format: one line
    expect(names).toEqual(inOrder.map((name) => fitted(name)));
    expect(map.querySelectorAll('g[aria-label="link"] path').length).toBe(kept.length);
  });

  it("lists kept, dropped and all features as its tables do", () => {
    expect(cellsIn(report, "kept").map(([feature]) => feature)).toEqual(found.selection.kept);
    expect(cellsIn(report, "redundancy").map(([feature]) => feature)).toEqual(
      found.selection.dropped.map(({ feature }) => feature),
    );
    const all = cellsIn(report, "all");
    expect(all.map(([feature]) => feature)).toEqual(columns);
    all.forEach((cells, n) => {
      const { icc, verdict, reason } = found.agreement.features[n];
      expect(cells[1]).toBe(icc[0].value?.toFixed(3) ?? "");
      expect(cells.at(-1)).toBe(verdict ?? reason ?? "");
    });
    const counted = cellsIn(report, "verdicts").filter(([family]) => family === "All");
    const totals = counted.map(([, total]) => Number(total));
    expect(totals.reduce((a, b) => a + b)).toBe(columns.length);
    for (const [, total, ...cells] of counted) {
      const counts = cells.slice(0, 5);
      expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(Number(total));
    }
    const kept = counted.map((cells) => Number(cells.at(-1)));
    expect(kept.reduce((a, b) => a + b)).toBe(found.selection.kept.length);
  });

  it("says what its figures show to those who do not see them, and heads its tables", () => {
    const figures = Array.from(report.querySelectorAll("figure"));
    expect(figures.length).toBeGreaterThan(20);
    for (const figure of figures) {
      const picture = figure.querySelector('[role="img"]');
      expect(picture?.getAttribute("aria-label")?.length).toBeGreaterThan(40);
      for (const svg of Array.from(figure.querySelectorAll("svg"))) {
        expect(svg.getAttribute("aria-hidden")).toBe("true");
        expect(picture?.contains(svg)).toBe(true);
      }
      expect(textOf(figure.querySelector("figcaption")).length).toBeGreaterThan(20);
    }
    expect(report.querySelectorAll("svg").length).toBe(
      report.querySelectorAll('[role="img"] svg').length,
    );
    for (const table of Array.from(report.querySelectorAll("table"))) {
      expect(textOf(table.querySelector("caption")).length).toBeGreaterThan(5);
      for (const th of Array.from(table.querySelectorAll("thead th")))
        expect(th.getAttribute("scope")).toBe("col");
      for (const row of Array.from(table.querySelectorAll("tbody tr"))) {
        expect(row.querySelectorAll('th[scope="row"]')).toHaveLength(1);
      }
    }
  });

  it("asks for nothing from elsewhere, and runs nothing", () => {
    const html = found.files["report.html"];
    expect(html).toContain(
      `content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`,
    );
    expect(
      report.querySelectorAll("script, img, iframe, object, embed, audio, video, image"),
    ).toHaveLength(0);
    for (const element of Array.from(report.querySelectorAll("[href], [src]"))) {
      const address = element.getAttribute("href") ?? element.getAttribute("src");
      expect(address).toMatch(/^#|^data:,$/);
    }
    expect(html).not.toMatch(/url\(|@import/);
    expect(html.length).toBeLessThan(4e6);
  });
});

describe("a report of little", () => {
  const three = columns.slice(0, 3);
  const reportOf = async (
    subjects: number,
    repeats: number,
    design: Parameters<typeof analyse>[1],
  ) => (await analyse(measurements(three, subjects, repeats), design)).files["report.html"];

  it.each([1, 2])("of %i subjects keeps nothing, and says why", async (subjects) => {
    const { files, selection } = await analyse(measurements(three, subjects, 2), testRetest);
    expect(selection.kept).toEqual([]);
    expect(selection.dropped.map(({ feature }) => feature)).toEqual(three);
    const text = textOf(page(files["report.html"]).querySelector("main"));
    expect(text).toContain("None: no feature is reproducible enough.");
    expect(text).toContain("Fewer than two features are reproducible: none can be redundant.");
    expect(text).toContain("not reproducible: too-few-subjects");
  });

  it("of one measurement each has no correlations", async () => {
    const text = textOf(page(await reportOf(5, 1, testRetest)).querySelector("main"));
    expect(text).toContain("No feature has an intraclass correlation.");
    expect(text).toContain("single-measurement");
  });

  it("of three raters plots each subject's measurements and their spread", async () => {
    const design = { type: "raters", subject: "patient", rater: "scan" } as const;
    const document = page(await reportOf(6, 3, design));
    const figures = Array.from(document.querySelectorAll("#features figure"));
    expect(figures.map((one) => one.querySelectorAll("path, circle").length > 15)).toEqual([
      true,
      true,
    ]);
    expect(textOf(document.querySelector("header p"))).toMatch(/by test, retest, third\./);
  });

  it("of perturbations has no order of measurements", async () => {
    const document = page(await reportOf(6, 4, { type: "perturbations", subject: "patient" }));
    const captions = Array.from(document.querySelectorAll("#features figcaption")).map(textOf);
    expect(captions[0]).toMatch(/^24 measurements of 6 subjects/);
    const axis = document.querySelector('#features figure g[aria-label^="x-axis tick label"]');
    const drawn = Array.from(axis?.querySelectorAll("text") ?? []).map(textOf);
    const { subjects } = agreementTable(measurements(three, 6, 4), {
      type: "perturbations",
      subject: "patient",
    });
    expect(drawn.toSorted()).toEqual([...subjects].sort());
    expect(captions[1]).toContain("repeatability coefficient");
    // the band of residuals is narrower than the within-subject standard deviation
    const drawnOf = await analyse(measurements(three, 6, 4), {
      type: "perturbations",
      subject: "patient",
    });
    const plotted = textOf(document.querySelector("#features h3"));
    const shown = drawnOf.agreement.features.find(({ feature }) => feature === plotted);
    const band = (shown?.withinSubject.sd.value ?? Number.NaN) * Math.sqrt(3 / 4);
    expect(captions[1]).toContain(`(orange, dashed), ${formatNumber(band)}: `);
    expect(captions[1]).toContain("with k = 4 measurements");
    expect(textOf(document.querySelector("#all thead"))).not.toContain("concordance");
  });
});
