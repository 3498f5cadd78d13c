import { version } from "../base/version.ts";
import { type Html, html } from "./html.ts";
import { style } from "./style.ts";

/** A section of a report, which its contents name. */
export interface Section {
  readonly id: string;
  readonly heading: string;
  readonly html: Html;
}

export function section(id: string, heading: string, content: Html): Section {
  const whole = html`<section id="${id}" aria-labelledby="${id}-heading"><h2 id="${id}-heading">${heading}</h2>
${content}</section>
`;
  return { id, heading, html: whole };
}

/** A report as one HTML file, which needs no script and no network, and allows none. */
export function reportDocument(title: string, header: Html, sections: readonly Section[]): string {
  const body = html`<header>
<h1>${title}</h1>
${header}</header>
<nav aria-label="Contents"><ol>
${sections.map(({ id, heading }) => html`<li><a href="#${id}">${heading}</a></li>\n`)}</ol></nav>
<main>
${sections.map((one) => one.html)}</main>
<footer><p>voxomics ${version}</p></footer>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>${html`${title}`.html}</title>
<style>${style}</style>
</head>
<body>
${body.html}
</body>
</html>
`;
}
