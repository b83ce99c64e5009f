/**
 * How the page looks: black on white, lines instead of shades, wide tables in a region that scrolls, with the heads in sight.
 * Nothing is fetched. Printed, it is A4 across, with the heads on each page.
 */
export const pageStyle = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 90rem; padding: 1rem 1.5rem 3rem; background: #fff; color: #16202b;
  font: 16px/1.5 'Atkinson Hyperlegible Next', 'Segoe UI', Arial, sans-serif; font-variant-numeric: tabular-nums; }
h1 { margin: 0.5rem 0; font-size: 28px; line-height: 1.2; }
h2 { margin: 2rem 0 0.5rem; font-size: 20px; }
h3 { margin: 1.5rem 0 0.5rem; font-size: 16px; }
p, li, dd { max-width: 75ch; overflow-wrap: anywhere; }
a { color: #0b4f9e; }
a:focus-visible, .scroll:focus-visible { outline: 3px solid #0b4f9e; outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; padding: 0; margin: 0.5rem 0; list-style: none; }
nav a { display: inline-block; padding: 0.25rem 0; }
dl { margin: 0; }
dl div { display: grid; grid-template-columns: minmax(10rem, 18rem) 1fr; gap: 0 1.5rem; padding: 0.25rem 0;
  border-bottom: 1px solid #d5dbe2; }
dt { font-weight: bold; overflow-wrap: anywhere; }
dd { margin: 0; }
.scroll { overflow: auto; max-height: 85vh; border: 1px solid #8b97a5; }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: 14px; line-height: 1.4; }
caption { padding: 0.5rem 0.75rem; text-align: left; font-weight: bold; }
th, td { padding: 0.25rem 0.5rem; border-bottom: 1px solid #d5dbe2; text-align: left; vertical-align: top; }
thead th { position: sticky; top: 0; z-index: 1; background: #fff; border-bottom: 2px solid #16202b; vertical-align: bottom; }
tbody th { font-weight: normal; }
.number { text-align: right; }
td.number, .short { white-space: nowrap; }
thead th { white-space: normal; }
.unit { display: block; font-weight: normal; }
.long { min-width: 16rem; }
@media (max-width: 40rem) { dl div { grid-template-columns: 1fr; } }
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  body { padding: 0; max-width: none; font-size: 10pt; }
  nav, .skip { display: none; }
  .scroll { overflow: visible; max-height: none; border: 0; }
  table { font-size: 8pt; }
  thead { display: table-header-group; }
  thead th { position: static; }
  tr, dl div { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
  th, td { padding: 1pt 4pt; }
  .long { min-width: 0; }
  .short { white-space: normal; }
}
`;
