import { readFile, rename, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type DownloadOptions, download } from "./download.ts";
import { type DataFile, type DataSet, dataSets, fileUrl, namedSets } from "./manifest.ts";
import { describeSet, formatBytes, listSets, progressLine } from "./progress.ts";
import { type TeamStudy, teamTableOf } from "./team-values.ts";

/** Where the command prints, and what it uses. */
export interface Surroundings {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Width of the terminal, in characters; absent where no terminal shows the progress. */
  readonly columns?: number;
  readonly sets?: readonly DataSet[];
  readonly download?: DownloadOptions;
}

const defaultFolder = fileURLToPath(new URL("../../ibsi-phantoms/data", import.meta.url));

const help = `Usage: npm run phantoms -- [options]

Fetches data sets of the IBSI into ibsi-phantoms/data. Files that are there are kept, and a download
that broke off is resumed. The patients, and the teams' values of them:
--set patients --set teams-ibsi-1 --set teams-ibsi-2

  --set NAME      fetch this set; may be repeated (default: those marked * by --list)
  --all           fetch all sets
  --list          list the sets
  --to DIR        keep them in another folder
  --base-url URL  get them from a mirror of github.com/theibsi/data_sets, or of the repository of the set
  --help          print this
`;

/** Runs the command. Exit status: 0 for success, 1 if a file could not be downloaded, 2 for wrong usage. */
export async function run(argv: readonly string[], surroundings: Surroundings): Promise<0 | 1 | 2> {
  const { out, err, sets = dataSets } = surroundings;
  let request: Request;
  try {
    request = readArguments(argv, sets);
  } catch (error) {
    err(`error: ${messageOf(error)}\n`);
    return 2;
  }

  if (request.print !== undefined) {
    out(request.print);
    return 0;
  }
  try {
    for (const set of request.sets) await fetchSet(set, request, surroundings);
  } catch (error) {
    err(`error: ${messageOf(error)}; running it again resumes\n`);
    return 1;
  }
  if (request.folder !== defaultFolder) {
    out(`For the tests to find them: VOXOMICS_IBSI_DATA=${request.folder}\n`);
  }
  return 0;
}

interface Request {
  readonly sets: readonly DataSet[];
  readonly folder: string;
  readonly baseUrl: string | undefined;
  /** What to print instead of fetching. */
  readonly print?: string;
}

/** @throws TypeError, RangeError */
function readArguments(argv: readonly string[], known: readonly DataSet[]): Request {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      set: { type: "string", multiple: true },
      all: { type: "boolean" },
      list: { type: "boolean" },
      to: { type: "string" },
      "base-url": { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.all && values.set) throw new RangeError("--all and --set exclude each other");
  const baseUrl = values["base-url"];
  if (baseUrl !== undefined && !isWebAddress(baseUrl)) {
    throw new RangeError(`--base-url must be an http or https address, not "${baseUrl}"`);
  }
  const sets = values.set
    ? namedSets(known, values.set)
    : known.filter((set) => values.all || set.default);
  const request = { sets, folder: resolve(values.to ?? defaultFolder), baseUrl };
  if (values.help) return { ...request, print: help };
  return values.list ? { ...request, print: listSets(known) } : request;
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

async function fetchSet(
  set: DataSet,
  { folder: root, baseUrl = set.baseUrl }: Request,
  { out, err, columns, download: options = {} }: Surroundings,
): Promise<void> {
  const folder = join(root, set.folder ?? "");
  out(describeSet(set, baseUrl));
  const start = performance.now();
  const counts = { present: 0, downloaded: 0 };
  let before = 0; // bytes of the files that are done
  let arrived = 0; // bytes that came over the network
  let drawn = -Infinity;

  const erase = () => columns !== undefined && out("\r\x1b[K");
  const draw = (done: number) => {
    const now = performance.now();
    if (columns === undefined || now - drawn < 100) return;
    drawn = now;
    const line = progressLine(set, done, arrived, (now - start) / 1000);
    out(`\r\x1b[K${line.slice(0, columns - 1)}`);
  };

  try {
    for (const file of set.files) {
      const { path, bytes, sha256 } = file;
      const wanted = { url: fileUrl(baseUrl, file), target: join(folder, path), bytes, sha256 };
      const outcome = await download(wanted, {
        ...options,
        onBytes: (more, received) => {
          arrived += more;
          draw(before + received);
        },
        onRetry: ({ message }, waitMs) => {
          erase();
          err(`  ${message}; trying again in ${waitMs / 1000} s\n`);
        },
      });
      counts[outcome]++;
      before += bytes;
      if (columns === undefined) out(`  ${outcome.padEnd(10)}  ${path}, ${formatBytes(bytes)}\n`);
    }
  } finally {
    erase();
  }
  if (set.teamTable !== undefined) {
    const path = join(root, "ibsi_validation/values", `${set.teamTable}.csv`);
    await writeTeamTable(set.teamTable, folder, set.files, path);
    out(`  written     ${path}\n`);
  }
  const { downloaded, present } = counts;
  out(`  ${downloaded} downloaded, ${present} present in ${folder}\n\n`);
}

/** Writes the table of a patient study that `voxomics validate` reads. */
async function writeTeamTable(
  study: TeamStudy,
  folder: string,
  files: readonly DataFile[],
  path: string,
): Promise<void> {
  const contents = files.map(async ({ path }) => ({
    path,
    content: await readFile(join(folder, path)),
  }));
  const table = teamTableOf(study, await Promise.all(contents));
  await writeFile(`${path}.part`, table);
  await rename(`${path}.part`, path);
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s+/g, " ").trim();
}
