"""How the labels of the five dumps were made: a first pass by the rules below, then corrections by hand.

    python training_data/label_dumps.py        # rewrites training_data/labels/*.tsv

Every row that the text reader makes of a dump (a line that is not blank, or a marked blank cell) gets one label of
`extractor.lines.labels.Label`. The pass follows the order of these forms: title, unit, fields, header, indicators. It
was written for these five dumps, looked through line by line beside the dump, and what it got wrong stands in
CORRECTIONS. Nothing of this file is used by the package.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.lines.labels import Label
from extractor.options import Options
from extractor.readers.text import read_text

if TYPE_CHECKING:
    from extractor.document import Row

HERE = Path(__file__).parent
HEAD = re.compile(r"^(一级指标|二级指标|三级指标|绩效指标描述|指标值|指标值确定依据|一级)$")
TITLE = re.compile(r"绩效(目标|指标)?表$")
SECTION = [
    (re.compile(r"^项目(编码|名称)?$"), Label.IDENTITY),
    (re.compile(r"^(预算规模及资金用途|预算数$|其中：财政资金)"), Label.BUDGET),
    (re.compile(r"^(资金用途|项目资金主要用途)"), Label.PURPOSE),
    (re.compile(r"^资金支出计划"), Label.PLAN),
    (re.compile(r"^(绩效目标|绩效|目标\d)"), Label.GOAL),
    (re.compile(r"^一级"), Label.HEADER),
]
CORRECTIONS: dict[str, dict[int, Label]] = {
    "000": {3: Label.OTHER, 4: Label.OTHER, 5: Label.OTHER},
    "004": {5625: Label.OTHER},
}


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


class Labeller:
    """Walks down one dump and remembers the section it is in."""

    def __init__(self, rows: tuple[Row, ...], one_cell: bool) -> None:
        self.rows, self.one_cell = rows, one_cell
        self.state = Label.OTHER
        self.columns = 0
        self.count = 0

    def run(self) -> list[Label]:
        return [self.cell(i) if self.one_cell else self.row(i) for i in range(len(self.rows))]

    def text(self, i: int) -> str:
        return squeeze(self.rows[i].text) if 0 <= i < len(self.rows) else ""

    def heading(self, i: int) -> bool:
        """A title line, or the first line of a title that breaks."""
        if self.rows[i].indented or len(self.rows[i].filled) != 1:
            return False
        return bool(
            TITLE.search(self.text(i))
            or (
                i + 1 < len(self.rows)
                and not self.rows[i + 1].indented
                and re.fullmatch(r"(项目)?绩效(目标|指标)表", self.text(i + 1))
            )
        )

    def unit(self, i: int) -> bool:
        return (
            bool(re.match(r"^(\d{6}\D|单位：)", self.text(i)))
            and len(self.rows[i].filled) == 1
            and (self.state in (Label.TITLE, Label.UNIT))
        )

    def section(self, text: str) -> Label | None:
        return next((label for pattern, label in SECTION if pattern.match(text)), None)

    def cell(self, i: int) -> Label:
        row, text = self.rows[i], self.text(i)
        if self.heading(i):
            self.state = Label.TITLE
            return self.state
        if self.unit(i):
            self.state = Label.UNIT
            return self.state
        if self.state is Label.INDICATOR and text in ("项目", "项目编码", "项目名称"):
            self.state = Label.IDENTITY
        if not row.indented:
            return Label.OTHER if self.state is Label.OTHER else Label.UP
        found = self.section(text) if self.state is not Label.INDICATOR else None
        if self.state is Label.HEADER and not HEAD.match(text):
            if (text == "" and all(self.text(k) == "" for k in range(i, i + 6))) or self.count:
                self.count = (self.count or 6) - 1
                return Label.OTHER
            self.state = Label.INDICATOR
        if self.state in (Label.HEADER, Label.INDICATOR):
            return self.state
        if self.state is Label.OTHER or (self.state is Label.TITLE and not text):
            return Label.OTHER
        if found and not (self.state is Label.GOAL and found not in (Label.GOAL, Label.HEADER)):
            self.state = found
        elif not text and self.state is Label.BUDGET and row.gap:
            self.state = Label.PURPOSE
        return self.state

    def row(self, i: int) -> Label:
        row = self.rows[i]
        filled = [squeeze(c.text) for c in row.filled]
        if self.heading(i):
            self.state = Label.TITLE
        elif self.unit(i):
            self.state = Label.UNIT
        elif filled[0] == "一级指标":
            self.state = Label.HEADER
        elif (
            self.state is Label.HEADER
            and self.rows[i - 1].gap
            and all(len(f) < 30 for f in filled)
            and not (row.cells[1].text.strip() and len(filled) > 3)
        ):
            return Label.UP
        elif self.state in (Label.HEADER, Label.INDICATOR):
            self.state = Label.INDICATOR
        elif self.state is Label.BUDGET and set(filled) <= {"0", "00"}:
            return Label.UP
        elif (found := self.section(filled[0])) and not (len(filled) > 1 and filled[1] == "预算数"):
            self.state = found
            if found is Label.BUDGET and len(filled) == 2:
                self.state = Label.PURPOSE
        elif "预算数" in filled:
            self.state = Label.BUDGET
        elif self.state is Label.BUDGET:
            self.state = Label.PURPOSE
        return self.state


def main() -> None:
    for path in sorted((HERE / "dumps").glob("*.txt")):
        document = read_text(path.read_bytes(), path.name, "", Options())
        labels = Labeller(document.rows, document.layout == "cells").run()
        fixes = CORRECTIONS.get(path.stem, {})
        lines = [
            f"{row.line}\t{fixes.get(row.line or 0, label)}" for row, label in zip(document.rows, labels, strict=True)
        ]
        (HERE / "labels" / f"{path.stem}.tsv").write_text("line\tlabel\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
