/**
 * Keeps what was read last, so that the units of a case, which follow each other in a queue, read it once.
 *
 * @param most how many are kept; a case in use stays in memory even after it is dropped here
 */
export function recentCases<T>(most: number) {
  const kept = new Map<string, Promise<T>>();
  return (key: string, read: () => Promise<T>): Promise<T> => {
    const found = kept.get(key) ?? read();
    kept.delete(key);
    kept.set(key, found);
    for (const [oldest] of kept) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return found;
  };
}
