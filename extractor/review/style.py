"""The style sheet of the desk and of the report. Certainty runs from red (`c0`) to white (`c3`); blue is a person's work."""

from __future__ import annotations

FONT = '"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif'

RECORD = """
.record{font-size:13px;line-height:1.45;color:#222}
.record table{border-collapse:collapse;width:100%;background:#fff;margin:0 0 10px}
.record caption{text-align:left;font-size:12px;color:#567}
.record th,.record td{border:1px solid #99a;padding:1px;vertical-align:middle;font-weight:400;text-align:left;white-space:normal}
.record thead th,.record .form th{background:#f3f5f8;padding:2px 6px}
.record .form th:not(.title){width:8.5em}
.record th.title{text-align:center;font-size:15px;background:#fff}
.record th.n{width:2.4em;text-align:center;background:#f3f5f8}
.cell{display:block;padding:2px 5px;min-height:1.5em;cursor:pointer;border-radius:2px;overflow-wrap:anywhere;white-space:pre-wrap}
.cell.c0{background:#ffb3a7}.cell.c1{background:#ffdf9e}.cell.c2{background:#fff8d6}
.cell.accepted{box-shadow:inset 3px 0 0 #43a047}
.cell.corrected{background:#d6e8ff;box-shadow:inset 3px 0 0 #1e66d0}
.cell.repaired{text-decoration:underline dotted #c2185b 1.5px;text-underline-offset:3px}
.cell.here{outline:3px solid #d50000;outline-offset:-1px}
.blank{color:#99a}
""".strip()

DESK = (
    RECORD
    + f"""
body{{font-family:{FONT};background:#eef0f3}}
.nicegui-content{{padding:0;gap:0}}
.q-header{{background:#263a53}}
.q-header a{{color:#fff;text-decoration:none;padding:2px 8px;border-radius:4px}}
.q-header a:hover{{background:#fff3}}
.desk{{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:10px;width:100%;height:calc(100vh - 52px);padding:10px}}
.pane{{overflow:auto;background:#fff;border:1px solid #ccd3dc;border-radius:4px;min-height:0;padding:8px}}
.side{{display:flex;flex-direction:column;gap:8px;min-height:0}}
.doubt{{background:#fff;border:1px solid #ccd3dc;border-radius:4px;padding:8px 12px;flex:none;font-size:14px}}
.doubt h2{{font-size:15px;margin:0;line-height:1.5;font-weight:600}}
.doubt .value{{font-size:20px;line-height:1.4;white-space:pre-wrap;overflow-wrap:anywhere;max-height:7em;overflow:auto}}
.editor textarea{{field-sizing:content;max-height:9em}}
.doubt .why{{color:#567;font-size:12px}}
.doubt .conflict{{color:#b71c1c;font-size:13px}}
svg.lens{{display:block;width:100%;background:#fff;border:1px solid #dde;margin:4px 0}}
svg.page{{width:100%;height:auto;display:block}}
svg .read{{fill:none;stroke:none;pointer-events:all;cursor:pointer}}
svg .read.c0{{fill:#ff3b1f;fill-opacity:.25}}svg .read.c1{{fill:#ffa400;fill-opacity:.22}}svg .read.c2{{fill:#ffe24a;fill-opacity:.2}}
svg .read:hover{{stroke:#1e66d0;stroke-width:2;vector-effect:non-scaling-stroke}}
svg .frame{{fill:none;stroke:#d50000;stroke-width:3;vector-effect:non-scaling-stroke;pointer-events:none}}
.lines{{list-style:none;margin:0;padding:0;font-size:13px}}
.lines li{{display:flex;flex-wrap:wrap;gap:2px 6px;padding:1px 0;border-bottom:1px solid #eef}}
.lines .n{{flex:none;width:3.5em;text-align:right;color:#99a}}
.lines .cell{{display:inline-block;background:#f3f5f8}}
.lines .framed{{outline:3px solid #d50000}}
.notes{{font-size:12.5px;line-height:1.5}}
.notes h3{{font-size:13px;margin:8px 0 2px;font-weight:600;line-height:1.4}}
.notes ul{{margin:0;padding-left:16px;list-style:disc}}
.notes i{{color:#778;font-style:normal}}
.notes .warning,.notes .error{{color:#b71c1c}}
.path{{color:#567;font-size:12px;overflow-wrap:anywhere}}
.list{{width:100%;max-width:1100px;margin:0 auto;padding:12px}}
.list table{{border-collapse:collapse;width:100%;background:#fff;font-size:14px}}
.list td{{border-bottom:1px solid #dde;padding:4px 8px}}
"""
)

FIGURES = f"""
.figures{{font-family:{FONT};font-size:14px;color:#222;max-width:1200px;margin:0 auto;padding:12px;display:grid;
 grid-template-columns:repeat(auto-fit,minmax(420px,1fr));gap:12px}}
.figures section{{background:#fff;border:1px solid #ccd3dc;border-radius:4px;padding:10px 14px;min-width:0}}
.figures section.wide{{grid-column:1/-1}}
.figures h2{{font-size:15px;margin:0 0 6px;line-height:1.4;font-weight:600}}
.figures p{{margin:2px 0;color:#567;font-size:12px}}
.figures .numbers{{display:flex;flex-wrap:wrap;gap:6px 28px}}
.figures .numbers b{{display:block;font-size:24px;line-height:1.2}}
.figures .numbers span{{color:#567;font-size:12px}}
.figures svg{{width:100%;height:auto;display:block}}
.figures table{{border-collapse:collapse;width:100%;font-size:13px}}
.figures td,.figures th{{border-bottom:1px solid #e3e7ec;padding:3px 6px;text-align:left;vertical-align:top}}
"""
