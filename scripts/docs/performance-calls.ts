import { type Calls, turnTable } from "../../bench/calls.ts";
import { machineTitle } from "../../bench/machine.ts";
import { digits } from "../../bench/result-tables.ts";
import { markdownTable } from "./markdown-table.ts";

/** The sections of `docs/performance.md` about whole calls: what a user waits for. */
export function callSections(calls: Calls): string[] {
  return [...expectationSection(calls), ...contestSections(calls)];
}

function expectationSection({ machine, processes }: Calls): string[] {
  if (processes.length === 0) return [];
  return [
    "## What to expect",
    `\`voxomics extract\` from the start of the process to the written file, with its default options, the shortest of several runs; memory is the largest resident size of the process. ${measuredOn(machine)}.`,
    markdownTable(
      ["", "values", "s", "CPU s", "MiB"],
      processes.map(({ title, values, wall, cpu, memory }) => [
        title,
        String(values),
        digits(wall / 1000),
        digits(cpu / 1000),
        digits(memory / 2 ** 20),
      ]),
      1,
    ),
    "All families unless the row says otherwise. Moran's I and Geary's C compare every voxel with every other one, so they take most of the time of a large region; `--features` or `families` leave them out.",
  ];
}

function contestSections({ machine, loadAfter, contests }: Calls): string[] {
  if (contests.length === 0) return [];
  return [
    "## Whole calls beside other programs",
    `CPU time in ms, one thread, both programs in turns in one run on the same arrays: one call of ours, one of theirs, and so on, after both were warm. ${measuredOn(machine)}, ${loadAfter} when it ended.

- **voxomics** is \`extract(image, mask, settings)\` on the whole image: checks, cutting out the region, grey levels, and the features that PyRadiomics has too, chosen by name. All its other features are left out, Moran's I and Geary's C among them.
- **The peer** is PyRadiomics' own code with its C extension (no checks of the mask, no report; SimpleITK is replaced by a stand-in that only carries arrays). For filters it is \`scipy.ndimage.gaussian_laplace\` (sigma of 1 and 3 voxels) and \`pywt.swtn\` (all eight bands of one level), on the whole image.
- \`times\` says how many times as long the peer takes.
- MIRP and Nyxus were not timed: there was no package of them to install.`,
    ...contests.flatMap(({ name, what, rows }) => {
      const { head, rows: cells, words } = turnTable(rows);
      const troubled = rows.some(({ problem }) => problem !== "");
      const shown = troubled ? head.length : head.length - 1;
      return [
        `### ${name}`,
        `${what[0].toUpperCase()}${what.slice(1)}.`,
        markdownTable(
          head.slice(0, shown),
          cells.map((row) => row.slice(0, shown)),
          words,
        ),
      ];
    }),
  ];
}

function measuredOn(machine: Calls["machine"]): string {
  return `Version ${machine.version}, ${machine.date}, on ${machineTitle(machine)}; load before the run ${machine.load}`;
}
