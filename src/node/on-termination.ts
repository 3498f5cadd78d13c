const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The functions to call; one list for the process, as it has one handler for each signal. */
const pending = new Set<() => void>();

/**
 * Calls `clear` before a signal (Ctrl-C, for example) ends the process. Returns a function that undoes this.
 *
 * If the program has a handler of its own for the signal, `clear` is not called: the signal then does not
 * end the process.
 */
export function onTermination(clear: () => void): () => void {
  if (pending.size === 0) for (const signal of signals) process.on(signal, terminate);
  pending.add(clear);
  return () => {
    pending.delete(clear);
    if (pending.size === 0) stopListening();
  };
}

function terminate(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  for (const clear of pending) clear();
  stopListening();
  process.kill(process.pid, signal); // with nobody listening, this ends the process
}

function stopListening(): void {
  for (const signal of signals) process.off(signal, terminate);
}
