import { PAPER_STYLE, PHONE_STYLE } from './mediaStyle';

/**
 * The whole style of the page. Colours are tokens, given twice: for light and for dark; every text
 * colour has at least 4.5:1 against its background, every bar 3:1 (WCAG AA).
 */
export const STYLE = `
:root {
	color-scheme: light dark;
	--page: #f2f4f7; --card: #ffffff; --ink: #172033; --soft: #52607a; --line: #dde3ec; --tint: #f7f9fc;
	--band: #14294b; --band-ink: #ffffff; --band-soft: #c6d3e6;
	--accent: #0f5fb8; --good: #0a6b52; --warn: #b23c00;
	--used: #0f7f86; --stale: #d9480f; --free: #7d8ca3; --unknown: #7a7f87; --saving: #1f62ad;
	--track: #edf1f6;
}
@media (prefers-color-scheme: dark) {
	:root {
		--page: #0d131d; --card: #161e2b; --ink: #e9eef6; --soft: #a7b5c9; --line: #2a3648; --tint: #1b2534;
		--band: #101a2a; --band-ink: #ffffff; --band-soft: #b8c7dc;
		--accent: #7db8ff; --good: #5fd9b0; --warn: #ffa06b;
		--used: #35b3ad; --stale: #ff8a4c; --free: #77889f; --unknown: #8d96a3; --saving: #6cabf5;
		--track: #212c3c;
	}
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
	display: block; margin: 0; background: var(--page); color: var(--ink);
	font: 15px/1.5 "Segoe UI", system-ui, -apple-system, Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif;
	overflow-wrap: break-word;
}
bdi { overflow-wrap: anywhere; }
.wide { max-width: 1180px; margin: 0 auto; padding: 0 24px; }
header { background: var(--band); color: var(--band-ink); padding: 14px 0; }
header .wide { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 2px 24px; }
header p { margin: 0; color: var(--band-soft); font-size: 14px; }
h1 { margin: 0; font-size: 19px; line-height: 1.4; font-weight: 650; letter-spacing: -0.005em; }
h2 { margin: 0 0 4px; font-size: 17px; line-height: 1.35; font-weight: 650; letter-spacing: -0.005em; }
h3 { margin: 0 0 4px; font-size: 15px; line-height: 1.4; }
main.wide { padding-top: 12px; padding-bottom: 40px; }
section, .notice, details.list {
	background: var(--card); border: 1px solid var(--line); border-radius: 10px;
	padding: 18px 22px 20px; margin: 0 0 16px;
}
section.answer { padding: 14px 22px; }
.notice { border-left: 4px solid var(--warn); padding: 14px 20px; }
.notice ul { margin: 4px 0 0; padding-left: 20px; }
section > p, .list > div > p { margin: 2px 0 12px; color: var(--soft); max-width: 78ch; }
p.lead { color: var(--ink); font-size: 17px; line-height: 1.45; }
section > p.small { margin: 10px 0 18px; font-size: 14px; }
.year .figures dd.big { font-size: 24px; } .year figure { margin-top: 14px; }
figure.saved svg.lines { height: 110px; }
.saving-line { stroke: var(--saving); }
.answer .figures > div:nth-child(4) { flex-grow: 3; }
.answer h2 { font-size: 13px; color: var(--soft); font-weight: 600; letter-spacing: 0; }
.answer p.lead { font-size: 20px; line-height: 1.4; max-width: none; letter-spacing: -0.01em; }
.notes { color: var(--soft); font-size: 14px; margin-top: 8px; }
.notes p { margin: 2px 0 0; max-width: none; }
.notes b { color: var(--ink); }
.figures { display: flex; flex-wrap: wrap; gap: 1px; margin: 14px 0 0; background: var(--line); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.figures > div { flex: 1 1 170px; background: var(--tint); padding: 12px 18px 14px; display: flex; flex-direction: column; }
.figures dt { color: var(--soft); font-size: 14px; font-weight: 600; }
.figures dd { margin: 0; }
.figures dd.big { font-size: 31px; line-height: 1.25; font-weight: 650; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
.money .figures dd.big { font-size: 24px; }
.figures dd.big .line { display: block; font-size: 20px; }
.figures dd.note:empty { display: none; }
.unit { font-size: 15px; font-weight: 500; letter-spacing: 0; color: var(--soft); }
.figures dd.note { color: var(--soft); font-size: 13.5px; line-height: 1.4; margin-top: 2px; }
.good dd.big { color: var(--good); }
.warn dd.big { color: var(--warn); }
.pair { display: grid; grid-template-columns: minmax(0, 1.25fr) minmax(0, 1fr); gap: 16px; margin: 0 0 16px; }
.pair > section { margin: 0; }
.pair.even { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.pair:empty { display: none; }
.pair.even ol.due li { grid-template-columns: 140px 1fr; }
.pair > section:only-child { grid-column: 1 / -1; }
figure { margin: 0; }
.side { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 8px 40px; }
.close td, .close th { padding-top: 5px; padding-bottom: 5px; }
figcaption { font-weight: 600; margin: 12px 0 4px; }
.used { fill: var(--used); } .stale { fill: var(--stale); } .free { fill: var(--free); }
.unknown { fill: var(--unknown); } .saving { fill: var(--saving); }
ul.bars { list-style: none; margin: 10px 0 0; padding: 0; }
ul.bars li { display: grid; grid-template-columns: 11.5em minmax(60px, 1fr) 3.4em; align-items: center; gap: 0 12px; padding: 4px 0; }
ul.bars.wide-values li { grid-template-columns: 6em minmax(60px, 1fr) minmax(12em, max-content); }
ul.bars .name { color: var(--soft); font-size: 14px; line-height: 1.3; }
ul.bars .value small { display: inline-block; min-width: 5.5em; }
ul.bars .value { text-align: right; font-weight: 600; font-variant-numeric: tabular-nums; }
svg.bar { display: block; width: 100%; height: 18px; background: var(--track); border-radius: 3px; }
th svg.bar { height: 6px; margin-top: 5px; }
.plot { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 6px 10px; margin: 12px 0 4px; max-width: 100%; }
.scale { display: flex; flex-direction: column; justify-content: space-between; text-align: right; margin: -9px 0; }
.scale span, .span span { color: var(--soft); font-size: 13px; line-height: 18px; font-variant-numeric: tabular-nums; }
.span { grid-column: 2; display: flex; justify-content: space-between; }
svg.lines { display: block; width: 100%; height: 170px; overflow: visible; }
svg .axis { stroke: var(--line); stroke-width: 1; vector-effect: non-scaling-stroke; }
svg .line { fill: none; stroke-width: 2.5; vector-effect: non-scaling-stroke; stroke-linejoin: round; stroke-linecap: round; }
.used-line { stroke: var(--used); } .stale-line { stroke: var(--stale); } .free-line { stroke: var(--free); stroke-dasharray: 5 5; }
ul.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 2px 18px; margin: 10px 0 0; padding: 0; font-size: 14px; color: var(--soft); }
ul.legend svg { vertical-align: -1px; }
ul.steps { list-style: none; margin: 8px 0 0; padding: 0; }
ul.steps li { display: grid; grid-template-columns: minmax(2.6em, max-content) 1fr; gap: 0 12px; padding: 5px 0; border-top: 1px solid var(--line); line-height: 1.35; }
ul.steps li:first-child { border-top: 0; }
ul.steps b { text-align: right; font-size: 19px; line-height: 1.15; font-weight: 650; font-variant-numeric: tabular-nums; color: var(--soft); }
ul.steps li.yours b { color: var(--warn); }
p.calm { font-size: 16px; color: var(--ink); }
.next > p.date { margin: 6px 0 0; padding-top: 8px; border-top: 1px solid var(--line); }
.date time { color: var(--ink); font-weight: 600; }
details { margin-top: 10px; font-size: 14px; }
summary { color: var(--accent); cursor: pointer; padding: 4px 0; width: fit-content; }
summary:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.lists { display: block; }
details.list { margin: 0 0 10px; padding: 0; font-size: 15px; }
details.list > summary { width: auto; padding: 13px 22px; color: var(--ink); }
details.list > summary h2 { display: inline; margin: 0; font-size: 16px; }
details.list > summary .length { color: var(--soft); margin-left: 10px; font-variant-numeric: tabular-nums; }
details.list > div { padding: 0 22px 20px; }
p.file a { color: var(--accent); font-weight: 600; }
p.file { margin: 12px 0 0; color: var(--soft); }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { text-align: left; vertical-align: top; padding: 8px 10px; border-bottom: 1px solid var(--line); }
thead th { color: var(--soft); font-size: 13px; font-weight: 600; line-height: 1.35; vertical-align: bottom; }
tbody th { font-weight: 600; }
tbody tr:last-child > * { border-bottom: 0; }
th:first-child { padding-left: 0; } td:last-child, th:last-child { padding-right: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
small { display: block; color: var(--soft); font-size: 13px; font-weight: 400; }
.none { color: var(--soft); font-style: italic; font-weight: 400; }
dd.big .none { font-size: 22px; font-style: normal; letter-spacing: 0; }
.more { color: var(--soft); margin: 12px 0 0; }
ol.due { list-style: none; margin: 8px 0 0; padding: 0; }
ol.due li { display: grid; grid-template-columns: 190px 1fr; gap: 2px 16px; padding: 8px 0; border-bottom: 1px solid var(--line); }
ol.due li:last-child { border-bottom: 0; }
h3.next { margin: 24px 0 4px; }
ol.due time, ol.due b { font-weight: 600; }
footer { color: var(--soft); font-size: 14px; padding: 10px 2px 0; }
footer h2 { font-size: 15px; color: var(--ink); }
footer ul { margin: 6px 0 0; padding-left: 18px; }
footer p { margin: 6px 0 0; }
${PHONE_STYLE}${PAPER_STYLE}`;
