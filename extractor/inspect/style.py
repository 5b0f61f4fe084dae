"""The style sheet of the HTML drawing. `--c` is the colour of a row's label, `--n` that of a note."""

from __future__ import annotations

STYLE = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;font:14px/1.5 "Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;
 color:#222;background:#eef0f3;display:grid;grid-template-columns:minmax(0,3fr) minmax(320px,2fr);gap:0 16px}
body.lines{grid-template-columns:minmax(0,3fr) minmax(280px,1fr)}
body.wide{grid-template-columns:minmax(0,1fr)}
body.wide main{padding-right:16px}
body.wide aside{padding-left:16px}
header{grid-column:1/-1;position:sticky;top:0;z-index:1;background:#fffd;padding:8px 16px;border-bottom:1px solid #ccd}
h1{font-size:16px;margin:0}
h2{font-size:14px;margin:16px 0 4px}
main{padding:16px 0 16px 16px}
aside{padding:0 16px 16px 0}
.legend{margin:4px 0 0;display:flex;flex-wrap:wrap;gap:4px 12px;align-items:center}
.key::before{content:"";display:inline-block;width:14px;height:14px;margin-right:4px;vertical-align:-2px;border-radius:2px;
 border:2px solid var(--c);background:color-mix(in srgb,var(--c) 25%,white)}
.key.note::before{border-radius:50%;background:var(--c)}
.hint{color:#667;font-size:12px}
body.paged main{position:sticky;top:64px;align-self:start;max-height:calc(100vh - 64px);overflow:auto}
h1{overflow-wrap:anywhere}
svg{width:100%;height:auto;display:block;background:#fff;box-shadow:0 1px 4px #0004}
svg text{font-size:8.5px;fill:#fff;pointer-events:none}
svg text.p{text-anchor:end}
svg text.badge{font-size:7.5px;text-anchor:middle}
svg .cell{fill:var(--c);fill-opacity:.13;stroke:var(--c);stroke-width:.8}
svg .row:hover .cell{fill-opacity:.22}
svg g:hover>.cell{fill-opacity:.38;stroke-width:1.6}
svg .tag{fill:var(--c)}
svg .tag.doubtful{stroke:#d50000;stroke-width:1.6}
svg .mark{fill:none;stroke:var(--n);stroke-width:1.6;pointer-events:none}
svg rect,svg circle{vector-effect:non-scaling-stroke}
svg circle.badge{fill:var(--n);stroke:#fff;stroke-width:.8}
svg a:target .cell{stroke-width:2.4;fill-opacity:.4}
ol,ul{margin:0;padding:0;list-style:none}
.rows li{display:flex;gap:8px;align-items:baseline;padding:2px 6px;background:color-mix(in srgb,var(--c) 9%,white);
 border-left:5px solid var(--c);scroll-margin-top:96px}
.rows li.gap{margin-top:10px}
li:target{outline:2px solid #222}
.n{flex:none;width:3.2em;text-align:right;color:#889;font-size:12px}
a.tag{flex:none;width:9.5em;padding:0 6px;border-radius:3px;background:var(--c);color:#fff;text-decoration:none;font-size:12px;
 display:flex;justify-content:space-between}
a.tag b{font-weight:400}
a.tag.doubtful{outline:2px solid #d50000}
.cells{flex:1;min-width:0;white-space:pre-wrap;overflow-wrap:anywhere}
.cells.grid{display:grid;align-self:stretch}
.cell{border:1px solid color-mix(in srgb,var(--c) 45%,white);padding:0 4px;margin:0 4px 2px 0;background:#fff;display:inline-block}
.cell:empty{min-width:2em;min-height:1.5em}
.grid .cell{margin:0;min-height:1.5em}
.cell:hover{background:color-mix(in srgb,var(--c) 25%,white)}
.cell.covered{background:none;border-color:#0000}
.cell.marked{outline:2px dashed var(--n);outline-offset:-1px}
.badge{display:inline-block;min-width:18px;padding:0 4px;margin:0 4px;border-radius:9px;background:var(--n);color:#fff;
 font-size:11px;text-align:center;text-decoration:none}
aside ul li a{color:inherit}
aside ul li,.notes li{background:#fff;border:1px solid #dde;border-radius:3px;padding:4px 8px;margin-bottom:4px;overflow-wrap:anywhere;
 scroll-margin-top:96px}
aside li .hint{display:block}
.notes b{color:var(--n);font-weight:600}
""".strip()
