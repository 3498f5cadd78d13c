/** The functions to call when a signal aborts, and the one listener that calls them. */
interface Listening {
  readonly stops: Set<() => void>;
  readonly listener: () => void;
}

const listening = new WeakMap<AbortSignal, Listening>();

/**
 * Calls `stop` when a signal aborts. Returns a function that undoes this.
 *
 * A signal gets one listener for all functions, since Node takes more than ten listeners for a leak and warns.
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
    // a copy, since the functions remove themselves from the set
    for (const stop of [...stops]) stop();
  };
  const begun = { stops, listener };
  listening.set(signal, begun);
  signal.addEventListener("abort", listener);
  return begun;
}
