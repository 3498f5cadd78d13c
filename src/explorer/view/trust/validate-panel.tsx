import { signal } from "@preact/signals";
import { version } from "../../../base/version.ts";
import {
  countOutcomes,
  countOutcomesByFamily,
  type OutcomeCounts,
} from "../../../validate/validation.ts";
import { longWork } from "../../state/long-call.ts";
import { ask } from "../../work/client.ts";
import type { ValidateAnswer } from "../../work/validate.ts";
import { ProgressBar } from "../frame/progress-bar.tsx";
import { saveFile } from "../frame/save-file.ts";
import { FamilyComparison } from "./family-comparison.tsx";

const validation = longWork();
const result = signal<ValidateAnswer | null>(null);

function run(): void {
  validation.begin(
    (watch) => ask("validate", null, watch),
    (answer) => {
      result.value = answer;
    },
  );
}

/** Compares what this browser measures with the standard's consensus values. */
export function ValidatePanel() {
  const running = validation.running.value;
  const found = result.value;
  return (
    <div class="validate">
      <p>
        The Image Biomarker Standardisation Initiative publishes a digital phantom and the values
        that its features must have. Here they are measured in this browser, with the code that
        measures your regions, and each is compared.
      </p>
      {running === null ? (
        <div class="button-row">
          <button type="button" class="button prominent" onClick={run}>
            {found === null ? "Validate this browser" : "Validate again"}
          </button>
          {found !== null && (
            <button
              type="button"
              class="button"
              onClick={() => saveFile("compliance.csv", found.sheet, "text/csv")}
            >
              Save the sheet (CSV)
            </button>
          )}
        </div>
      ) : (
        <ProgressBar call={running} what="Validating" />
      )}
      <div role="status">
        {validation.failure.value !== null && <p class="notice bad">{validation.failure.value}</p>}
        {found !== null && <Verdict counts={countOutcomes(found.benchmark.comparisons)} />}
      </div>
      {found !== null && <Families answer={found} />}
    </div>
  );
}

/** How many values agree, of those that have a consensus. */
function Verdict({ counts }: { readonly counts: OutcomeCounts }) {
  const all = counts.agrees + counts.differs + counts["not-computed"];
  const isGood = counts.agrees === all;
  return (
    <div class={`verdict ${isGood ? "good" : "bad"}`}>
      <span class="verdict-mark" aria-hidden="true">
        {isGood ? "✓" : "✗"}
      </span>
      <div>
        <strong>
          {counts.agrees} of {all}
        </strong>{" "}
        consensus values agree
        <p class="quiet">
          {isGood
            ? "Each is within the tolerance that the standard publishes."
            : `${counts.differs} are outside the tolerance, ${counts["not-computed"]} were not computed.`}{" "}
          {counts["no-consensus"]} quantities have no consensus value. voxomics {version}.
        </p>
      </div>
    </div>
  );
}

function Families({ answer }: { readonly answer: ValidateAnswer }) {
  const { benchmark } = answer;
  return (
    <div class="validated">
      {countOutcomesByFamily(benchmark).map(([family, counts]) => (
        <FamilyComparison
          key={family}
          family={family}
          counts={counts}
          comparisons={benchmark.comparisons.filter((one) => one.family === family)}
        />
      ))}
      <p class="quiet source">Consensus values: {benchmark.source}</p>
    </div>
  );
}
