/** A task of the page's thread, in ms. */
export interface PageTask {
  /** From its beginning to its end, which on a busy machine is longer than the work. */
  readonly duration: number;
  /** Of the processor, whoever's code it was. */
  readonly processor: number;
  /** Of the processor, in scripts of the page other than the viewer's. */
  readonly own: number;
  /** What took most of `own`, function by function. */
  readonly functions: readonly (readonly [name: string, time: number])[];
}

/** A profile of the processor, as Chromium gives it; times are in µs of a clock that traces share. */
export interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** An event of a trace, in µs. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Of the processor. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/**
 * Tasks of the page's thread that Chromium calls long, from 50 ms on.
 *
 * @param isViewer whether a script is the viewer's
 */
export function longTasks(
  events: readonly TraceEvent[],
  profile: Profile,
  isViewer: (url: string) => boolean,
): readonly PageTask[] {
  const threads = events
    .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
    .map(({ pid, tid }) => `${pid} ${tid}`);
  const samples = samplesOf(profile);
  return events
    .filter(({ name }) => /(^|::)RunTask$/.test(name))
    .filter(({ pid, tid }) => threads.includes(`${pid} ${tid}`))
    .filter(({ dur = 0 }) => dur >= 50_000)
    .map(({ ts, dur = 0, tdur = 0 }) => {
      const within = samples.filter(({ at }) => at >= ts && at <= ts + dur);
      const own = within.filter(({ url }) => url !== "" && !isViewer(url));
      const busy = within.reduce((sum, { time, isIdle }) => sum + (isIdle ? 0 : time), 0);
      // samples tell shares; how much of the processor the task had is known exactly
      const scale = busy === 0 ? 0 : tdur / busy / 1000;
      const times = new Map<string, number>();
      for (const { name, time } of own) times.set(name, (times.get(name) ?? 0) + scale * time);
      return {
        duration: dur / 1000,
        processor: tdur / 1000,
        own: [...times.values()].reduce((sum, time) => sum + time, 0),
        functions: [...times].sort(([, a], [, b]) => b - a).slice(0, 5),
      };
    });
}

interface Sample {
  readonly at: number;
  readonly time: number;
  readonly name: string;
  /** The script of the innermost function that is of a script; "" for the browser itself. */
  readonly url: string;
  readonly isIdle: boolean;
}

function samplesOf({ nodes, startTime, samples, timeDeltas }: Profile): readonly Sample[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(
    nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const scriptOf = (id: number): string => {
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const url = byId.get(at)?.callFrame.url ?? "";
      if (url !== "") return url;
    }
    return "";
  };
  let at = startTime;
  return samples.map((id, n) => {
    at += timeDeltas[n];
    const name = byId.get(id)?.callFrame.functionName ?? "";
    const time = timeDeltas[n + 1] ?? 0;
    return { at, time, name, url: scriptOf(id), isIdle: name === "(idle)" };
  });
}
