/** What differs on a small screen: one column, and tables that become lists of cards. */
export const PHONE_STYLE = `@media (max-width: 860px) {
	.pair, .pair.even { grid-template-columns: minmax(0, 1fr); }
}
@media (max-width: 640px) {
	.wide { padding: 0 14px; }
	main.wide { padding-top: 12px; }
	section, section.answer, .notice { padding: 16px; }
	.answer p.lead { font-size: 18px; }
	.answer .figures { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); }
	.answer .figures > div:nth-child(n + 4) { grid-column: 1 / -1; }
	.answer .figures > div:first-child { grid-column: 1 / -1; }
	.figures > div { padding: 10px 14px 12px; }
	.figures dd.big { font-size: 26px; }
	ul.bars li { grid-template-columns: minmax(0, 1fr) max-content; padding: 5px 0; }
	ul.bars.wide-values li { grid-template-columns: minmax(0, 1fr) max-content; }
	ul.bars li .bar { grid-column: 1 / -1; grid-row: 2; margin-top: 3px; }
	details.list > summary { padding: 13px 16px; }
	details.list > div { padding: 0 16px 16px; }
	table, tbody, tbody tr, tbody th, tbody td { display: block; width: 100%; }
	thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
	tbody tr { padding: 12px 0; border-bottom: 1px solid var(--line); }
	tbody tr:last-child { border-bottom: 0; }
	tbody th, tbody td { border: 0; padding: 3px 0; }
	tbody td { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 16px; }
	tbody td:empty { display: none; }
	tbody td::before { content: attr(data-label); color: var(--soft); flex: 0 0 auto; max-width: 45%; }
	tbody td > * { text-align: right; }
	ol.due li, .pair.even ol.due li { grid-template-columns: 1fr; }
}
`;

/** What differs on paper: white, no lists to unfold, and everything closer together. */
export const PAPER_STYLE = `@media print {
	@page { margin: 10mm 11mm; }
	:root {
		--page: #fff; --card: #fff; --ink: #000; --soft: #333; --line: #bbb; --tint: #fff; --track: #eee;
		--band: #fff; --band-ink: #000; --band-soft: #333; --accent: #0f5fb8; --good: #0a6b52; --warn: #b23c00;
		--used: #0f7f86; --stale: #d9480f; --free: #7d8ca3; --unknown: #7a7f87; --saving: #1f62ad;
	}
	body { font-size: 9pt; line-height: 1.3; }
	* { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
	header { padding: 0 0 3px; border-bottom: 2px solid #000; } header p { font-size: 8pt; } h1 { font-size: 13pt; }
	main.wide { padding: 6px 0 0; }
	.wide { max-width: none; padding: 0; }
	section, section.answer { border-radius: 0; border-width: 0 0 1px; padding: 7px 0 9px; margin: 0; }
	.pair { grid-template-columns: 1.2fr 1fr; gap: 18px; margin: 0; }
	.pair.even { grid-template-columns: 1fr 1fr; } .pair.even ol.due li { grid-template-columns: 112px 1fr; font-size: 8pt; }
	.answer p.lead { font-size: 11pt; } p.lead { font-size: 10pt; }
	.figures > div { flex: 1 1 96px; padding: 5px 8px; }
	.figures dd.big { font-size: 16pt; } .money .figures dd.big, .year .figures dd.big { font-size: 12pt; } .figures dd.big .line { font-size: 11pt; }
	.year .figures { margin-top: 3px; } .year .figures > div { padding: 2px 10px 3px; } .year figure { margin-top: 4px; } .year .side, .year h3 { display: none; }
	.many .close, .many .money p.small, .many .money p.lead { display: none; }
	.figures dt, .figures dd.note, .unit, small, .notes, ul.legend, footer, table, section > p.small, section > p, ul.bars .name { font-size: 8pt; line-height: 1.25; }
	section > p, section > p.small, p.lead { margin: 1px 0 4px; } .figures { margin-top: 5px; } ul.legend { margin-top: 3px; } h2 { font-size: 10.5pt; }
	ul.bars { margin-top: 3px; } ul.bars li { padding: 0.5px 0; } svg.bar { height: 10px; } svg.lines { height: 56px; } .plot { margin: 6px 0 2px; }
	ul.steps li, ol.due li, th, td { padding-top: 1.5px; padding-bottom: 1.5px; }
	ul.steps b { font-size: 11pt; }
	.money ~ .money p.small { display: none; }
	.notice { padding: 5px 10px; } .notice li { font-size: 8pt; line-height: 1.25; } .notice bdi { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
	figure, .figures > div, tr, ol.due li, ul.steps li { break-inside: avoid; }
	h2, h3 { break-after: avoid; }
	details, .screen { display: none; }
	footer { padding-top: 4px; } footer li, .figures dd.note { font-size: 7.5pt; line-height: 1.2; } footer h2 { font-size: 9.5pt; }
	.close td, .close th { padding-top: 1px; padding-bottom: 1px; }
}
`;
