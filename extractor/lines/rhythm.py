"""How the rows of a table repeat: which of its columns each of them fills, and what stands above a cell.

Below a header nearly every row fills the same columns. A row that does so too is one of its own, however its words look; where
all rows do, nothing was wrapped over several of them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from .groups import column_word
from .vocabulary import whole_roles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..document import Row

WHOLE = "core|whole"
"""A row that fills its table's core in a document of which all rows do: no row of it was broken."""
_LEVELS = ("level1", "level2", "side")
_OFTEN = 0.5
"""Share of a table's rows that fill a column of its core, at least."""
_SHARES = (0.3, 0.6, 0.8, 0.99)
_ENOUGH = (3, 8)
"""Below so many rows, a share says less."""
_REACH = 2
"""Rows above a cell that are looked at for a label."""


def rhythm_features(
    rows: Sequence[Row], heads: Sequence[bool], body: Sequence[bool], full: Sequence[str], sums: Sequence[str]
) -> list[list[str]]:
    """For every row of several cells which columns it fills, compared with the other rows below its header.

    `heads`, `body`: whether a row is a header's, and whether it stands below one; `full`: how full the cells above it are;
    `sums`: ``|sum`` where it says that it sums others up.
    """
    found = [_under(rows, i) for i in range(len(rows))]
    tables = [_states(rows, places, _levels(rows, heads, places[0])) for places in _tables(rows, heads, body)]
    whole = _share([state for states in tables for state in states.values()])
    never = whole.startswith("1|") and whole != f"1|{_ENOUGH[0]}"
    for states in tables:
        share, kinds = _share(list(states.values())), ["top", *states.values(), "end"]
        for k, (place, state) in enumerate(states.items()):
            found[place] += [
                f"core|{share}",
                f"core|{state}|{share}",
                f"core|{state}{sums[place]}",
                f"core|{kinds[k]}>{state}|{share}",
                f"core|{state}<{kinds[k + 2]}|{share}",
                f"core|{state}|{full[place]}|gap{min(rows[place].gap, 1)}",
                f"core|{state}|{whole}|gap{min(rows[place].gap, 1)}",
            ]
            found[place] += [WHOLE] if never and state == "all" and not rows[place].gap else []
    return found


def _levels(rows: Sequence[Row], heads: Sequence[bool], first: int) -> frozenset[int]:
    """The columns that the header right above a table's first row names levels: merged or blank, they tell nothing of a row."""
    last = next((i for i in range(first - 1, -1, -1) if heads[i]), -1)
    begin = next((i for i in range(last, -1, -1) if not heads[i]), -1)
    cells = (cell for row in rows[begin + 1 : last + 1] for cell in row.filled)
    return frozenset(cell.column for cell in cells if column_word(cell.text.strip()) in _LEVELS)


def _states(rows: Sequence[Row], places: Sequence[int], levels: frozenset[int]) -> dict[int, str]:
    """How much of the table's core each of its rows fills, by the row's number."""
    core = _core([rows[place] for place in places]) - levels
    return {place: _state(rows[place], core, levels) for place in places}


def _tables(rows: Sequence[Row], heads: Sequence[bool], body: Sequence[bool]) -> Iterator[list[int]]:
    """The numbers of the rows with several cells below each header, less blank ones."""
    places: list[int] = []
    for i, row in enumerate(rows):
        if heads[i] or not body[i]:
            if places:
                yield places
            places = []
        elif len(row.cells) > 1 and row.filled:
            places.append(i)
    if places:
        yield places


def _core(rows: Sequence[Row]) -> frozenset[int]:
    """The columns that most of the rows with at least two cells in use fill."""
    whole = [row for row in rows if len(row.filled) > 1] or rows
    counts = Counter(cell.column for row in whole for cell in row.filled)
    return frozenset(column for column, count in counts.items() if count > _OFTEN * len(whole))


def _state(row: Row, core: frozenset[int], levels: frozenset[int]) -> str:
    filled = {cell.column for cell in row.filled}
    if filled <= levels:
        return "level"
    missing = len(core - filled)
    return "all" if not missing else "none" if missing == len(core) else "most" if missing * 2 <= len(core) else "some"


def _share(states: Sequence[str]) -> str:
    """How many of some rows fill the whole core, and whether there are enough of them to tell."""
    count = len(states) - states.count("level")
    share = states.count("all") / max(count, 1)
    some = next((f"{limit}" for limit in _ENOUGH if count < limit), "")
    return f"{next((f'{limit:g}' for limit in _SHARES if share < limit), '1')}|{some}"


def _under(rows: Sequence[Row], i: int) -> list[str]:
    """The labels that stand right above the cells of a row."""
    if len(rows[i].cells) < 2:
        return []
    columns = {cell.column for cell in rows[i].filled}
    found: dict[int, str] = {}
    for row in reversed(rows[max(i - _REACH, 0) : i]):
        for cell in row.filled:
            if cell.column in columns and cell.column not in found:
                found[cell.column] = min(whole_roles(cell.text.strip()), default="")
    roles = sorted({f"below|{role}" for role in found.values() if role})
    if not rows[i].cells[0].text.strip():
        roles += [f"{role}|blank" for role in roles]
    return [*roles, *([f"below{min(len(columns), 4)}"] if roles and all(found.get(at) for at in columns) else [])]
