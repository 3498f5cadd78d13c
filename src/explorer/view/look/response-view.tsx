import { useState } from "preact/hooks";
import { type FilterInput, filterIdentity, filterSchema } from "../../../filters/filters.ts";
import { image } from "../../state/case.ts";
import { longWork } from "../../state/long-call.ts";
import { showMap } from "../../state/viewer.ts";
import { ask } from "../../work/client.ts";
import { ProgressBar } from "../frame/progress-bar.tsx";
import { SettingsLink } from "../frame/settings-link.tsx";
import { titleOf } from "../set/field.ts";
import { startValue } from "../set/start-value.ts";
import type { ViewProps } from "./view-props.ts";

const responding = longWork();

/** Filters to try besides those of the settings: each as it starts in the form. */
const others = (filterSchema.json.oneOf ?? []).map((member) => startValue(member) as FilterInput);

/** The response map of a filter, over the image. */
export function ResponseView({ masks, settings }: ViewProps) {
  const own = Array.isArray(settings.filters) ? settings.filters : [];
  const filters = [...own, ...others];
  const [chosen, setChosen] = useState(0);
  const filter = filters[Math.min(chosen, filters.length - 1)];
  const running = responding.running.value;
  const make = () => {
    const of = image.peek()?.id;
    responding.begin(
      (watch) => ask("responseMap", { filter, settings, whiteMatter: masks.whiteMatter }, watch),
      ({ title, shown }) =>
        showMap({ title, unit: null, volume: shown, window: shown.range, isWhole: true }),
      () => image.peek()?.id === of,
    );
  };
  return (
    <div class="view">
      <p class="quiet">
        A filter answers at every voxel of the image
        {settings.resample ? ", which is resampled first as the settings say" : ""}. Its own
        settings are set in the panel <SettingsLink />.
      </p>
      <div class="view-tools">
        <label class="inline-field">
          <span class="quiet">Filter</span>
          <select
            value={String(chosen)}
            onChange={({ currentTarget }) => setChosen(Number(currentTarget.value))}
          >
            {own.length > 0 && (
              <optgroup label="Of the settings">
                {own.map((one, n) => (
                  <option key={nameOf(one)} value={String(n)}>
                    {nameOf(one)}
                  </option>
                ))}
              </optgroup>
            )}
            <optgroup label="To try">
              {others.map((one, n) => (
                <option key={one.type} value={String(own.length + n)}>
                  {titleOf(one.type)}
                </option>
              ))}
            </optgroup>
          </select>
        </label>
        {running === null && (
          <button type="button" class="button prominent" onClick={make}>
            Show the response
          </button>
        )}
      </div>
      <code class="identity">{nameOf(filter)}</code>
      {running !== null && <ProgressBar call={running} what="Filtering" />}
      {responding.failure.value !== null && (
        <p class="notice bad" role="status">
          {responding.failure.value}
        </p>
      )}
    </div>
  );
}

/** The identity of a filter, or its type while its settings are not right. */
function nameOf(filter: FilterInput): string {
  try {
    return filterIdentity(filter);
  } catch {
    return titleOf(String(filter.type));
  }
}
