import { describe, expect, it } from "vitest";
import { version } from "../../../src/base/version.ts";
import { parseQueueAddress } from "../../../src/cohort/queue/queue-address.ts";
import { isAlike, type Peer, peerName, peersIn } from "../../../src/cohort/queue/queue-peers.ts";
import { watchWorkers } from "../../../src/cohort/queue/watch-workers.ts";
import { engineName } from "../../../src/cohort/run-identity.ts";

const own: Peer = { role: "worker", version, engine: engineName(), threads: 3, machine: "node 1" };
const client = (name: string) =>
  `id=3 addr=127.0.0.1:55400 laddr=127.0.0.1:6379 fd=8 name=${name} age=0 db=0\n`;

describe("peersIn", () => {
  it("finds those that are named as this process is", () => {
    const [found] = peersIn(client("") + client("bull:abc:w:x") + client(peerName("worker", 3)));
    expect(found).toMatchObject({ role: "worker", version, engine: engineName(), threads: 3 });
    expect(isAlike(found)).toBe(true);
    expect(peerName("coordinator", 0)).toMatch(/^[!-~]+$/); // as Redis allows
  });

  it.each([
    "voxomics",
    "voxomics|worker",
    "voxomics|cook|1|e|2|m",
    "voxomics|worker|1|e|two|m",
    "%zz|%",
  ])("finds none in %s", (name) => expect(peersIn(client(name))).toEqual([]));
});

describe("watchWorkers", () => {
  /** Looks once at each of the lists, and gives the numbers of threads and what was told. */
  async function look(lists: readonly (readonly Peer[] | null)[], isNeeded = true) {
    const address = parseQueueAddress("redis://:secret@h");
    const told: string[] = [];
    let looks = 0;
    const link = { address, peers: async () => lists[looks++] };
    const count = watchWorkers(link, ({ code, message }) => told.push(`${code} ${message}`));
    const threads: (number | null)[] = [];
    for (const _ of lists) threads.push(await count(isNeeded));
    return { threads, told };
  }

  it("counts the threads of workers that get cases", async () => {
    const coordinator: Peer = { ...own, role: "coordinator", threads: 0 };
    expect(await look([[own, coordinator, { ...own, threads: 2 }]])).toEqual({
      threads: [5],
      told: [],
    });
    expect(await look([null])).toEqual({ threads: [null], told: [] });
  });

  it("tells once of each worker that gets none", async () => {
    const older = { ...own, version: "0.0.1" };
    const { threads, told } = await look([
      [own, older],
      [own, older],
    ]);
    expect(threads).toEqual([3, 3]);
    expect(told).toEqual([
      `worker-unfit the worker on node 1 gets no case of this run: found voxomics 0.0.1 on ${own.engine}, expected voxomics ${version} on ${own.engine}`,
    ]);
  });

  it("tells when there is no worker, not at the first look, and again when all have gone", async () => {
    const none =
      /^queue-waiting redis:\/\/h:6379: found no worker for these cases, expected one of voxomics/;
    expect((await look([[]])).told).toEqual([]);
    expect((await look([[], [], []])).told).toEqual([expect.stringMatching(none)]);
    expect((await look([[], [], [own], [], []])).told).toHaveLength(2);
    expect((await look([[], []], false)).told).toEqual([]);
  });
});
