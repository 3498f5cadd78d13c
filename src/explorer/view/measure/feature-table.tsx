import { familyHeading } from "../../../report/family-heading.ts";
import { shownCount } from "../../state/number-format.ts";
import { panelWidth } from "../../state/panel.ts";
import { FeatureLine } from "./feature-line.tsx";
import type { ValueColumn } from "./feature-rows.ts";
import { choose, tableChoice, tableLines, tableRows, valueColumns } from "./table-state.ts";
import type { TableChoice } from "./table-view.ts";
import { useWindow } from "./use-window.ts";

/** Height of a row in pixels, as the style sheet has it. */
const rowHeight = 46;

/** The features that are chosen, of which only those in sight are drawn. */
export function FeatureTable() {
  const lines = tableLines.value;
  const columns = valueColumns.value;
  const { scroller, first, last, before, after, onScroll } = useWindow(lines.length, rowHeight);
  const several = new Set(tableRows.value.map(({ image }) => image)).size > 1;
  const span = columns.length + 3;
  // so that values to compare are in sight beside each other
  const isCrowded = columns.length > 1 && panelWidth.value === "narrow";
  return (
    <section
      class="table-scroller"
      ref={scroller}
      onScroll={onScroll}
      aria-label="Table of features"
    >
      <table
        class={isCrowded ? "feature-table crowded" : "feature-table"}
        aria-rowcount={lines.length + 1}
      >
        <thead>
          <tr aria-rowindex={1}>
            <SortHead title="Feature" by="title" />
            <SortHead title="Code" by="code" />
            <SortHead title="Method" by="aggregation" />
            {columns.map((column, n) => (
              <SortHead key={column.id} title={column.title} by={n} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={before} span={span} />
          {lines.slice(first, last).map((line, n) =>
            line.kind === "heading" ? (
              <tr
                key={`${line.image}/${line.family}`}
                class="family-line"
                aria-rowindex={first + n + 2}
              >
                <th scope="rowgroup" colSpan={span}>
                  <span>{familyHeading(line.family)}</span>
                  {several && <code class="image-name">{line.image}</code>}
                  <span class="quiet">{shownCount(line.count)}</span>
                </th>
              </tr>
            ) : (
              <FeatureLine
                key={line.row.key}
                row={line.row}
                columns={columns}
                rowIndex={first + n + 2}
                isCrowded={isCrowded}
              />
            ),
          )}
          <Gap height={after} span={span} />
        </tbody>
      </table>
    </section>
  );
}

/** Stands for rows that are not drawn. */
function Gap({ height, span }: { readonly height: number; readonly span: number }) {
  if (height <= 0) return null;
  return (
    <tr>
      <td class="gap" colSpan={span} style={{ height: `${height}px` }} />
    </tr>
  );
}

function SortHead({
  title,
  by,
  column,
}: {
  readonly title: string;
  readonly by: TableChoice["sortBy"];
  readonly column?: ValueColumn;
}) {
  const { sortBy, descending } = tableChoice.value;
  const isChosen = sortBy === by;
  const next = !isChosen
    ? { sortBy: by, descending: false }
    : descending
      ? { sortBy: "order" as const, descending: false }
      : { sortBy: by, descending: true };
  return (
    <th
      scope="col"
      class={column === undefined ? String(by) : "value-head"}
      aria-sort={isChosen ? (descending ? "descending" : "ascending") : "none"}
    >
      <button type="button" class="sort" title={title} onClick={() => choose(next)}>
        {column?.colour != null && <span class={`swatch swatch-${column.colour}`} />}
        {title}
        {column?.isKept && <span class="quiet"> kept</span>}
        <span aria-hidden="true">{isChosen ? (descending ? " ↓" : " ↑") : ""}</span>
      </button>
    </th>
  );
}
