/**
 * The whole style of the page. Colours are tokens, given twice: for light and for dark; every text
 * colour has at least 4.5:1 against its background, every bar 3:1 (WCAG AA).
 */
export const STYLE = `
:root {
	color-scheme: light dark;
	--page: #f3f6f9; --card: #ffffff; --ink: #14263d; --soft: #4b5f78; --line: #d5dde7;
	--band: #17365c; --band-ink: #ffffff; --band-soft: #cfdcec;
	--accent: #0b6e6e; --good: #0a6b52; --warn: #b23c00;
	--used: #0b7a7a; --stale: #d9480f; --free: #7089a8; --unknown: #7a7f87; --saving: #17568f;
}
@media (prefers-color-scheme: dark) {
	:root {
		--page: #0d1520; --card: #15202e; --ink: #e8eef6; --soft: #a9b8ca; --line: #2b3a4d;
		--band: #0f2238; --band-ink: #ffffff; --band-soft: #b8c9de;
		--accent: #4fd1c5; --good: #5fd9b0; --warn: #ffa06b;
		--used: #3fb8ae; --stale: #ff8a4c; --free: #6f8fb5; --unknown: #8d96a3; --saving: #6cb2f5;
	}
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
	display: block; margin: 0; background: var(--page); color: var(--ink);
	font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
	overflow-wrap: break-word;
}
bdi { overflow-wrap: anywhere; }
.wide { max-width: 1120px; margin: 0 auto; padding: 0 24px; }
header { background: var(--band); color: var(--band-ink); padding: 36px 0 96px; }
header p { margin: 6px 0 0; color: var(--band-soft); }
h1 { margin: 0; font-size: 30px; line-height: 1.2; letter-spacing: -0.01em; }
h2 { margin: 0 0 6px; font-size: 20px; line-height: 1.3; }
h3 { margin: 0 0 4px; font-size: 16px; line-height: 1.35; }
main.wide { margin-top: -64px; padding-bottom: 48px; }
section, .notice {
	background: var(--card); border: 1px solid var(--line); border-radius: 14px;
	padding: 24px; margin: 0 0 20px;
}
.notice { border-left: 5px solid var(--warn); }
.notice ul { margin: 6px 0 0; padding-left: 20px; }
section > p { margin: 4px 0 16px; color: var(--soft); max-width: 72ch; }
section > .figures + p { margin-top: 16px; }
p.lead { color: var(--ink); font-size: 17px; }
.figures { display: grid; grid-template-columns: repeat(3, 1fr); gap: 12px; margin: 16px 0 0; padding: 0; }
.figures > div { border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; display: flex; flex-direction: column; }
.figures dt { color: var(--soft); font-size: 14px; }
.figures dd { margin: 0; }
.figures dd.big { font-size: 25px; line-height: 1.3; font-weight: 650; letter-spacing: -0.01em; font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
.unit { font-size: 0.64em; font-weight: 500; letter-spacing: 0; }
.figures dd.note { color: var(--soft); font-size: 14px; margin-top: 2px; }
.good dd.big { color: var(--good); }
.warn dd.big { color: var(--warn); }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr)); gap: 20px; margin: 0 0 20px; }
.pair > section { margin: 0; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr)); gap: 24px; }
figure { margin: 0; }
svg.chart { display: block; width: 100%; max-width: 430px; height: auto; margin: 8px 0; }
svg text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; fill: var(--soft); }
svg text.value { fill: var(--ink); font-weight: 600; }
svg .axis { stroke: var(--line); stroke-width: 1; }
.used { fill: var(--used); } .stale { fill: var(--stale); } .free { fill: var(--free); }
.unknown { fill: var(--unknown); } .saving { fill: var(--saving); }
ul.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 8px 0 0; padding: 0; font-size: 14px; color: var(--soft); }
ul.legend svg { vertical-align: -1px; }
details { margin-top: 12px; font-size: 15px; }
summary { color: var(--accent); cursor: pointer; padding: 4px 0; width: fit-content; }
summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
table { width: 100%; border-collapse: collapse; font-size: 15px; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { text-align: left; vertical-align: top; padding: 9px 10px; border-bottom: 1px solid var(--line); }
thead th { color: var(--soft); font-size: 13px; font-weight: 600; line-height: 1.35; vertical-align: bottom; }
tbody th { font-weight: 600; }
tbody tr:last-child > * { border-bottom: 0; }
th:first-child { padding-left: 0; } td:last-child, th:last-child { padding-right: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
small { display: block; color: var(--soft); font-size: 14px; font-weight: 400; }
.none { color: var(--soft); font-style: italic; font-weight: 400; }
.more { color: var(--soft); margin: 12px 0 0; }
ol.due { list-style: none; margin: 12px 0 0; padding: 0; }
ol.due li { display: grid; grid-template-columns: 190px 1fr; gap: 2px 16px; padding: 9px 0; border-bottom: 1px solid var(--line); }
ol.due li:last-child { border-bottom: 0; }
h3.next { margin: 24px 0 4px; }
ol.due time, ol.due b { font-weight: 600; }
footer { color: var(--soft); font-size: 14px; }
footer h2 { font-size: 16px; color: var(--ink); }
footer ul { padding-left: 20px; margin: 8px 0 0; max-width: 80ch; }
@media (max-width: 760px) {
	.wide { padding: 0 14px; }
	header { padding: 26px 0 88px; }
	h1 { font-size: 25px; }
	section, .notice { padding: 18px 16px; border-radius: 12px; }
	.figures { grid-template-columns: repeat(auto-fit, minmax(132px, 1fr)); gap: 10px; }
	.figures > div { padding: 12px; }
	.figures dd.big { font-size: 20px; }
	table, tbody, tbody tr, tbody th, tbody td { display: block; width: 100%; }
	thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
	tbody tr { padding: 12px 0; border-bottom: 1px solid var(--line); }
	tbody tr:last-child { border-bottom: 0; }
	tbody th, tbody td { border: 0; padding: 3px 0; }
	tbody td { display: flex; justify-content: space-between; gap: 16px; }
	tbody td::before { content: attr(data-label); color: var(--soft); flex: 0 0 auto; max-width: 45%; }
	tbody td > * { text-align: right; }
	ol.due li { grid-template-columns: 1fr; }
}
@media print {
	:root {
		--page: #fff; --card: #fff; --ink: #000; --soft: #333; --line: #bbb; --band: #fff; --band-ink: #000; --band-soft: #333;
		--accent: #0b6e6e; --good: #0a6b52; --warn: #b23c00;
		--used: #0b7a7a; --stale: #d9480f; --free: #7089a8; --unknown: #7a7f87; --saving: #17568f;
	}
	body { font-size: 11pt; }
	* { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
	header { padding: 0 0 16px; } main.wide { margin-top: 0; }
	section { border-radius: 0; border-width: 1px 0 0; padding: 16px 0; }
	.wide { max-width: none; padding: 0; }
	figure, .figures > div, tr, ol.due li { break-inside: avoid; }
	h2, h3 { break-after: avoid; }
	summary { display: none; }
	svg.chart { max-width: 420px; }
}
`;
