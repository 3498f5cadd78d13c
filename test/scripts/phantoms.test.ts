import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DownloadOptions, download } from "../../scripts/phantoms/download.ts";
import { type DataSet, dataSets, fileUrl } from "../../scripts/phantoms/manifest.ts";
import { progressLine } from "../../scripts/phantoms/progress.ts";
import { run } from "../../scripts/phantoms/run.ts";
import { dataPath, describeWithData } from "../phantoms.ts";
import { rdsOf } from "./rds-file.ts";

const content = Uint8Array.from({ length: 300_000 }, (_, k) => (k * 2654435761) >>> 24);
const sha256 = sumOf(content);

function sumOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let base: string;
let requests: IncomingMessage[];
/** The answers to the requests, in their order; the last one is given to all further requests. */
let answers: Answer[];
let folder: string;
let target: string;

/** Timeout, ms: so long that no test runs into it, however busy the machine is. */
const patience = 30 * 60_000;
let waits: number[];

beforeEach(async () => {
  requests = [];
  answers = [whole];
  waits = [];
  server = createServer((request, response) => {
    requests.push(request);
    answers[Math.min(requests.length, answers.length) - 1](request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = await mkdtemp(join(tmpdir(), "phantoms-"));
  target = join(folder, "set", "image.nii.gz");
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

/** The content, or the rest of it where one is asked for. */
const whole: Answer = ({ headers }, response) => {
  const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1] ?? 0);
  const range = `bytes ${start}-${content.length - 1}/${content.length}`;
  response.writeHead(start > 0 ? 206 : 200, {
    "content-length": content.length - start,
    ...(start > 0 ? { "content-range": range } : {}),
  });
  response.end(content.subarray(start));
};

const unranged: Answer = (_, response) => {
  response.writeHead(200, { "content-length": content.length }).end(content);
};

/** Waits until the download has written the first bytes of the content. */
async function arrived(bytes: number): Promise<void> {
  const size = () => stat(`${target}.part`).then((part) => part.size, () => 0); // biome-ignore format: one line
  while ((await size()) < bytes) await setTimeout(5);
}

/** The first bytes of the content, and then the socket is destroyed. */
const cutAfter =
  (bytes: number): Answer =>
  (_, response) => {
    response.writeHead(200, { "content-length": content.length });
    response.write(content.subarray(0, bytes));
    void arrived(bytes).then(() => response.destroy());
  };

const status =
  (code: number, headers = {}): Answer =>
  (_, response) => {
    response.writeHead(code, headers).end("no");
  };

function get(options: DownloadOptions = {}, wanted = {}): Promise<"present" | "downloaded"> {
  const sleep = async (ms: number) => waits.push(ms);
  return download(
    { url: `${base}/image.nii.gz`, target, bytes: content.length, sha256, ...wanted },
    { timeoutMs: patience, sleep, ...options },
  );
}

async function putPart(bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  await writeFile(`${target}.part`, bytes);
}

async function expectWhole(): Promise<void> {
  expect(sumOf(await readFile(target))).toBe(sha256);
  expect(await readdir(dirname(target))).toEqual(["image.nii.gz"]);
}

describe("download", () => {
  it("fetches a file whole, and says how far it is", async () => {
    let arrived = 0;
    let received = 0;
    const onBytes = (more: number, sum: number) => {
      arrived += more;
      received = sum;
    };
    expect(await get({ onBytes })).toBe("downloaded");
    await expectWhole();
    expect([arrived, received]).toEqual([content.length, content.length]);
    expect(requests[0].headers.range).toBeUndefined();
    expect(requests[0].headers["accept-encoding"]).toBe("identity");
  });

  it("skips a file that is there", async () => {
    await get();
    expect(await get()).toBe("present");
    expect(requests).toHaveLength(1);
  });

  it.each([
    ["shorter", content.subarray(1)],
    ["of other content", content.map((byte) => byte ^ 1)],
  ])("replaces a file that is %s", async (_, damaged) => {
    await mkdir(dirname(target));
    await writeFile(target, damaged);
    expect(await get()).toBe("downloaded");
    await expectWhole();
  });

  it("resumes when the connection is cut", async () => {
    answers = [cutAfter(100_000), whole];
    const messages: string[] = [];
    await get({ onRetry: ({ message }) => messages.push(message) });
    await expectWhole();
    expect(requests.map(({ headers }) => headers.range)).toEqual([undefined, "bytes=100000-"]);
    expect(waits).toEqual([1000]);
    expect(messages[0]).toMatch(/^connection broken \(.+\): http/);
  });

  it("resumes what an earlier run left", async () => {
    await putPart(content.subarray(0, 1234));
    await get();
    await expectWhole();
    expect(requests.map(({ headers }) => headers.range)).toEqual(["bytes=1234-"]);
  });

  it("needs no request when only the name was missing", async () => {
    await putPart(content);
    await get();
    await expectWhole();
    expect(requests).toHaveLength(0);
  });

  it.each([
    ["ignores ranges", unranged],
    ["starts a range at 0", rangeFrom(0)],
  ])("starts over when the server %s", async (_, answer) => {
    answers = [cutAfter(100_000), answer];
    await get();
    await expectWhole();
    expect(requests[1].headers.range).toBe("bytes=100000-");
  });

  it("starts over when the server refuses the range", async () => {
    await putPart(content.subarray(0, 1234));
    answers = [status(416), whole];
    await get();
    await expectWhole();
    expect(requests.map(({ headers }) => headers.range)).toEqual(["bytes=1234-", undefined]);
  });

  it("starts over when the part is longer than the file", async () => {
    await putPart(new Uint8Array(content.length + 1));
    await get();
    await expectWhole();
    expect(requests[0].headers.range).toBeUndefined();
  });

  it("refuses a range that was not asked for", async () => {
    await putPart(content.subarray(0, 1234));
    answers = [rangeFrom(99)];
    await expect(get()).rejects.toThrow(/asked for bytes from 1234, was sent "bytes 99-/);
  });

  it("gives up after some attempts, and keeps what it has", async () => {
    answers = [cutAfter(100), whole];
    await expect(get({ attempts: 1 })).rejects.toThrow(/connection broken/);
    expect(await readFile(`${target}.part`)).toHaveLength(100);

    answers = [status(500)];
    await expect(get()).rejects.toThrow(`the server failed (HTTP 500): ${base}/image.nii.gz`);
    expect(requests).toHaveLength(6);
    expect(waits).toEqual([1000, 2000, 4000, 8000]);
    expect(await readFile(`${target}.part`)).toHaveLength(100);
  });

  it("resumes when the body ends early without an error", async () => {
    const chunked: Answer = (_, response) => response.writeHead(200).end(content.subarray(0, 777));
    answers = [chunked, whole];
    await get();
    await expectWhole();
    expect(requests[1].headers.range).toBe("bytes=777-");
  });

  it("names both sums and the address when they differ, and leaves nothing", async () => {
    const expected = "0".repeat(64);
    const message = `wrong SHA-256: found ${sha256}, expected ${expected}: ${base}/image.nii.gz`;
    await expect(get({}, { sha256: expected })).rejects.toThrow(message);
    expect(requests).toHaveLength(1);
    expect(await readdir(dirname(target))).toEqual([]);
  });

  it("refuses a file of another length, told or not", async () => {
    const bytes = content.length - 5;
    await expect(get({}, { bytes })).rejects.toThrow(`has 300000 bytes, expected ${bytes}`);
    answers = [(_, response) => response.writeHead(200).end(content)];
    await expect(get({}, { bytes })).rejects.toThrow(`more than the expected ${bytes} bytes`);
    expect(await readdir(dirname(target))).toEqual([]);
  });

  it.each([
    [404, "not found (HTTP 404)"],
    [403, "access refused by the server or a proxy (HTTP 403)"],
    [418, "unexpected answer (HTTP 418)"],
  ])("does not insist on HTTP %i", async (code, message) => {
    answers = [status(code)];
    await expect(get()).rejects.toThrow(`${message}: ${base}/image.nii.gz`);
    expect(requests).toHaveLength(1);
    expect(existsSync(target)).toBe(false);
  });

  it("waits as long as a busy server asks for", async () => {
    answers = [status(429, { "retry-after": "7" }), whole];
    await get();
    await expectWhole();
    expect(waits).toEqual([7000]);
  });

  it.each<[string, Answer]>([
    ["before its answer", () => {}],
    ["within its answer", (_, response) => void response.writeHead(200).write("a")],
  ])("does not wait for a server that stalls %s", async (_, answer) => {
    answers = [answer];
    await expect(get({ timeoutMs: 100, attempts: 2 })).rejects.toThrow(/no data for 0.1 s/);
    expect(requests).toHaveLength(2);
  });

  it("says what is behind a failed connection", async () => {
    const url = "http://127.0.0.1:1/image.nii.gz";
    await expect(get({ attempts: 1 }, { url })).rejects.toThrow(
      /connection broken \(.*(refused|bad port)/i,
    );
  });
});

function rangeFrom(start: number): Answer {
  return (_, response) => {
    const range = `bytes ${start}-${content.length - 1}/${content.length}`;
    response.writeHead(206, { "content-range": range }).end(content.subarray(start));
  };
}

describe("npm run phantoms", () => {
  const set = (name: string, nonCommercial: boolean, isDefault: boolean): DataSet => ({
    name,
    title: `the set ${name}`,
    default: isDefault,
    licence: nonCommercial ? "CC BY-NC 3.0" : "CC BY 4.0",
    licenceUrl: "https://creativecommons.org/",
    nonCommercial,
    attribution: "somebody",
    baseUrl: "http://unused.invalid/",
    files: ["a", "b"].map((file) => ({ path: `${name}/${file}`, bytes: content.length, sha256 })),
  });
  const sets = [set("one", true, true), set("two", false, false), set("three", false, true)];

  async function phantoms(args: string[], columns?: number) {
    let out = "";
    let err = "";
    const status = await run(args, {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      ...(columns === undefined ? {} : { columns }),
      sets,
      download: { timeoutMs: patience, sleep: async () => {} },
    });
    return { status, out, err };
  }
  const fetchTo = (...args: string[]) =>
    phantoms(["--to", folder, "--base-url", `${base}/mirror`, ...args]);

  it("fetches the default sets, each after its licence, and then finds them present", async () => {
    const first = await fetchTo();
    expect(first).toMatchObject({ status: 0, err: "" });
    expect(requests.map(({ url }) => url)).toEqual(
      ["one/a", "one/b", "three/a", "three/b"].map((path) => `/mirror/${path}`),
    );
    expect(sumOf(await readFile(join(folder, "three/b")))).toBe(sha256);
    expect(first.out).toMatch(/CC BY-NC 3.0.*NON-COMMERCIAL.*somebody.*downloaded +one\/a/s);
    expect(first.out.match(/NON-COMMERCIAL/g)).toHaveLength(1);
    expect(first.out).toContain(`VOXOMICS_IBSI_DATA=${folder}`);

    const second = await fetchTo();
    expect(second.out).toContain("0 downloaded, 2 present");
    expect(requests).toHaveLength(4);
  });

  it("fetches the teams' values into a folder of their own, and makes a table of them", async () => {
    const frame = rdsOf({
      tag: ["stat_mean"],
      id: ["STS_001"],
      modality: ["CT"],
      value: [28.5],
      team: ["oncoray"],
    });
    const teams: DataSet = {
      ...set("teams", false, false),
      folder: "ibsi_validation/values/ibsi-1",
      teamTable: "ibsi-1-phase3",
      files: [{ path: "validation/of oncoray.RDS", bytes: frame.length, sha256: sumOf(frame) }],
    };
    answers = [
      (_, response) => response.writeHead(200, { "content-length": frame.length }).end(frame),
    ];
    let out = "";
    const status = await run(["--to", folder, "--base-url", base, "--set", "teams"], {
      out: (text) => {
        out += text;
      },
      err: () => {},
      sets: [teams],
      download: { timeoutMs: patience },
    });
    expect(status).toBe(0);
    expect(requests.map(({ url }) => url)).toEqual(["/validation/of%20oncoray.RDS"]);
    const values = join(folder, "ibsi_validation/values");
    expect(await readdir(join(values, "ibsi-1/validation"))).toEqual(["of oncoray.RDS"]);
    expect(await readFile(join(values, "ibsi-1-phase3.csv"), "utf8")).toBe(
      "modality,patient,tag,oncoray\nCT,STS_001,stat_mean,28.5\n",
    );
    expect(out).toContain(`written     ${join(values, "ibsi-1-phase3.csv")}`);
  });

  it("fetches the sets that are named, or all", async () => {
    await fetchTo("--set", "two", "--set", "one");
    expect(await readdir(folder)).toEqual(["one", "two"]);
    await fetchTo("--all");
    expect(await readdir(folder)).toEqual(["one", "three", "two"]);
  });

  it("lists the sets", async () => {
    const { status, out } = await phantoms(["--list"]);
    expect(status).toBe(0);
    expect(out.split("\n")[0]).toMatch(/^\* one +0.6 MB +CC BY-NC 3.0 +the set one$/);
    expect(out.split("\n")[1]).toMatch(/^ {2}two /);
  });

  it("draws progress on a terminal, and no line a file", async () => {
    const { out } = await phantoms(["--to", folder, "--base-url", base, "--set", "two"], 60);
    expect(out.split("\r\x1b[K")[1]).toMatch(/^two {2}\d+ % {2}.+ of 0.6 MB {2}.+\/s/);
    expect(out).not.toContain("two/a");
    expect(progressLine(sets[0], 150_000, 100_000, 0.5)).toBe(
      "one  25 %  0.1 MB of 0.6 MB  0.2 MB/s",
    );
  });

  it("fails with one line that says how to go on", async () => {
    answers = [whole, status(404)];
    const { status: code, err } = await fetchTo();
    expect(code).toBe(1);
    expect(err).toBe(
      `error: not found (HTTP 404): ${base}/mirror/one/b; running it again resumes\n`,
    );
    expect(await readdir(join(folder, "one"))).toContain("a");
  });

  it.each([
    [["--set", "four"], 'no data set "four"; there are one, two, three'],
    [["--all", "--set", "one"], "--all and --set exclude each other"],
    [["--base-url", "ftp://example.org"], "--base-url must be an http or https address"],
    [["--what"], "Unknown option '--what'"],
  ])("refuses %j", async (args, message) => {
    const { status: code, err } = await phantoms(args);
    expect(code).toBe(2);
    expect(err).toContain(`error: ${message}`);
    expect(err.trimEnd()).not.toContain("\n");
  });
});

describe("the manifest", () => {
  const files = dataSets.flatMap((set) => set.files);

  it("is well formed", () => {
    expect(new Set(dataSets.map(({ name }) => name)).size).toBe(dataSets.length);
    for (const set of dataSets.filter(({ teamTable }) => teamTable === undefined)) {
      expect(set.licence).toMatch(/^CC(0| )/);
      expect(set.licenceUrl).toMatch(/^https:\/\/creativecommons\.org\/(licenses|publicdomain)\//);
      expect(set.nonCommercial).toBe(set.licence.includes("NC"));
      expect(set.attribution).not.toBe("");
      expect(new Set(set.files.map(({ path }) => path)).size).toBe(set.files.length);
      const texts = set.files.filter(({ path }) => path.includes("LICENSE"));
      expect(texts.length > 0).toBe(set.licence !== "CC0 1.0"); // which asks for nothing
      for (const { path } of set.files) {
        expect(path).toMatch(/^(ibsi_|reference_)\w+(\/\w[\w.-]*)+$/); // nothing above the folder
      }
    }
    for (const { bytes, sha256 } of files) {
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(Number.isSafeInteger(bytes) && bytes > 0).toBe(true);
    }
  });

  it("has the teams' values of both studies, in folders of their own, which no default fetches", () => {
    const teams = dataSets.filter(({ teamTable }) => teamTable !== undefined);
    expect(teams.map(({ teamTable, files }) => [teamTable, files.length])).toEqual([
      ["ibsi-1-phase3", 9],
      ["ibsi-2-phase3", 9 * 3 * 51],
    ]);
    for (const set of teams) {
      expect(set.default).toBe(false);
      expect(set.folder).toMatch(/^ibsi_validation\/values\/ibsi-[12]$/);
      expect(set.attribution).toMatch(/doi/);
      for (const { path } of set.files) {
        expect(path).toMatch(/^(results|validation)(\/\w[\w .'-]*)+\.(csv|RDS)$/); // nothing above
      }
    }
  });

  it("describes a file of two sets the same way in both", () => {
    const known = new Map(files.map((file) => [file.path, file]));
    for (const file of files) expect(file).toEqual(known.get(file.path));
  });

  it("names a fixed commit", () => {
    for (const set of dataSets) {
      expect(fileUrl(set.baseUrl, set.files[0])).toMatch(
        /^https:\/\/raw\.githubusercontent\.com\/theibsi\/((data_sets|ibsi_2_reference_data)\/[0-9a-f]{40}\/(ibsi|reference)_|ibsi_[12]_data_analysis\/[0-9a-f]{40}\/(validation|results)\/)/,
      );
    }
  });

  describeWithData("and a local copy", () => {
    // local copies of this text exist in another encoding
    const reencoded = "ibsi_validation/README.md";

    it("agree in every file the copy has", async () => {
      let compared = 0;
      for (const { path, bytes, sha256 } of files) {
        if (path === reencoded || !existsSync(dataPath(path))) continue;
        const found = await readFile(dataPath(path));
        expect([path, found.length, sumOf(found)]).toEqual([path, bytes, sha256]);
        compared++;
      }
      expect(compared).toBeGreaterThan(3);
    });
  });
});
