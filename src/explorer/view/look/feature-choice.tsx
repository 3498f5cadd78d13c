import { catalogue } from "../../../families/catalogue.ts";
import type { FamilyId } from "../../../families/families.ts";
import type { TextureAggregation } from "../../../features/aggregation.ts";
import { aggregationsAt } from "../../../features/at-distance.ts";
import { studiedFeature } from "../../state/plot-view.ts";

/** A choice among the features of families, by tags as they are under aggregations. */
export function FeatureChoice({
  families,
  aggregations,
  distance,
}: {
  readonly families: readonly FamilyId[];
  readonly aggregations: readonly TextureAggregation[];
  /** Of neighbours, as the setting has it. */
  readonly distance: number | readonly number[];
}) {
  const groups = catalogue
    .filter(({ id }) => families.includes(id))
    .map((family) => ({
      ...family,
      options: Object.values(family.features).flatMap(({ name, tag, at }) =>
        family.aggregation === null
          ? at === undefined
            ? [{ title: name, tag }]
            : []
          : aggregationsAt(
              family.aggregation,
              aggregations,
              family.usesDistance ? distance : 1,
            ).map((one) => ({
              title: `${name}, ${one.name}`,
              tag: `${tag}_${one.tag}`,
            })),
      ),
    }));
  const tags = groups.flatMap(({ options }) => options.map(({ tag }) => tag));
  const isKnown = tags.includes(studiedFeature.value);
  return (
    <label class="inline-field">
      <span class="quiet">Feature</span>
      <select
        class="feature-choice"
        value={studiedFeature.value}
        onChange={({ currentTarget }) => {
          studiedFeature.value = currentTarget.value;
        }}
      >
        {!isKnown && <option value={studiedFeature.value}>{studiedFeature.value}</option>}
        {groups.map(({ id, name, options }) => (
          <optgroup key={id} label={name}>
            {options.map(({ title, tag }) => (
              <option key={tag} value={tag}>
                {title}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
