import { shownNumber } from "../../state/number-format.ts";

/** Numbers in columns, as the text alternative of a plot. */
export function NumbersTable({
  columns,
  rows,
}: {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (number | string | null)[])[];
}) {
  return (
    <table class="plain-table">
      <thead>
        <tr>
          {columns.map((name) => (
            <th key={name} scope="col" class="value">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.join()}>
            {row.map((cell, n) => (
              <td key={columns[n]} class="value">
                {typeof cell === "number" ? shownNumber(cell) : (cell ?? "–")}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
