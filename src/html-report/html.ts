/** Text that is safe inside of HTML elements and attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** HTML that is already escaped: made by this module or by a plot. */
export interface Html {
  readonly html: string;
}

type Content = string | number | Html | null | readonly (string | number | Html | null)[];

/** A template tag that escapes text and numbers, and takes `Html` as it is. */
export function html(strings: TemplateStringsArray, ...values: Content[]): Html {
  const parts = strings.map((part, n) => part + (n < values.length ? toHtml(values[n]) : ""));
  return { html: parts.join("") };
}

function toHtml(content: Content): string {
  if (content === null) return "";
  if (Array.isArray(content)) return content.map(toHtml).join("");
  if (typeof content === "object") return (content as Html).html;
  return escapeHtml(String(content));
}

/** The name of a column, with possible line breaks between its words. */
export function breakable(name: string): Html {
  const words = name.split(/(?<=[a-z])(?=[A-Z])|(?<=[./:,(])/);
  return { html: words.map(escapeHtml).join("<wbr>") };
}

/** A column of an HTML table: its heading, and its cell in each row. */
export interface TableColumn<T> {
  readonly name: string;
  readonly cell: (row: T) => string | number | Html | null;
  /** Numbers are aligned to the right. */
  readonly numeric?: boolean;
}

/** An HTML table; the cells of its first column are the headings of the rows. */
export function table<T>(
  caption: string,
  columns: readonly TableColumn<T>[],
  rows: readonly T[],
): Html {
  const classOf = ({ numeric = false }: TableColumn<T>) => (numeric ? html` class="number"` : null);
  const cells = (row: T) =>
    columns.map((column, n) =>
      n === 0
        ? html`<th scope="row">${column.cell(row)}</th>`
        : html`<td${classOf(column)}>${column.cell(row)}</td>`,
    );
  return html`<div class="wide" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col"${classOf(column)}>${column.name}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${cells(row)}</tr>\n`)}</tbody>
</table></div>
`;
}

/** A figure: the picture, a description for screen readers, and a caption. */
export function figure(svg: Html, description: string, caption: string): Html {
  return html`<figure>
<div role="img" aria-label="${description}">${svg}</div>
<figcaption>${caption}</figcaption>
</figure>
`;
}
