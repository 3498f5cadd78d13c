/** The style sheet of a report, for screens in light and dark, and print. */
export const style = `
:root { color-scheme: light dark; --text: #1a1a1a; --page: white; --faint: #3d3d3d; --line: #bbb; --hair: #ddd; --link: #0b4f9e; --box: #f6f6f6; }
@media screen and (prefers-color-scheme: dark) {
  :root { --text: #e6e6e6; --page: #16181c; --faint: #c2c2c2; --line: #5a5e66; --hair: #373b42; --link: #8ab8f0; --box: #22252b; }
}
body { font: 15px/1.5 system-ui, "Segoe UI", "Liberation Sans", sans-serif; color: var(--text); background: var(--page); max-width: 900px; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.7rem; line-height: 1.2; }
h2 { font-size: 1.3rem; margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.08rem; margin: 1.6rem 0 0.4rem; overflow-wrap: anywhere; }
h4 { font-size: 0.95rem; margin: 1.1rem 0 0.2rem; }
a { color: var(--link); }
nav ol { display: flex; flex-wrap: wrap; gap: 0.2rem 1.4rem; padding: 0; list-style-position: inside; }
figure { font-size: 0.98em; margin: 0.4rem 0 1.4rem; }
figcaption { font-size: 0.88em; color: var(--faint); overflow-wrap: anywhere; }
svg { display: block; max-width: 100%; height: auto; overflow: visible; --plot-background: transparent !important; }
.caution { border-left: 4px solid #c46210; padding: 0.2rem 0.8rem; }
.pair { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.pair figure { flex: 1 1 400px; min-width: 0; }
.wide { overflow-x: auto; margin: 0.8rem 0 1.4rem; }
table { border-collapse: collapse; font-size: 0.8rem; width: 100%; }
caption { text-align: left; font-weight: 600; padding: 0.3rem 0; }
th, td { text-align: left; padding: 0.1rem 0.45rem; border-bottom: 1px solid var(--hair); vertical-align: top; }
thead th { border-bottom: 1px solid var(--line); }
tbody th { font-weight: normal; overflow-wrap: anywhere; min-width: 11rem; }
td { overflow-wrap: break-word; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.blank { display: inline-block; min-width: 18rem; width: 100%; height: 1.1em; border-bottom: 1px dotted var(--faint); }
blockquote { margin: 0.8rem 0; padding: 0.1rem 1rem; background: var(--box); }
.references { font-size: 0.88em; }
pre { font-size: 0.76rem; line-height: 1.35; background: var(--box); padding: 0.8rem; white-space: pre-wrap; overflow-wrap: anywhere; }
footer { margin-top: 3rem; color: var(--faint); font-size: 0.85em; }
@page { margin: 15mm; }
@media print {
  :root { color-scheme: light; }
  body { max-width: none; margin: 0; padding: 0; font-size: 9.5pt; }
  nav { display: none; }
  section + section { break-before: auto; }
  figure, tr, .together, blockquote { break-inside: avoid; }
  h2, h3, h4, caption { break-after: avoid; }
  thead { display: table-header-group; break-after: avoid; }
  tbody tr:first-child { break-before: avoid; }
  .pair figure { flex: 1 1 40%; }
  svg { max-height: 235mm; }
  table { font-size: 7pt; }
  th, td { padding: 0.1rem 0.25rem; }
  tbody th { min-width: 33mm; }
  .number { white-space: normal; }
  .wide { overflow: visible; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
