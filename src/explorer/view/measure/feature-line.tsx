import type { FeatureValue } from "../../../families/feature-value.ts";
import { reasonText } from "../../../report/reason-text.ts";
import { shownNumber } from "../../state/number-format.ts";
import { aggregationTitle } from "./aggregation-title.ts";
import {
  type FeatureRow,
  relativeDifference,
  sameValue,
  type ValueColumn,
} from "./feature-rows.ts";
import { shownPercent } from "./shown-percent.ts";
import { chosenKey } from "./table-state.ts";

/** A feature with its values. */
export function FeatureLine({
  row,
  columns,
  rowIndex,
  isCrowded,
}: {
  readonly row: FeatureRow;
  readonly columns: readonly ValueColumn[];
  readonly rowIndex: number;
  /** Whether the columns of codes and methods are left out, so that the method stands below the name. */
  readonly isCrowded: boolean;
}) {
  const isChosen = chosenKey.value === row.key;
  return (
    <tr class={`feature-line${isChosen ? " chosen" : ""}`} aria-rowindex={rowIndex}>
      <th scope="row">
        <button
          type="button"
          class="feature-name"
          aria-expanded={isChosen}
          title={`${row.title}: ${row.definition}`}
          onClick={() => {
            chosenKey.value = isChosen ? null : row.key;
          }}
        >
          <span>{row.title}</span>
          <span class="definition">
            {isCrowded && row.aggregation !== null && `${row.aggregation}, `}
            {row.definition}
          </span>
        </button>
      </th>
      <td class="code">{row.code}</td>
      <td class="method" title={aggregationTitle(row.aggregation, row.aggregationCode)}>
        {row.aggregation}
      </td>
      {columns.map(({ id, against }, n) => (
        <ValueCell
          key={id}
          unit={row.unit}
          cell={row.cells[n]}
          reference={against === null ? undefined : row.cells[against]}
        />
      ))}
    </tr>
  );
}

function ValueCell({
  unit,
  cell,
  reference,
}: {
  readonly unit: string | null;
  readonly cell: FeatureValue | null;
  /** The cell that it is compared with; undefined for none. */
  readonly reference: FeatureValue | null | undefined;
}) {
  if (cell === null) return <td class="value quiet">not measured</td>;
  const { value, reason } = cell;
  const differs = reference !== undefined && !sameValue(cell, reference);
  const change = differs ? relativeDifference(cell, reference ?? null) : null;
  const why = reason === null ? undefined : reasonText(reason);
  return (
    <td class={`value${differs ? " differs" : ""}`} title={why ?? String(value)}>
      {value === null ? (
        <span class="quiet">–</span>
      ) : (
        <data value={String(value)}>{shownNumber(value)}</data>
      )}
      <span class="under">
        {differs && <span class="change">{change === null ? "≠" : shownPercent(change)} </span>}
        {value !== null && unit !== null && <span class="unit">{unit}</span>}
      </span>
      {why !== undefined && <span class="reason">{why}</span>}
    </td>
  );
}
