import { mapFamilies } from "../../../families/families.ts";
import { familyHeading } from "../../../report/family-heading.ts";
import { reasonText } from "../../../report/reason-text.ts";
import { panel } from "../../state/panel.ts";
import { plotView, studiedFeature } from "../../state/plot-view.ts";
import { Icon } from "../frame/icon.tsx";
import { aggregationTitle } from "./aggregation-title.ts";
import { chosenKey, tableRows, valueColumns } from "./table-state.ts";

/** All that is known of the feature that is chosen: its definition, and its values in full. */
export function FeatureDetails() {
  const row = tableRows.value.find(({ key }) => key === chosenKey.value);
  if (row === undefined) return null;
  const hasMap = row.image === "original" && mapFamilies.some((id) => id === row.family);
  const study = (view: typeof plotView.value) => {
    studiedFeature.value = row.tag;
    plotView.value = view;
    panel.value = "plots";
  };
  return (
    <section class="feature-details" aria-label={`Details of ${row.title}`}>
      <div class="details-head">
        <h3>{row.title}</h3>
        <button
          type="button"
          class="icon-button small"
          aria-label="Close details"
          onClick={() => {
            chosenKey.value = null;
          }}
        >
          <Icon name="close" />
        </button>
      </div>
      <dl>
        <Fact name="Family">{familyHeading(row.family)}</Fact>
        <Fact name="Code, tag">
          {row.code ?? "none"}, <code>{row.tag}</code>
        </Fact>
        {row.aggregation !== null && (
          <Fact name="Method">{aggregationTitle(row.aggregation, row.aggregationCode)}</Fact>
        )}
        {row.image !== "original" && (
          <Fact name="Image">
            <code>{row.image}</code>
          </Fact>
        )}
        <Fact name="Definition">{row.definition}</Fact>
        {valueColumns.value.map(({ id, title, isKept }, n) => {
          const cell = row.cells[n];
          return (
            <Fact key={id} name={isKept ? `${title}, kept` : title}>
              <code>{cell?.value ?? "no value"}</code> {row.unit}
              {cell?.reason != null && <span class="reason">{reasonText(cell.reason)}</span>}
            </Fact>
          );
        })}
      </dl>
      <div class="button-row">
        {hasMap && (
          <button type="button" class="button" onClick={() => study("feature-map")}>
            Map it
          </button>
        )}
        {row.image === "original" && (
          <button type="button" class="button" onClick={() => study("perturbation")}>
            Perturb the region
          </button>
        )}
      </div>
    </section>
  );
}

function Fact({
  name,
  children,
}: {
  readonly name: string;
  readonly children: preact.ComponentChildren;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
