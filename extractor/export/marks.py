"""Which cells of a workbook a reader should look at, and why."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from .rows import INDICATOR, ORIGIN, PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..records import Project, Repair

_DOUBTFUL = 0.9
_SURE = 0.95
_REVIEW = "review"
"""How the rules begin that corrections are told as, see `extractor.review.corrected`."""
_PATH = re.compile(r"indicators\[(\d+)\](?:\.(.+))?")


class Mark(Enum):
    """Why a cell is coloured: the colour, and what the legend says."""

    DOUBTFUL = ("#FFE699", "请核对：置信度低于 0.9，或有问题提示，或修复把握不大")
    REPAIRED = ("#E2EFDA", "已修复：与原文断行、断字不同，修复把握大；原文见 JSON Lines、Parquet 或 SQLite 导出")
    CORRECTED = ("#CFE2FF", "人工复核时改正；原读法见 JSON Lines、Parquet 或 SQLite 导出的修复记录")

    @property
    def colour(self) -> str:
        """Background as ``#RRGGBB``."""
        return self.value[0]

    @property
    def meaning(self) -> str:
        """One line for the legend."""
        return self.value[1]


_ORDER = (Mark.REPAIRED, Mark.DOUBTFUL, Mark.CORRECTED)

Marks = dict[str, Mark]
"""Marked columns of one row."""


def project_marks(projects: Sequence[Project]) -> list[Marks]:
    """For each row of the sheet of projects the columns to colour."""
    return [
        _columns((*PROJECT[2:], *ORIGIN, "confidence"), project.confidence, [x for x in _touched(project) if x[0] is None])
        for project in projects
    ]  # fmt: skip


def indicator_marks(projects: Sequence[Project]) -> list[Marks]:
    """For each row of the sheet of indicators the columns to colour; a project without indicators has one row."""
    marks: list[Marks] = []
    for project in projects:
        by_row: dict[int | None, list[tuple[int | None, str, Mark]]] = {}
        for touch in _touched(project):
            by_row.setdefault(touch[0], []).append(touch)
        marks += [_columns(INDICATOR, x.confidence, by_row.get(i, [])) for i, x in enumerate(project.indicators)]
        marks += [] if project.indicators else [{}]
    return marks


def _touched(project: Project) -> Iterator[tuple[int | None, str, Mark]]:
    """Indicator (None for the project's own fields), field and mark; the mark that counts comes last."""
    repairs = [(x.field, _mark(x)) for x in project.repairs]
    issues = [(x.field, Mark.DOUBTFUL) for x in project.issues if x.field]
    for field, mark in sorted(repairs + issues, key=lambda touch: _ORDER.index(touch[1])):
        found = _PATH.fullmatch(field)
        yield (int(found[1]), found[2] or "", mark) if found else (None, field, mark)


def _mark(repair: Repair) -> Mark:
    if repair.rule.startswith(_REVIEW):
        return Mark.CORRECTED
    return Mark.REPAIRED if repair.score >= _SURE else Mark.DOUBTFUL


def _columns(columns: Sequence[str], confidence: float, touches: Sequence[tuple[int | None, str, Mark]]) -> Marks:
    marks = dict.fromkeys(columns, Mark.DOUBTFUL) if confidence < _DOUBTFUL else {}
    for _, field, mark in touches:
        name = field.split("[")[0].replace(".", "_")
        found = [c for c in columns if not name or c == name or c.startswith(f"{name}_")]
        marks |= {c: mark for c in found if mark is Mark.CORRECTED or marks.get(c) is not Mark.DOUBTFUL}
    return marks
