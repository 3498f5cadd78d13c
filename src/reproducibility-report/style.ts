/** The style sheet of a report, for screen and print. */
export const style = `
:root { color-scheme: light; }
body { font: 15px/1.5 system-ui, "Segoe UI", "Liberation Sans", sans-serif; color: #1a1a1a; background: white; max-width: 900px; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.7rem; line-height: 1.2; }
h2 { font-size: 1.3rem; margin-top: 2.5rem; border-bottom: 1px solid #bbb; }
h3 { font-size: 1.08rem; margin: 1.6rem 0 0.4rem; overflow-wrap: anywhere; }
h4 { font-size: 0.95rem; margin: 1.1rem 0 0.2rem; }
a { color: #0b4f9e; }
nav ol { display: flex; flex-wrap: wrap; gap: 0.2rem 1.4rem; padding: 0; list-style-position: inside; }
figure { font-size: 0.98em; margin: 0.4rem 0 1.4rem; }
figcaption { font-size: 0.88em; color: #333; overflow-wrap: anywhere; }
svg { display: block; max-width: 100%; height: auto; overflow: visible; }
.caution { border-left: 4px solid #b35806; padding: 0.2rem 0.8rem; }
.pair { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.pair figure { flex: 1 1 400px; min-width: 0; }
.wide { overflow-x: auto; margin: 0.8rem 0 1.4rem; }
table { border-collapse: collapse; font-size: 0.8rem; width: 100%; }
caption { text-align: left; font-weight: 600; padding: 0.3rem 0; }
th, td { text-align: left; padding: 0.1rem 0.45rem; border-bottom: 1px solid #ddd; vertical-align: top; }
thead th { border-bottom: 1px solid #666; }
tbody th { font-weight: normal; overflow-wrap: anywhere; }
td { overflow-wrap: break-word; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
pre { font-size: 0.76rem; line-height: 1.35; background: #f6f6f6; padding: 0.8rem; white-space: pre-wrap; overflow-wrap: anywhere; }
footer { margin-top: 3rem; color: #444; font-size: 0.85em; }
@page { margin: 15mm; }
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 9.5pt; }
  nav { display: none; }
  section + section { break-before: auto; }
  figure, tr { break-inside: avoid; }
  h2, h3, h4 { break-after: avoid; }
  thead { display: table-header-group; }
  table { font-size: 7.5pt; }
  .wide { overflow: visible; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
