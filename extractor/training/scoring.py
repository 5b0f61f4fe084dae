"""Comparing extracted records with gold ones.

Records are compared as flat dictionaries (the form of training_data/gold). Every comparison ignores white space, folds by
NFKC, and reads the spellings of one comparison sign alike. Rows are paired by an order-keeping alignment.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..records import Project

FIELDS = (
    "title", "unit_code", "unit_name", "money_unit", "project_code", "project_name", "budget_total", "budget_fiscal",
    "budget_other", "budget_total_yuan", "budget_fiscal_yuan", "budget_other_yuan", "purpose", "spending_plan", "goals",
)  # fmt: skip
CELLS = ("level1", "level2", "level3", "description", "target", "basis")
_PAIRED = 0.35
"""Least likeness, 0..1, of two rows that are called the same row."""
_ENUMERATOR = re.compile(r"目标\d+[:、.]?|(?<!\d)\d{1,2}[.、](?!\d)")

Flat = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wrong:
    """One difference between gold and what was extracted, and where what was extracted stands."""

    text: str
    page: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        return self.text


@dataclass(slots=True)
class Score:
    """Counts that add up over documents."""

    files: int = 0
    files_right: int = 0
    """Files whose records are all right, with none too many."""
    projects: int = 0
    perfect: int = 0
    gold: int = 0
    predicted: int = 0
    exact: int = 0
    cells: int = 0
    """Cells of gold indicators that have a text, and fields of gold records that have one."""
    cells_right: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    errors: list[Wrong] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Add the counts of another document."""
        self.files += other.files
        self.files_right += other.files_right
        self.cells += other.cells
        self.cells_right += other.cells_right
        self.projects += other.projects
        self.perfect += other.perfect
        self.gold += other.gold
        self.predicted += other.predicted
        self.exact += other.exact
        self.wrong.update(other.wrong)
        self.errors += other.errors

    @property
    def indicator_f1(self) -> float:
        """F1 over indicators that are right in every cell, 0..1."""
        return 2 * self.exact / (self.gold + self.predicted) if self.gold + self.predicted else 1.0

    @property
    def perfect_projects(self) -> float:
        """Share of gold projects with every field and every row right, 0..1."""
        return self.perfect / self.projects if self.projects else 1.0

    @property
    def right_cells(self) -> float:
        """Share of gold cells that are right, 0..1."""
        return self.cells_right / self.cells if self.cells else 1.0


def flatten(project: Project) -> Flat:
    """A record in the flat form of gold records."""
    record = project.model_dump(by_alias=True)
    for part, amount in record["budget"].items():
        record[f"budget_{part}"] = amount["text"] if amount else None
        record[f"budget_{part}_yuan"] = amount["yuan"] if amount else None
    if record["spending_plan"] is not None:
        record["spending_plan"] = {step["by"]: step["text"] for step in record["spending_plan"]}
    for indicator in record["indicators"]:
        indicator["target"] = indicator["target"]["text"] if indicator["target"] else None
    return record


@lru_cache(maxsize=65536)
def _fold(text: str) -> str:
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    for spelling, sign in (("≧", "≥"), (">=", "≥"), ("=>", "≥"), ("≦", "≤"), ("<=", "≤"), ("=<", "≤")):
        text = text.replace(spelling, sign)
    return re.sub("[“”„‟]", '"', text).replace("‘", "'").replace("’", "'")


def comparable(record: Flat, name: str) -> str:
    """The comparison form of one field of a flat record."""
    value = record.get(name)
    if name == "goals":
        return re.sub(r"[,.;:。，；：、]", "", _ENUMERATOR.sub("", "".join(_fold(goal) for goal in value or [])))
    if name == "spending_plan":
        steps = {_fold(by): _fold(text or "") for by, text in (value or {}).items()}
        return json.dumps(kept, ensure_ascii=False) if (kept := {b: t for b, t in sorted(steps.items()) if t}) else ""
    if name.endswith("_yuan"):
        return _decimal(value)
    if name in ("title", "project_name"):
        return _fold(re.sub(r"^\s*\d+\s*[.、．]\s*", "", (value or "").replace("*", "")))
    return _fold(value or "")


def _decimal(value: str | None) -> str:
    try:
        return format(Decimal(value or "").normalize(), "f")
    except InvalidOperation:
        return value or ""


def row_text(indicator: Flat) -> str:
    """All cells of an indicator in their comparison form."""
    return "|".join(_fold(indicator.get(cell) or "") for cell in CELLS)


def _key(record: Flat) -> str:
    names = "|".join(_fold(indicator.get("level3") or "") for indicator in record["indicators"])
    return f"{comparable(record, 'project_name')}|{comparable(record, 'budget_total')}|{names[:60]}"


def pair(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """The order-keeping alignment of two sequences of texts with the greatest sum of likeness."""

    @cache
    def like(i: int, j: int) -> float:
        ratio = Levenshtein.normalized_similarity(left[i], right[j])
        return ratio if ratio >= _PAIRED else 0.0

    best = _table(len(left), len(right), like)
    pairs, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if like(i, j) and abs(best[i][j] - like(i, j) - best[i + 1][j + 1]) < 1e-9:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _table(n: int, m: int, like: Callable[[int, int], float]) -> list[list[float]]:
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], like(i, j) + best[i + 1][j + 1])
    return best


def score(gold: Sequence[Flat], projects: Sequence[Project], *, partly: bool = False) -> Score:
    """Compare the records of one document with its gold records.

    `partly`: the gold holds only some of the document's tables; records that pair with none of them are left out.
    """
    predicted = [flatten(project) for project in projects]
    pairs = pair([_key(record) for record in gold], [_key(record) for record in predicted])
    found = Score(files=1, projects=len(gold), gold=sum(len(record["indicators"]) for record in gold))
    counted = [j for _, j in pairs] if partly else range(len(predicted))
    found.predicted = sum(len(predicted[j]["indicators"]) for j in counted)
    for i, j in pairs:
        _project(gold[i], predicted[j], found)
    for i in sorted(set(range(len(gold))) - {i for i, _ in pairs}):
        found.cells += sum(map(bool, _cells(gold[i])))
        found.errors.append(Wrong(f"{gold[i].get('title')}: the whole table is missing"))
    found.files_right = int(found.perfect == len(gold) == len(counted))
    return found


def perfect_records(gold: Sequence[Flat], projects: Sequence[Project]) -> list[bool]:
    """For each record found in one document, whether it is right in every field and every indicator."""
    predicted = [flatten(project) for project in projects]
    gold_of = {j: i for i, j in pair([_key(record) for record in gold], [_key(record) for record in predicted])}
    found = []
    for j, record in enumerate(predicted):
        own = Score()
        if j in gold_of:
            _project(gold[gold_of[j]], record, own)
        found.append(own.perfect == 1)
    return found


def _project(gold: Flat, predicted: Flat, found: Score) -> None:
    title = gold.get("title")
    wrong = [name for name in FIELDS if comparable(gold, name) != comparable(predicted, name)]
    for name in wrong:
        text = f"{title}  {name}: «{comparable(gold, name)}» read as «{comparable(predicted, name)}»"
        found.errors.append(_at(text, predicted))
    rows, read = gold["indicators"], predicted["indicators"]
    expected, got = [row_text(row) for row in rows], [row_text(row) for row in read]
    pairs = pair(expected, got)
    right = sum(expected[i] == got[j] for i, j in pairs)
    found.errors += [
        _at(f"{title}: «{expected[i]}» read as «{got[j]}»", predicted, read[j])
        for i, j in pairs
        if expected[i] != got[j]
    ]
    missed, extra = set(range(len(expected))) - {i for i, _ in pairs}, set(range(len(got))) - {j for _, j in pairs}
    found.errors += [_at(f"{title}: «{expected[i]}» missed", predicted) for i in sorted(missed)]
    found.errors += [_at(f"{title}: «{got[j]}» is not printed", predicted, read[j]) for j in sorted(extra)]
    _count_cells(gold, predicted, pairs, found)
    found.wrong.update(wrong)
    found.exact += right
    found.perfect += not wrong and right == len(expected) == len(got)


def _count_cells(gold: Flat, predicted: Flat, pairs: Sequence[tuple[int, int]], found: Score) -> None:
    partner = {i: predicted["indicators"][j] for i, j in pairs}
    for name in FIELDS:
        _count_cell(comparable(gold, name), comparable(predicted, name), found)
    for i, row in enumerate(gold["indicators"]):
        for name in CELLS:
            _count_cell(_fold(row.get(name) or ""), _fold(partner.get(i, {}).get(name) or ""), found)


def _count_cell(gold: str, predicted: str, found: Score) -> None:
    if gold:
        found.cells += 1
        found.cells_right += gold == predicted


def _cells(gold: Flat) -> list[str]:
    fields = [comparable(gold, name) for name in FIELDS]
    return fields + [_fold(row.get(name) or "") for row in gold["indicators"] for name in CELLS]


def _at(text: str, project: Flat, indicator: Flat | None = None) -> Wrong:
    """A difference with the place of the indicator, else of the table, that was read."""
    source = project.get("source") or {}
    pages, lines = source.get("pages"), source.get("lines")
    page, line = pages[0] if pages else None, lines[0] if lines else None
    if indicator:
        own = indicator.get("lines")
        page, line = indicator.get("page") or page, own[0] if own else line
    return Wrong(text, page, line)
