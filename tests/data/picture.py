"""Draw the README's picture: lines of a real dump, and the record that comes out of them.

python tests/data/picture.py        # rewrites tests/data/picture.svg
"""

from __future__ import annotations

import json
import unicodedata
from html import escape
from pathlib import Path

from extractor import extract

ROOT = Path(__file__).parents[2]
ORDINAL = 2
LINES = (*range(29, 38), *range(46, 52))
SIZE, LEADING, WIDTH = 13, 20, 1240


def clip(text: str, width: int) -> str:
    used, kept = 0, ""
    for letter in text:
        used += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if used > width:
            return f"{kept}…"
        kept += letter
    return kept


def left(dump: list[str]) -> list[tuple[str, str]]:
    return [(f"{number:>3}  ", clip(dump[number - 1].replace("\t", " ⇥ "), 66)) for number in LINES]


def right() -> list[str]:
    project = extract(ROOT / "training_data" / "dumps" / "000.txt").projects[ORDINAL - 1]
    record = json.loads(project.to_json())
    broken = next(i for i in record["indicators"] if i["lines"][0] != i["lines"][1])
    shown = {name: record[name] for name in ("title", "ordinal", "unit_code", "money_unit", "project_name")}
    shown["budget"] = {"total": record["budget"]["total"]}
    lines = json.dumps(shown, ensure_ascii=False, indent=1).splitlines()[1:-1]
    kept = {k: broken[k] for k in ("level1", "level2", "level3", "target", "lines", "confidence")}
    kept["target"] = {k: v for k, v in kept["target"].items() if v}
    body = [f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}," for name, value in kept.items()]
    return ["{", *lines[:-1], f"{lines[-1]},", ' "indicators": [ …, {', *body, " }, … ] }"]


def main() -> None:
    dump = (ROOT / "training_data" / "dumps" / "000.txt").read_text(encoding="utf-8").split("\n")
    rows, record = left(dump), right()
    height = 60 + LEADING * max(len(rows), len(record))
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" font-size="{SIZE}" '
        "font-family=\"ui-monospace, Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace\">",
        f'<rect width="{WIDTH}" height="{height}" rx="8" fill="#f6f8fa"/>',
        '<text x="20" y="28" font-weight="bold" fill="#57606a">a dump, as it comes</text>',
        '<text x="680" y="28" font-weight="bold" fill="#57606a">its record</text>',
    ]
    for k, (number, text) in enumerate(rows):
        y = 56 + LEADING * k
        colour = "#cf222e" if text.startswith((" ⇥ 标", "一级指标")) or ".0 0" in text else "#24292f"
        out.append(f'<text x="20" y="{y}" fill="#8c959f">{number}</text>')
        out.append(f'<text x="58" y="{y}" fill="{colour}" xml:space="preserve">{escape(text)}</text>')
    out += [
        f'<text x="680" y="{56 + LEADING * k}" fill="#0550ae" xml:space="preserve">{escape(clip(text, 74))}</text>'
        for k, text in enumerate(record)
    ]
    (Path(__file__).parent / "picture.svg").write_text("\n".join([*out, "</svg>"]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
