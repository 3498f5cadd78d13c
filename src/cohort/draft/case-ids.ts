import { createHash } from "node:crypto";
import { groupBy } from "../../base/group-by.ts";
import type { DraftCase } from "./draft-case.ts";

type Named = Pick<DraftCase, "parts" | "more" | "identity">;

/**
 * The ids of cases, no two the same: their parts with slashes between.
 *
 * Where cases have the same parts, the first of `more` that differs between them is added, then the next, and
 * at last eight digits of the sum of their identity. So a new case changes only the ids of cases that have the same
 * parts.
 */
export function caseIds(cases: readonly Named[]): readonly string[] {
  const depth = Math.max(0, ...cases.map(({ more }) => more.length));
  let ids = cases.map(({ parts }) => parts.map(clean).join("/"));
  for (let n = 0; n < depth; n++) ids = withMore(ids, (at) => cases[at].more[n] ?? null);
  return withMore(ids, (at) => sumOf(cases[at].identity));
}

/** Ids with an addition, where several are the same and the addition is not the same for all of these. */
function withMore(ids: readonly string[], moreOf: (at: number) => string | null): string[] {
  const same = groupBy(
    ids.map((_, at) => at),
    (at) => ids[at],
  );
  return ids.map((id, at) => {
    const additions = new Set((same.get(id) ?? []).map(moreOf));
    const own = moreOf(at);
    return additions.size > 1 && own !== null ? `${id}/${clean(own)}` : id;
  });
}

/** Text on one line, without outer and repeated blanks. */
function clean(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cf}]+/gu, " ").trim() || "?";
}

function sumOf(identity: string): string {
  return createHash("sha256").update(identity).digest("hex").slice(0, 8);
}
