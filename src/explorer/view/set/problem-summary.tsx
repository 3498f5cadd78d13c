import { fieldId } from "./form-context.ts";
import { resolved } from "./resolved.ts";

/** All that is wrong with the settings; a click leads to the field. */
export function ProblemSummary() {
  const { problems } = resolved.value;
  return (
    <div role="status">
      {problems.length > 0 && (
        <div class="notice bad">
          <strong>
            {problems.length === 1
              ? "A setting is to be mended."
              : `${problems.length} settings are to be mended.`}
          </strong>
          <ul>
            {problems.map(({ line, path }) => (
              <li key={line}>
                <button type="button" class="link" onClick={() => goTo(path)}>
                  {line}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/** Puts the focus on the field of a path, or on the nearest one around it. */
function goTo(path: string): void {
  for (let at = path; at !== ""; at = at.replace(/(^|\.)[\w$]+$|\[\d+\]$/, "")) {
    const field = document.getElementById(fieldId(at));
    if (field === null) continue;
    field.closest("details")?.setAttribute("open", "");
    field.scrollIntoView({ block: "center" });
    field.focus();
    return;
  }
}
