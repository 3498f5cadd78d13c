import { digits, type TextTable } from "../result-tables.ts";
import type { PeerRow, Row } from "../results.ts";
import { workloadTitle } from "../workload.ts";

/** Times of other programs, and how many times as long as ours they are. */
export function peerTable(peers: readonly PeerRow[], rows: readonly Row[]): TextTable {
  return {
    words: 3,
    head: ["program", "task", "workload", "ms", "ours", "times as long", ""],
    rows: peers.map(({ peer, version, task, workload, min, error }) => {
      const ours = rows.find((row) => row.task === task && row.workload.name === workload.name);
      return [
        `${peer} ${version}`,
        task,
        workloadTitle(workload),
        min === null ? "–" : digits(min),
        ours === undefined ? "–" : digits(ours.min),
        min === null || ours === undefined ? "–" : digits(min / ours.min),
        error ?? "",
      ];
    }),
  };
}
