/** How a report looks, on a screen and in print. */
export const style = `
:root { color-scheme: light; }
body { font: 15px/1.5 system-ui, "Segoe UI", "Liberation Sans", sans-serif; color: #1a1a1a; background: white; max-width: 900px; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.7rem; line-height: 1.2; }
h2 { font-size: 1.3rem; margin-top: 2.5rem; border-bottom: 1px solid #ccc; }
h3 { font-size: 1.05rem; margin-bottom: 0.2rem; }
nav ol { display: flex; flex-wrap: wrap; gap: 0.2rem 1.4rem; padding: 0; list-style-position: inside; }
figure { margin: 0.5rem 0 1.5rem; overflow-x: auto; }
figcaption { font-size: 0.87rem; color: #444; }
svg { max-width: 100%; height: auto; }
.pair { display: flex; flex-wrap: wrap; gap: 1rem; }
.pair figure { flex: 1 1 400px; min-width: 0; }
table { border-collapse: collapse; font-size: 0.82rem; margin: 1rem 0; width: 100%; }
caption { text-align: left; font-weight: 600; padding: 0.3rem 0; }
th, td { text-align: left; padding: 0.12rem 0.5rem; border-bottom: 1px solid #e4e4e4; vertical-align: top; }
tbody th { font-weight: normal; overflow-wrap: anywhere; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
pre { font-size: 0.78rem; background: #f6f6f6; padding: 0.8rem; white-space: pre-wrap; overflow-wrap: anywhere; }
footer { margin-top: 3rem; color: #555; font-size: 0.85rem; }
@media print {
  body { max-width: none; margin: 0; font-size: 10pt; }
  nav { display: none; }
  figure, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  thead { display: table-header-group; }
}
`;
