"""Where repairs and issues stand: the rows of each table, and in them the cells that a field was read from.

Records name lines, or page and box, but no cells; and of Word, Excel and HTML not even those. So a field's place is looked
for by its printed text among the rows of its own table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..document import Row
    from ..records import Indicator, Issue, Project, Repair

    Place = tuple[int, int | None]
    """Number of a row, and of a cell in it; None for the whole row."""

_PART = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_INDICATOR = re.compile(r"indicators\[(\d+)\]")


class Places:
    """The rows of the projects of a document."""

    def __init__(self, rows: Sequence[Row], projects: Sequence[Project]) -> None:
        self._rows = rows
        self._by_line = {row.line: i for i, row in enumerate(rows) if row.line is not None}
        self._plain = [[_plain(cell.text) for cell in row.cells] for row in rows]
        self._projects = projects
        self._indicators: list[list[list[int]]] = []
        """For each project and indicator the numbers of its rows."""
        self._spans: list[range] = []
        self._taken: set[tuple[int, str, int, int]] = set()
        start = 0
        for project in projects:
            found = list(self._follow(project, start))
            end = max((row for rows in found for row in rows), default=start - 1) + 1
            self._indicators.append(found)
            self._spans.append(range(start, end))
            start = end
        behind = range(start, len(rows))
        for number in reversed(range(len(projects))):  # without indicators its end is not known: at most the next one's
            self._spans[number] = behind = self._spans[number] or behind

    def rows_of(self, project: int) -> range:
        """The rows of a project: from behind the last indicator of the one before to its own (or the next) last."""
        return self._spans[project]

    def of_repair(self, project: int, repair: Repair) -> frozenset[Place]:
        """The cells that hold the pieces; each of several alike is given once."""
        rows = self._narrowed(project, repair.field, repair.lines)
        found: set[Place] = set()
        for piece in filter(None, map(_plain, repair.pieces)):
            hits = self._holding(rows, piece)
            fresh = [hit for hit in hits if (project, piece, *hit) not in self._taken] or hits
            if fresh:
                found.add(fresh[0])
                self._taken.add((project, piece, *fresh[0]))
        return frozenset(found) or (self._whole(rows) if repair.lines else frozenset())

    def of_issue(self, project: int, issue: Issue) -> frozenset[Place]:
        """The row of an indicator, or the cells that hold the text of a field."""
        rows = self._narrowed(project, issue.field, issue.lines)
        if issue.lines is not None or (issue.field and _INDICATOR.match(issue.field)):
            return self._whole(rows)
        texts = _texts(_value(self._projects[project].model_dump(), issue.field or ""))
        return frozenset(hit for text in texts for hit in self._holding(rows, text)[:1])

    def _narrowed(self, project: int, field: str | None, lines: tuple[int, int] | None) -> list[int]:
        """The rows in which a field can stand."""
        if lines is not None:
            return self._within(lines)
        indicator = _INDICATOR.match(field or "")
        if indicator and int(indicator[1]) < len(self._indicators[project]):
            return self._indicators[project][int(indicator[1])]
        return list(self._spans[project])

    def _within(self, lines: tuple[int, int]) -> list[int]:
        """The rows of a range of lines."""
        return [self._by_line[line] for line in range(lines[0], lines[1] + 1) if line in self._by_line]

    def _holding(self, rows: Iterable[int], text: str) -> list[tuple[int, int]]:
        """Cells with this text, or else those that hold it."""
        cells = [(i, k, plain) for i in rows for k, plain in enumerate(self._plain[i]) if text in plain]
        return [(i, k) for i, k, plain in cells if plain == text] or [(i, k) for i, k, _ in cells]

    def _whole(self, rows: Iterable[int]) -> frozenset[Place]:
        return frozenset((i, None) for i in rows if any(self._plain[i]))

    def _follow(self, project: Project, start: int) -> Iterator[list[int]]:
        """The rows of each indicator, one after the other."""
        at = start
        for indicator in project.indicators:
            rows = self._find(indicator, at)
            yield rows
            at = max(rows, default=at - 1) + 1

    def _find(self, indicator: Indicator, start: int) -> list[int]:
        """The rows of its lines, or the first row at or behind `start` that holds most of its texts."""
        if indicator.lines is not None:
            return self._within(indicator.lines)
        wanted = _texts(indicator.model_dump(include={"level3", "description", "basis"}))
        wanted += [_plain(indicator.target.text)] if indicator.target else []
        best, most = -1, 0
        for i in range(start, len(self._rows)):
            if indicator.page is not None and self._rows[i].page != indicator.page:
                continue
            hits = sum(any(text in plain for plain in self._plain[i]) for text in wanted)
            if hits > most:
                best, most = i, hits
            if most == len(wanted):
                break
        return [best] if most else []


def _plain(text: str) -> str:
    return "".join(text.split())


def _value(record: Any, field: str) -> Any:
    """What a record holds under a name such as ``indicators[2].target``; None where there is nothing."""
    for number, name in _PART.findall(field):
        if number and isinstance(record, list) and int(number) < len(record):
            record = record[int(number)]
        elif name and isinstance(record, dict):
            record = record.get(name)
        else:
            return None
    return record


def _texts(value: Any) -> list[str]:
    """The printed texts in a part of a record, without blanks."""
    if isinstance(value, str):
        return [_plain(value)] if value.strip() else []
    if isinstance(value, list):
        return [text for part in value for text in _texts(part)]
    if isinstance(value, dict):
        return [text for name, part in value.items() if name != "yuan" for text in _texts(part)]
    return []
