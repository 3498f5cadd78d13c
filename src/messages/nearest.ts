/**
 * The candidate that a mistyped word most likely meant, or null if none is near.
 *
 * Near is at most one edit per three letters, without regard to case; the first of equals wins. Where
 * none is near, the one candidate that begins with the word is meant, if the word has five letters or
 * more: `laplacian` for `laplacianOfGaussian`.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  let best: string | null = null;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= least) continue;
    const edits = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (edits < least) {
      least = edits;
      best = candidate;
    }
  }
  return best ?? onlyLonger(word, [...candidates]);
}

/** The only candidate that begins with the word. */
function onlyLonger(word: string, candidates: readonly string[]): string | null {
  if (word.length < 5) return null;
  const longer = candidates.filter((one) => one.toLowerCase().startsWith(word.toLowerCase()));
  return longer.length === 1 ? longer[0] : null;
}

/** The least number of insertions, deletions, replacements and swaps of neighbours from `a` to `b`. */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      current[j] = Math.min(replaced, previous[j] + 1, current[j - 1] + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
      }
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length];
}
