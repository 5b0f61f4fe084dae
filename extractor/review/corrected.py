"""A record with the corrections that count.

What was corrected is told as a repair of the rule ``review``, so that every export shows it. A correction counts only where
the text that it replaced is still what was read: after another extraction with another result it is `stale` and shown to
the reviewer instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..assemble.checks import check
from ..records import Indicator, Repair
from .fields import Place, cells, parse, part_of, put, put_cell, texts
from .journal import Action, counting, live
from .places import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..records import Issue, Project
    from .fields import Path
    from .journal import Entry

RULE, ADDED, REMOVED = "review", "review-added", "review-removed"
"""Rules of the repairs that corrections are told as."""
_NUMBER = re.compile(r"^(indicators|goals)\[(\d+)\]")


@dataclass(slots=True)
class Corrected:
    """A record as reviewers left it."""

    project: Project
    rows: list[Place]
    """For each indicator the row's number as read."""
    goals: list[Place]
    marks: dict[str, Entry] = field(default_factory=dict)
    """Of each field that was seen, the entry that counts."""
    stale: list[Entry] = field(default_factory=list)
    """Corrections of what is no longer read."""
    train: bool = False
    """Marked as training data."""

    def texts(self) -> dict[str, str]:
        """The text of each field by its name, in printed order."""
        found = texts(self.project, map(str, self.rows))
        goals = {f"goals[{k}]": f"goals[{place}]" for k, place in enumerate(self.goals)}
        return {goals.get(name, name): text for name, text in found.items()}

    def settled(self, name: str) -> Entry | None:
        """The entry by which a field counts as seen: its own, or that of its row."""
        return self.marks.get(name) or self.marks.get(part_of(name))


def correct(project: Project, entries: Sequence[Entry]) -> Corrected:
    """The record with what the journal says of it; `project` itself is not changed."""
    return _Corrector(project, entries).run()


class _Corrector:
    def __init__(self, project: Project, entries: Sequence[Entry]) -> None:
        self._read = project
        self._texts = texts(project)
        self._first = _first_seen(live(entries))
        self._counting = sorted(counting(entries).values(), key=lambda entry: entry.number)
        self._project = project.model_copy(deep=True)
        self._rows = {Place(i): row for i, row in enumerate(self._project.indicators)}
        self._goals = {Place(i): goal for i, goal in enumerate(project.goals)}
        self._found = Corrected(self._project, [], [])
        self._told: list[tuple[Entry, str, list[str], str]] = []

    def run(self) -> Corrected:
        for entry in self._counting:
            self._apply(entry)
        found, project = self._found, self._project
        found.rows, found.goals = sorted(self._rows), sorted(self._goals)
        project.indicators = [self._rows[place] for place in found.rows]
        project.goals = [self._goals[place] for place in found.goals]
        self._renumber()
        self._tell()
        self._grade()
        return found

    def _apply(self, entry: Entry) -> None:
        if entry.action in (Action.TRAIN, Action.UNTRAIN):
            self._found.train = entry.action is Action.TRAIN
            return
        path = parse(entry.field)
        fits = entry.action is Action.ACCEPT or (path is not None and self._change(entry, path))
        if fits:
            self._found.marks[entry.field] = entry
        else:
            self._found.stale.append(entry)

    def _change(self, entry: Entry, path: Path) -> bool:
        """Bring one entry into the record; False where it does not fit what was read."""
        if path.place is None:
            return self._fits(entry) and self._tell_of(entry, path) and put(self._project, entry.field, entry.after)
        rows = self._rows if path.what == "indicators" else self._goals
        if (entry.action is Action.ADD) is (path.place in rows):
            return False
        if entry.action is Action.ADD:
            return self._add(path, path.place, entry)
        if entry.action is Action.REMOVE:
            return self._remove(entry, path, path.place)
        return self._replace(entry, path, path.place)

    def _replace(self, entry: Entry, path: Path, place: Place) -> bool:
        if not self._fits(entry):
            return False
        if path.what == "goals":
            self._goals[place] = entry.after or ""
        elif path.cell is not None:
            put_cell(self._rows[place], path.cell, entry.after)
        return self._tell_of(entry, path)

    def _add(self, path: Path, place: Place, entry: Entry) -> bool:
        if path.what == "goals":
            self._goals[place] = entry.after or ""
        else:
            above = self._rows.get(Place(place.row))
            self._rows[place] = Indicator(page=above.page if above else None)
        self._told.append((entry, ADDED, [], entry.after or ""))
        return True

    def _remove(self, entry: Entry, path: Path, place: Place) -> bool:
        held = self._goals[place] if path.what == "goals" else row_text(self._rows[place])
        if place.behind == 0 and fold(held) != fold(entry.before or ""):
            return False
        self._told.append((entry, REMOVED, [entry.before or ""], ""))
        if path.what == "goals":
            del self._goals[place]
        else:
            del self._rows[place]
        return True

    def _fits(self, entry: Entry) -> bool:
        """Whether what was first corrected is what is read now, or what is read now is right already."""
        path = parse(entry.field)
        if path is not None and path.place is not None and path.place.behind:
            return True
        now = fold(self._texts.get(entry.field, ""))
        return now in (fold(self._first[entry.field] or ""), fold(entry.after or ""))

    def _tell_of(self, entry: Entry, path: Path) -> bool:
        """Note a correction, unless it came back to what was read or the cell's row is a new one."""
        read = self._texts.get(entry.field)
        if (read or "") != (entry.after or "") and not (path.place and path.place.behind):
            self._told.append((entry, RULE, [read] if read else [], entry.after or ""))
        return True

    def _renumber(self) -> None:
        """Repairs and issues name rows by their number: bring it in step, and drop those of removed rows."""
        numbers = {"indicators": _numbers(self._found.rows), "goals": _numbers(self._found.goals)}
        project = self._project
        before = [str(issue) for issue in check(self._read)]
        kept: list[Issue] = [issue for issue in project.issues if str(issue) not in before]
        project.repairs = [one for one in project.repairs if _renamed(one, numbers)]
        project.issues = [*check(project), *(one for one in kept if _renamed(one, numbers))]

    def _tell(self) -> None:
        """List the corrections as repairs, under the numbers that rows have now."""
        now = {f"indicators[{place}]": f"indicators[{k}]" for k, place in enumerate(self._found.rows)}
        now |= {f"goals[{place}]": f"goals[{k}]" for k, place in enumerate(self._found.goals)}
        for entry, rule, pieces, after in self._told:
            row, dot, cell = entry.field.partition("].")
            whole = f"{row}]" if dot else entry.field
            place = now.get(whole, "indicators" if whole.startswith("indicators") else whole)
            name = f"{place}.{cell}" if dot else place
            added = self._rows.get(_place(entry.field)) if rule == ADDED else None
            to = row_text(added) if added else after
            self._project.repairs.append(Repair.of(name, pieces, to, rule, 1.0))

    def _grade(self) -> None:
        """A row that a person saw in every cell is certain."""
        for place, row in zip(self._found.rows, self._project.indicators, strict=True):
            name = f"indicators[{place}]"
            whole = name in self._found.marks
            if whole or all(f"{name}.{cell}" in self._found.marks for cell, _ in cells(row)):
                row.confidence = 1.0
        if self._found.marks and self._project.indicators:
            self._project.confidence = min(row.confidence for row in self._project.indicators)


def row_text(row: Indicator) -> str:
    """A row's cells, joined by tabs."""
    return "\t".join(text for _, text in cells(row))


def _first_seen(entries: Iterable[Entry]) -> dict[str, str | None]:
    """What each field held before anybody touched it."""
    found: dict[str, str | None] = {}
    for entry in entries:
        found.setdefault(entry.field, entry.before)
    return found


def _place(name: str) -> Place:
    """The place of a row's name; of other fields one that no row has."""
    path = parse(name)
    return path.place if path and path.place and path.what == "indicators" else Place(-1)


def _numbers(places: Sequence[Place]) -> dict[int, int]:
    """The new number of each row that was read."""
    return {place.row: k for k, place in enumerate(places) if not place.behind}


def _renamed(one: Repair | Issue, numbers: dict[str, dict[int, int]]) -> bool:
    """Give a repair or an issue the row's new number; False where the row is gone."""
    found = _NUMBER.match(one.field or "")
    if not found:
        return True
    number = numbers[found[1]].get(int(found[2]))
    if number is None:
        return False
    one.field = f"{found[1]}[{number}]{(one.field or '')[found.end() :]}"
    return True
