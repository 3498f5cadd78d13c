import { arch, cpus, loadavg, platform, release, totalmem } from "node:os";
import { version } from "../src/base/version.ts";
import type { Machine } from "./results.ts";

/** The machine that this process runs on, and its load at this moment. */
export function thisMachine(): Machine {
  return {
    version,
    date: new Date().toISOString().slice(0, 10),
    cpu: cpus()[0].model.trim(),
    cores: cpus().length,
    memory: totalmem(),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    load: Number(loadavg()[0].toFixed(2)),
  };
}

/** `4 × AMD EPYC, 16 GiB, linux …, Node v20.20.2` */
export function machineTitle({ cores, cpu, memory, system, node }: Machine): string {
  return `${cores} × ${cpu}, ${Math.round(memory / 2 ** 30)} GiB, ${system}, Node ${node}`;
}

/** Whether two results are from machines alike. */
export function sameMachine(a: Machine, b: Machine): boolean {
  return a.cpu === b.cpu && a.cores === b.cores && a.node === b.node;
}
