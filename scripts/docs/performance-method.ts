import { readsInWords } from "../../bench/floor.ts";
import { tasks } from "../../bench/tasks/tasks.ts";
import { workloads } from "../../bench/workload.ts";
import { markdownTable } from "./markdown-table.ts";

/** How the numbers of `docs/performance.md` are measured. */
export function methodSections(): string[] {
  return [
    "## How it is measured",
    `\`npm run bench\` times every stage, family, map, filter and whole extraction; \`npm run bench -- --json FILE\` writes what this page is made from; \`npm run bench:compare -- BEFORE AFTER\` tells what got slower.

- Each row is measured in a process of its own, so that its code has seen the types of no other. It is compiled first, for a quarter of a second on a small region of the same kind and for half a second on its own (two seconds for workloads that have targets), then run eight times or for a second, whichever takes longer; twice if a run takes more than eight seconds. Times are the shortest ones.
- Memory is that of one more run, in a process of its own that gives back at once what it frees.
- Beside each row is its *floor*, measured in the same process: a loop that only reads what the task cannot do without reading, in the fastest of several ways that JavaScript has. Writing, comparing, counting and computing come on top, so the ratio to the floor tells how far a task is from the limit of the memory; it is never 1.
- \`comparedFamilies\` is morphology without Moran's I and Geary's C (\`autocorrelation\`), statistics, both histograms and the six texture families of a region at hand, sharing what \`extract\` shares; \`extract\` is everything, from image and mask as they were read.
- Tests guard without a clock what costs time: how often matrices are counted and grids are read, how many values are transformed, how many passes a filter makes, how many bytes are allocated (\`test/performance\`).
- \`bench/pool.ts\` times pools of workers by their number, and is part of a whole run; \`bench/feature-map.ts\` compares maps with extracting each neighbourhood on its own.`,
    "## Workloads",
    Object.entries(workloads)
      .map(([name, { what }]) => `- \`${name}\`: ${what}`)
      .join("\n"),
    "## Floors",
    "What is read: `image` and `intensities` are 64-bit floats, of the box and of the region; `levels` and `grid` 16-bit integers, of the box and of the padded box; `mask` bytes; `frequencies` 64-bit floats, of the box padded for correlation.",
    markdownTable(
      ["task", "reads", "why"],
      tasks.map(({ id, floor }) => [`\`${id}\``, readsInWords(floor.reads), floor.why]),
    ),
    "## Other programs",
    "`bench/peers/in-turns.ts` times whole calls in turns with PyRadiomics, scipy and PyWavelets; `bench/peers/README.md` says how to get them. Where `python3` can import PyRadiomics, Nyxus or MIRP, `npm run bench` times them too, on the arrays of `w2`, `native` and `lesion`; its drivers of Nyxus and MIRP have been tried on stand-ins only. `bench/processes.ts` times the built command line.",
  ];
}
