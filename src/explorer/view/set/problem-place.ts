/** A problem of the settings, and the path of the setting that it is about. */
export interface PlacedProblem {
  /** `filters[0].sigma`; "" where the line names no setting. */
  readonly path: string;
  /** What was found and expected, in the library's words. */
  readonly message: string;
  /** The whole line. */
  readonly line: string;
}

/** The parts of a line that the library says a problem in: `discretise.width: found -1, expected …`. */
export function placeProblem(line: string): PlacedProblem {
  const [, path = "", message = line] = /^([\w$]+(?:\.[\w$]+|\[\d+\])*): (.+)$/s.exec(line) ?? [];
  return path === "settings" ? { path: "", message, line } : { path, message, line };
}

/**
 * The path of the field that shows a problem: the one that the problem is about, else the nearest one around
 * it that the form has.
 *
 * @param shown the paths of the fields of the form
 */
export function fieldWithProblem(path: string, shown: ReadonlySet<string>): string | null {
  for (let at = path; at !== ""; at = parentOf(at)) if (shown.has(at)) return at;
  return null;
}

function parentOf(path: string): string {
  return path.replace(/(^|\.)[\w$]+$|\[\d+\]$/, "");
}
