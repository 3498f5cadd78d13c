const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What is to be cleared away; one list, as a process has one handler a signal. */
const pending = new Set<() => void>();

/**
 * Has something cleared away if a signal ends the process, which then ends as it would have. Gives
 * the function that calls this off.
 *
 * A program with a handler of its own for the signal does not end by it, and nothing is cleared.
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
