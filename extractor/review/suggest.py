"""Which labels the rows of a table may have, by the words that stand in them and by the record that they should give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..assemble.naming import field_role
from ..lines.labels import Label
from ..lines.vocabulary import COLUMN_ROLES, HEADER_COLUMNS, SECTIONS, lookup, whole_roles
from ..training.scoring import CELLS
from .places import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Row

_OWN = 0.5
"""Least share of a row's text that is an indicator's."""
_ENOUGH = 1e-6


def suggest(rows: Sequence[Row], labels: Sequence[Label], gold: dict[str, Any], *, stream: bool) -> list[Label]:
    """Labels that the texts of the record's indicators suggest; other rows keep theirs. `stream`: each row is one cell."""
    wanted = [[fold(row.get(name) or "") for name in CELLS] for row in gold["indicators"]]
    owners = _owners(rows, wanted)
    found = list(labels)
    for k in range(len(wanted)):
        own = [i for i, owner in enumerate(owners) if owner == k]
        if not own:
            continue
        main = max(own, key=lambda i: (len(rows[i].filled), -i))
        for i in own:
            found[i] = Label.INDICATOR
            if stream and not any(text.startswith(fold(rows[i].text)) for text in wanted[k] if text):
                found[i] = Label.UP
            elif not stream and i != main:
                found[i] = Label.DOWN if i < main else Label.UP
    for i, owner in enumerate(owners):
        if owner is None and found[i] is Label.INDICATOR and rows[i].text.strip():
            found[i] = Label.OTHER
    return found


def suggest_form(rows: Sequence[Row], labels: Sequence[Label], gold: dict[str, Any], *, stream: bool) -> list[Label]:
    """Labels that the words of a form and the record's fields suggest for the rows above the first indicator."""
    first = next((i for i, label in enumerate(labels) if label is Label.INDICATOR and rows[i].text.strip()), 0)
    values = field_texts(gold)
    found = list(labels)
    for i, row in enumerate(rows):
        word = label_of_words(row, stream=stream)
        held = labels_that_hold(row, values)
        if word and (i < first or (word is Label.HEADER and found[i] is not Label.INDICATOR)):
            found[i] = word
        elif i < first and held and found[i] not in (*held, Label.UP, Label.DOWN):
            found[i] = held[0]
        elif 0 < i < first and not held and found[i] in (Label.TITLE, Label.UNIT, Label.INDICATOR, Label.HEADER):
            found[i] = found[i - 1]
    return found


def labels_that_hold(row: Row, values: dict[Label, str]) -> list[Label]:
    """The kinds of fields that hold a row's text; a title may have its number before it."""
    plain, title = fold(row.text), values[Label.TITLE]
    held = [label for label, text in values.items() if plain and plain in text]
    return [Label.TITLE, *held] if title and Label.TITLE not in held and plain.endswith(title) else held


def label_of_words(row: Row, *, stream: bool) -> Label | None:
    """The label of a row that names columns, or begins with the name of a field."""
    texts = [cell.text for cell in row.filled]
    if not texts:
        return None
    columns = sum(bool(whole_roles(text) & COLUMN_ROLES) for text in texts)
    if columns >= (1 if stream else HEADER_COLUMNS):
        return Label.HEADER
    if any(term.role == "goal_mark" for term in lookup(texts[0])):
        return Label.GOAL
    role = field_role(texts[0], Label.OTHER)
    return SECTIONS.get(role, Label.FIELD) if role else None


def field_texts(gold: dict[str, Any]) -> dict[Label, str]:
    """What the record holds of each kind of field, folded."""
    plan = gold["spending_plan"] or {}
    texts = {
        Label.TITLE: [gold["title"]],
        Label.UNIT: [gold["unit_code"], gold["unit_name"], f"单位：{gold['money_unit']}"],
        Label.IDENTITY: [gold["project_code"], gold["project_name"]],
        Label.BUDGET: [gold[f"budget_{part}"] for part in ("total", "fiscal", "other")],
        Label.PURPOSE: [gold["purpose"]],
        Label.PLAN: [text for step in plan.items() for text in step],
        Label.GOAL: gold["goals"],
    }
    return {label: fold("".join(filter(None, some))) for label, some in texts.items()}


def _owners(rows: Sequence[Row], wanted: Sequence[Sequence[str]]) -> list[int | None]:
    """For each row the indicator that it is a part of; indicators come in order."""
    count = len(wanted)
    best = [[0.0] * (count + 1) for _ in range(len(rows) + 1)]
    shares = [[_share(row, texts) for texts in wanted] for row in rows]
    for i in reversed(range(len(rows))):
        best[i][count] = 0.0
        for k in reversed(range(count)):
            own = shares[i][k] - _OWN
            best[i][k] = max(best[i + 1][k], best[i][k + 1], own + best[i + 1][k] if own > 0 else 0.0)
    owners: list[int | None] = [None] * len(rows)
    i = k = 0
    while i < len(rows) and k < count:
        own = shares[i][k] - _OWN
        if own > 0 and abs(best[i][k] - own - best[i + 1][k]) < _ENOUGH:
            owners[i] = k
            i += 1
        elif best[i][k] == best[i][k + 1]:
            k += 1
        else:
            i += 1
    return owners


def _share(row: Row, texts: Sequence[str]) -> float:
    """The share of a row's letters that stand in one of the texts, 0..1."""
    plain = [fold(cell.text) for cell in row.filled]
    held = sum(len(cell) for cell in plain if any(cell in text for text in texts if text))
    return held / max(sum(map(len, plain)), 1)
