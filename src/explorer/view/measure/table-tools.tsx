import { familyHeading } from "../../../report/family-heading.ts";
import { shownCount } from "../../state/number-format.ts";
import { choose, shownRows, tableChoice, tableRows, valueColumns } from "./table-state.ts";
import { choicesOf } from "./table-view.ts";

/** What of the table is shown. */
export function TableTools() {
  const rows = tableRows.value;
  const { search, onlyDifferent } = tableChoice.value;
  return (
    <div class="table-tools">
      <input
        type="search"
        class="text search"
        placeholder="Search name, code, tag"
        aria-label="Search features"
        value={search}
        onInput={({ currentTarget }) => choose({ search: currentTarget.value })}
      />
      <Filter field="family" all="All families" title={familyHeading} />
      <Filter field="image" all="All images" title={(image) => image} />
      <Filter field="aggregation" all="All methods" title={(name) => name} />
      {valueColumns.value.length > 1 && (
        <label class="inline-field">
          <input
            type="checkbox"
            checked={onlyDifferent}
            onChange={({ currentTarget }) => choose({ onlyDifferent: currentTarget.checked })}
          />
          Only what differs
        </label>
      )}
      <span class="quiet table-count" role="status">
        {shownRows.value.length === rows.length
          ? `${shownCount(rows.length)} features`
          : `${shownCount(shownRows.value.length)} of ${shownCount(rows.length)} features`}
      </span>
    </div>
  );
}

function Filter({
  field,
  all,
  title,
}: {
  readonly field: "family" | "image" | "aggregation";
  readonly all: string;
  readonly title: (value: string) => string;
}) {
  const choices = choicesOf(tableRows.value, field);
  if (choices.length < 2) return null;
  return (
    <select
      aria-label={`Filter by ${field === "aggregation" ? "method" : field}`}
      value={tableChoice.value[field]}
      onChange={({ currentTarget }) => choose({ [field]: currentTarget.value })}
    >
      <option value="">{all}</option>
      {choices.map((one) => (
        <option key={one} value={one}>
          {title(one)}
        </option>
      ))}
    </select>
  );
}
