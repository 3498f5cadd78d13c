/** What is called when a signal aborts, and the one listener that calls it. */
interface Listening {
  readonly stops: Set<() => void>;
  readonly listener: () => void;
}

const listening = new WeakMap<AbortSignal, Listening>();

/**
 * Has something stopped when a signal aborts. Gives the function that calls this off.
 *
 * A signal gets one listener, however much is to be stopped: Node takes more than ten for a leak, and
 * warns of it.
 */
export function onAbort(signal: AbortSignal | undefined, stop: () => void): () => void {
  if (signal === undefined) return () => {};
  const known = listening.get(signal);
  const { stops, listener } = known ?? begin(signal);
  stops.add(stop);
  return () => {
    stops.delete(stop);
    if (stops.size > 0 || listening.get(signal)?.stops !== stops) return;
    listening.delete(signal);
    signal.removeEventListener("abort", listener);
  };
}

function begin(signal: AbortSignal): Listening {
  const stops = new Set<() => void>();
  const listener = () => {
    // a copy, since what is stopped calls itself off
    for (const stop of [...stops]) stop();
  };
  const begun = { stops, listener };
  listening.set(signal, begun);
  signal.addEventListener("abort", listener);
  return begun;
}
