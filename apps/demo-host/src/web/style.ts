/** The one style sheet, written into each page; the content security policy names its hash. */
export const STYLE = `
:root { color-scheme: light; --ink: #1d2533; --soft: #5c6675; --line: #e3e7ee; --back: #f3f5f9; --card: #fff; --accent: #2457d6; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); line-height: 1.5; -webkit-text-size-adjust: 100%;
  font: 15px/1.5 -apple-system, "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei", "Noto Sans CJK SC", "Segoe UI", Roboto, sans-serif; }
header, main, footer { max-width: 560px; margin: 0 auto; padding: 0 16px; }
header { padding-top: 18px; }
h1 { margin: 0; font-size: 21px; line-height: 1.35; }
h2 { margin: 0 0 8px; font-size: 15px; }
a { color: var(--accent); text-decoration: none; }
.project { color: var(--soft); font-size: 13px; }
.meta { display: flex; flex-wrap: wrap; gap: 6px; margin: 8px 0 0; padding: 0; list-style: none; font-size: 12.5px; color: var(--soft); }
.meta li { background: #e8ecf4; border-radius: 10px; padding: 1px 9px; }
.charts { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; padding-top: 14px; }
.card { grid-column: 1 / -1; background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 14px; min-width: 0; }
.card.narrow { grid-column: auto; }
.figure { font-size: 25px; font-weight: 650; line-height: 1.2; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.figure small { font-size: 13px; font-weight: 400; color: var(--soft); margin-left: 3px; }
.facts { margin: 6px 0 0; font-size: 12.5px; color: var(--soft); }
.facts div { display: flex; justify-content: space-between; gap: 8px; }
.facts dd { margin: 0; color: var(--ink); font-variant-numeric: tabular-nums; text-align: right; }
.scroll { overflow-x: auto; margin: 0 -14px; padding: 0 14px; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th { text-align: left; font-weight: 500; color: var(--soft); white-space: nowrap; }
th, td { word-break: keep-all; padding: 6px 10px 6px 0; border-bottom: 1px solid var(--line); }
tr > :last-child { padding-right: 0; }
tr:last-child td { border-bottom: 0; }
.num { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.date { white-space: nowrap; }
.bars { margin: 0; }
.bars dt { display: flex; justify-content: space-between; gap: 12px; font-size: 13px; }
.bars dt span:last-child { color: var(--soft); font-variant-numeric: tabular-nums; white-space: nowrap; }
.bars dd { margin: 1px 0 8px; }
.bars svg { display: block; width: 100%; height: 8px; }
.bars dd:last-child { margin-bottom: 0; }
.track { fill: #edf0f6; }
.bar { fill: var(--accent); }
.plot { display: block; width: 100%; height: auto; }
.plot text { font-size: 11px; fill: var(--soft); }
.grid { stroke: var(--line); }
.plot path { fill: none; stroke-width: 1.8; stroke-linejoin: round; }
.s0 { stroke: #2457d6; fill: #2457d6; } .s1 { stroke: #e07b00; fill: #e07b00; } .s2 { stroke: #1a9a76; fill: #1a9a76; }
.s3 { stroke: #8b52c7; fill: #8b52c7; } .s4 { stroke: #c93a5b; fill: #c93a5b; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 14px; margin: 6px 0 0; padding: 0; list-style: none; font-size: 12.5px; color: var(--soft); }
.legend svg { width: 14px; height: 8px; margin-right: 5px; }
.notice { margin: 0; padding: 14px; border-radius: 8px; background: var(--back); color: var(--soft); text-align: center; font-size: 13.5px; }
.notice.failed { background: #fdf0ee; color: #a3341f; }
.warning { margin: 8px 0 0; font-size: 12.5px; color: #94620a; }
.pages { margin: 0; padding: 0; list-style: none; }
.pages li { display: flex; justify-content: space-between; align-items: baseline; gap: 10px; padding: 9px 0; border-bottom: 1px solid var(--line); }
.pages li:last-child { border-bottom: 0; }
.badge { flex: none; font-size: 12px; color: var(--soft); border: 1px solid var(--line); border-radius: 10px; padding: 0 8px; }
.message { text-align: center; padding: 34px 18px; }
.message h1 { margin-bottom: 8px; }
.message p { margin: 0 0 14px; color: var(--soft); }
form { max-width: 300px; margin: 0 auto; text-align: left; }
label { display: block; font-size: 13px; color: var(--soft); margin-bottom: 10px; }
input { display: block; width: 100%; font: inherit; padding: 9px 10px; border: 1px solid #c9d0dc; border-radius: 8px; }
button { width: 100%; font: inherit; padding: 10px; border: 0; border-radius: 8px; background: var(--accent); color: #fff; }
.error { color: #a3341f; }
footer { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 16px; padding-top: 16px; padding-bottom: 26px; font-size: 12.5px; color: var(--soft); }
`;
