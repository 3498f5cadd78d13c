import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

/**
 * The rooms of `src`, floor by floor from the ground up. A room may import from rooms on lower floors, and
 * from no other; types count as well.
 */
const floors: readonly (readonly string[])[] = [
  ["base", "messages"],
  ["schema"],
  ["volume"],
  ["math"],
  ["convolution", "io", "processing", "wavelets"],
  ["adapters", "intensity", "matrices", "morphology", "regions"],
  ["features"],
  ["families", "filters"],
  ["settings"],
  ["extraction"],
  ["feature-map", "html-report", "report"],
  ["pyradiomics", "reproducibility", "validate"],
  ["perturbation", "radiogenomics", "reproducibility-report"],
  ["habitats", "radiogenomics-report"],
  ["habitats-report", "pool"],
  ["browser", "node"],
  ["case"],
  ["cohort", "explorer"],
  ["cli"],
];

/** The floor of each room. */
const floorOf = new Map(floors.flatMap((rooms, floor) => rooms.map((room) => [room, floor])));

/** An import of one file of `src` by another: paths from `src` on. */
interface Import {
  readonly from: string;
  readonly to: string;
  /** Whether it is by a statement, not by `import()` alone. */
  readonly isStated: boolean;
}

const imports = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path))
  .flatMap((from): Import[] => {
    const text = readFileSync(join("src", from), "utf8");
    const { importedFiles } = ts.preProcessFile(text);
    const inside = importedFiles.filter(({ fileName }) => fileName.startsWith("."));
    return inside.map(({ fileName }) => {
      const isStated = text.includes(`from "${fileName}"`);
      return { from, to: join(dirname(from), fileName), isStated };
    });
  });

/** The room of a file, or "" for an entry, which lies beside the rooms. */
function roomOf(path: string): string {
  const [room, ...rest] = path.split("/");
  return rest.length === 0 ? "" : room;
}

/** The imports that are left if files that import none of the others, or that none imports, are taken away. */
function inCircles<I extends Pick<Import, "from" | "to">>(all: readonly I[]): readonly I[] {
  const importing = new Set(all.map(({ from }) => from));
  const imported = new Set(all.map(({ to }) => to));
  const left = all.filter(({ from, to }) => importing.has(to) && imported.has(from));
  return left.length === all.length ? left : inCircles(left);
}

describe("the rooms of src", () => {
  it("each have a floor", () => {
    const rooms = readdirSync("src", { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect([...floorOf.keys()].sort()).toEqual(rooms.sort());
  });

  it("import from lower floors only", () => {
    const upwards = imports.filter(({ from, to }) => {
      const [here, there] = [roomOf(from), roomOf(to)];
      if (here === "" || here === there || to.startsWith("..")) return false;
      return there === "" || (floorOf.get(there) ?? 0) >= (floorOf.get(here) ?? 0);
    });
    expect(upwards.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it("have no two files that import each other, also over others or for a type alone", () => {
    const stated = imports.filter(({ isStated }) => isStated);
    expect(inCircles(stated).map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it("reach beyond src for reference values only", () => {
    const outside = imports.filter(({ to }) => relative("src", join("src", to)).startsWith(".."));
    expect(outside.every(({ from }) => roomOf(from) === "validate")).toBe(true);
    expect(outside.every(({ to }) => to.startsWith("../ibsi-phantoms/"))).toBe(true);
    expect(outside.length).toBeGreaterThan(0);
  });

  it("show a circle of files", () => {
    const circle = [
      { from: "a", to: "b" },
      { from: "b", to: "c" },
      { from: "c", to: "a" },
    ];
    expect(inCircles([{ from: "d", to: "a" }, ...circle, { from: "c", to: "e" }])).toEqual(circle);
  });

  it("are many files that import many: the graph is that of the whole source", () => {
    expect(imports.length).toBeGreaterThan(1000);
  });
});
