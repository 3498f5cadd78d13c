/**
 * Works on items of a source, several at a time, and yields the results in the order of the items.
 *
 * At most `ahead` items are read before their results are taken.
 */
export async function* inOrder<T, R>(
  items: Iterable<T> | AsyncIterable<T>,
  ahead: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R, void, void> {
  const results: Promise<R>[] = [];
  for await (const item of items) {
    const result = work(item);
    result.catch(() => {}); // thrown below in its turn; until then it is not an unhandled rejection
    results.push(result);
    if (results.length >= ahead) yield await (results.shift() as Promise<R>);
  }
  for (const result of results) yield await result;
}
