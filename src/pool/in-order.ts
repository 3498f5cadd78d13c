/**
 * Does work on items as they are read, and gives what came of them in their order.
 *
 * At most `ahead` items are read whose result has not been taken yet.
 */
export async function* inOrder<T, R>(
  items: Iterable<T> | AsyncIterable<T>,
  ahead: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R, void, void> {
  const results: Promise<R>[] = [];
  for await (const item of items) {
    const result = work(item);
    result.catch(() => {}); // its turn to be thrown comes
    results.push(result);
    if (results.length >= ahead) yield await (results.shift() as Promise<R>);
  }
  for (const result of results) yield await result;
}
