import { image, regions } from "../../state/case.ts";
import { measureRegions, measuring } from "../../state/measuring.ts";
import { shownCount, shownNumber } from "../../state/number-format.ts";
import { keptOutcome, type Outcome, outcome } from "../../state/outcome.ts";
import { lacksWhiteMatter, usedMasks } from "../../state/second-masks.ts";
import { settings } from "../../state/settings.ts";
import { LacksWhiteMatter } from "../frame/lacks-white-matter.tsx";
import { ProgressBar } from "../frame/progress-bar.tsx";
import { SettingsLink } from "../frame/settings-link.tsx";
import { derivationText } from "./derivation-text.ts";
import { FeatureDetails } from "./feature-details.tsx";
import { FeatureTable } from "./feature-table.tsx";
import { SaveButtons } from "./save-buttons.tsx";
import { leftOut } from "./table-state.ts";
import { TableTools } from "./table-tools.tsx";

/** Measures regions, and shows their features side by side. */
export function FeaturesPanel() {
  if (image.value === null || regions.value.length === 0) {
    return (
      <div class="empty">
        <p>
          {image.value === null
            ? "Choose an image at the left, then a region of it: its features are measured here."
            : "Choose a region at the left. Its features are measured here."}
        </p>
      </div>
    );
  }
  const shown = outcome.value;
  const hasValues = shown?.measured.some(({ extraction }) => extraction !== null);
  return (
    <div class="features">
      <MeasureBar />
      <Messages />
      {hasValues ? (
        <>
          <ResultBar />
          <TableTools />
          <FeatureTable />
          <FeatureDetails />
        </>
      ) : (
        measuring.running.value === null && (
          <div class="empty">
            <p>
              Press Measure. The settings are those of the panel <SettingsLink />; the work is done
              in workers of your browser.
            </p>
          </div>
        )
      )}
    </div>
  );
}

function MeasureBar() {
  const chosen = regions.value.filter(({ id }) => !leftOut.value.has(id));
  const running = measuring.running.value;
  return (
    <div class="measure-bar">
      {running === null ? (
        <button
          type="button"
          class="button prominent"
          disabled={chosen.length === 0 || lacksWhiteMatter.value}
          onClick={() => measureRegions(chosen.map(({ id }) => id))}
        >
          {chosen.length < 2 ? "Measure" : `Measure ${chosen.length} regions`}
        </button>
      ) : (
        <ProgressBar call={running} what="Measuring" />
      )}
      <fieldset class="measure-regions" aria-label="Regions to measure">
        {regions.value.map(({ id, name, colour }) => (
          <label key={id} class="inline-field">
            <input
              type="checkbox"
              checked={!leftOut.value.has(id)}
              onChange={({ currentTarget }) => {
                const others = [...leftOut.peek()].filter((one) => one !== id);
                leftOut.value = new Set(currentTarget.checked ? others : [...others, id]);
              }}
            />
            <span class={`swatch swatch-${colour}`} />
            {name}
          </label>
        ))}
      </fieldset>
    </div>
  );
}

function ResultBar() {
  const kept = keptOutcome.value;
  return (
    <div class="result-bar">
      <SaveButtons />
      {kept === null ? (
        <button
          type="button"
          class="button"
          title="Keeps these values beside those that are measured next, with other settings"
          onClick={() => {
            keptOutcome.value = outcome.peek();
          }}
        >
          Keep to compare
        </button>
      ) : (
        <button
          type="button"
          class="button"
          onClick={() => {
            keptOutcome.value = null;
          }}
        >
          Drop what is kept
        </button>
      )}
    </div>
  );
}

/** What failed, what was refused, and what is to be known of the values. */
function Messages() {
  const shown = outcome.value;
  const nameOf = (id: string) => regions.value.find((one) => one.id === id)?.name ?? id;
  const refused = (shown?.measured ?? []).filter(({ error }) => error !== null);
  const made = (shown?.measured ?? []).flatMap(({ region, extraction }) => {
    const derivation = extraction?.roi.derivation;
    return derivation === undefined ? [] : [{ region, derivation }];
  });
  const notes = new Set(
    (shown?.measured ?? []).flatMap(
      ({ extraction }) => extraction?.notes.map(({ message }) => message) ?? [],
    ),
  );
  const changed = shown === null ? null : whatChanged(shown);
  return (
    <div class="messages" role="status">
      {measuring.failure.value !== null && <p class="notice bad">{measuring.failure.value}</p>}
      {refused.map(({ region, error }) => (
        <p key={region} class="notice bad">
          <strong>{nameOf(region)}</strong>: {error?.message}
        </p>
      ))}
      {lacksWhiteMatter.value && <LacksWhiteMatter />}
      {changed !== null && (
        <p class="notice warn">{changed} have changed since. Measure again to apply them.</p>
      )}
      {made.length > 0 && (
        <div class="notice">
          {made.map(({ region, derivation }) => (
            <p key={region}>
              <strong>{nameOf(region)}</strong>, as measured:{" "}
              {derivationText(derivation, { shownCount, shownNumber })}
            </p>
          ))}
        </div>
      )}
      {notes.size > 0 && (
        <details class="notice">
          <summary>{notes.size === 1 ? "A note" : `${notes.size} notes`} about the values</summary>
          <ul>
            {[...notes].map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** What is other now than when an outcome was measured; null if nothing is. */
function whatChanged({ masks, settings: before }: Outcome): string | null {
  const { within, whiteMatter } = usedMasks.value;
  if (masks.within?.id !== within?.id) return "The mask to be within, or the settings,";
  if (before !== settings.value) return "The settings";
  return masks.whiteMatter?.id === whiteMatter?.id
    ? null
    : "The mask of white matter, or the settings,";
}
