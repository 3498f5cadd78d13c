import { signal } from "@preact/signals";
import { imageFamilies } from "../../../families/families.ts";
import { image } from "../../state/case.ts";
import { longWork } from "../../state/long-call.ts";
import { studiedFeature } from "../../state/plot-view.ts";
import type { Answer } from "../../work/calls.ts";
import { ask } from "../../work/client.ts";
import { ProgressBar } from "../frame/progress-bar.tsx";
import { FeatureChoice } from "./feature-choice.tsx";
import { RepeatsFigure } from "./repeats-figure.tsx";
import type { ViewProps } from "./view-props.ts";

/** The steps of a perturbation, by their letters. */
const steps = [
  { letter: "R", title: "rotation", help: "in the slice plane, up to 13° either way" },
  { letter: "N", title: "noise", help: "of the image's own level" },
  { letter: "T", title: "translation", help: "by less than a voxel along each axis" },
  { letter: "C", title: "contour", help: "the outline is drawn anew along supervoxels" },
  { letter: "V", title: "volume", help: "up to a fifth more or less" },
] as const;

const perturbing = longWork();
const chain = signal("RV");
const repeats = signal(12);
const result = signal<{ readonly region: string; readonly found: Answer<"perturbRegion"> } | null>(
  null,
);

/** What perturbations of the region do to a feature. */
export function PerturbationView({ region, masks, settings }: ViewProps) {
  const running = perturbing.running.value;
  const make = () => {
    const of = image.peek()?.id;
    const asked = { region, ...masks, settings, feature: studiedFeature.peek() };
    perturbing.begin(
      (watch) =>
        ask("perturbRegion", { ...asked, chain: chain.peek(), repeats: repeats.peek() }, watch),
      (found) => {
        result.value = { region, found };
      },
      () => image.peek()?.id === of,
    );
  };
  const shown = result.value;
  return (
    <div class="view">
      <p class="quiet">
        Image and region are perturbed again and again, as Zwanenburg et al. (2019) describe, and
        the feature is measured each time. A feature that scatters is not robust.
      </p>
      <div class="view-tools">
        <FeatureChoice
          families={imageFamilies}
          aggregations={settings.aggregations ?? ["3D:avg", "3D:mrg"]}
          distance={settings.distance ?? 1}
        />
      </div>
      <fieldset class="view-tools plain-set" aria-label="Steps of the perturbation">
        {steps.map(({ letter, title, help }) => (
          <label key={letter} class="inline-field" title={help}>
            <input
              type="checkbox"
              checked={chain.value.includes(letter)}
              onChange={({ currentTarget }) => {
                const { checked } = currentTarget;
                chain.value = steps
                  .map((step) => step.letter)
                  .filter((one) => (one === letter ? checked : chain.peek().includes(one)))
                  .join("");
              }}
            />
            {title}
          </label>
        ))}
        <label class="inline-field">
          <span class="quiet">Repeats</span>
          <input
            type="number"
            class="number"
            min="2"
            max="60"
            value={repeats.value}
            onChange={({ currentTarget }) => {
              const value = Math.round(currentTarget.valueAsNumber);
              if (value >= 1 && value <= 60) repeats.value = value;
              else currentTarget.value = String(repeats.peek());
            }}
          />
        </label>
      </fieldset>
      <div class="view-tools">
        {running === null ? (
          <button
            type="button"
            class="button prominent"
            disabled={chain.value === ""}
            onClick={make}
          >
            Perturb
          </button>
        ) : (
          <ProgressBar call={running} what="Perturbing" />
        )}
      </div>
      {perturbing.failure.value !== null && (
        <p class="notice bad" role="status">
          {perturbing.failure.value}
        </p>
      )}
      {shown !== null && shown.region === region && <RepeatsFigure found={shown.found} />}
    </div>
  );
}
