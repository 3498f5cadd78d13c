/** Does work on items in their order, at most `limit` of them at once. Stops at the first that fails. */
export async function atOnce<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  let failed = false;
  const line = async () => {
    while (next < items.length && !failed) {
      try {
        await work(items[next++]);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const lines = Array.from({ length: Math.min(limit, items.length) }, line);
  const results = await Promise.allSettled(lines);
  for (const result of results) if (result.status === "rejected") throw result.reason;
}
