"""A record laid out by a form: tables of cells whose sides are given in thousandths of the table's width."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.maker.form import Form, Levels
    from tests.maker.gold import Gold, GoldIndicator

Role = Literal["title", "unit", "label", "value", "indicator"]
Rows = list[list["Cell"]]

WIDTH = 1000
_COLUMNS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "description": "绩效指标描述",
    "target": "指标值",
    "basis": "指标值确定依据",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell between `left` and `right`, `down` rows high; the rows below leave out the places that it covers."""

    text: str
    left: int
    right: int
    down: int = 1
    role: Role = "value"
    inner: Grid | None = None
    """A table inside the cell."""
    right_aligned: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """One table."""

    rows: tuple[tuple[Cell, ...], ...]
    headers: int = 0
    """Rows at the top that a page may repeat."""
    touches: bool = False
    """Stands directly below the table above."""

    @property
    def edges(self) -> list[int]:
        """The sides of all columns, from 0 to `WIDTH`."""
        return sorted({0, WIDTH, *(side for row in self.rows for cell in row for side in (cell.left, cell.right))})

    @property
    def widths(self) -> list[int]:
        """The widths of all columns."""
        return [right - left for left, right in pairwise(self.edges)]

    def columns(self, cell: Cell) -> tuple[int, int]:
        """First grid column of `cell`, and how many it covers."""
        edges = self.edges
        return edges.index(cell.left), edges.index(cell.right) - edges.index(cell.left)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One project as it is printed: lines above, then tables."""

    title: str
    unit: tuple[str, str] | None
    """The 单位 line, left and right; None where it is a row of the table or there is none."""
    grids: tuple[Grid, ...]


def sheets(records: Sequence[Gold], form: Form) -> list[Sheet]:
    """Lay out `records`, which `gold.shown` has made ready for `form`."""
    columns = _columns(records, form)
    return [_sheet(record, form, columns) for record in records]


def _sheet(record: Gold, form: Form, columns: list[str]) -> Sheet:
    title = record["title"] or ""
    unit = _unit(record)
    fields = _fields(record, form)
    if unit and form.unit_row:
        fields.insert(0, _unit_row(unit))
    grids = _grids(fields, _indicators(record, form, columns), form)
    heading = title if record["ordinal"] is None else f"{record['ordinal']}.{title}"
    return Sheet(heading, None if form.unit_row else unit, grids)


def _grids(fields: Rows, indicators: Rows, form: Form) -> tuple[Grid, ...]:
    if form.parts == "one":
        return (Grid(_frozen(fields + indicators)),)
    below = Grid(_frozen(indicators), headers=0 if form.side_label else 1, touches=form.parts == "flush")
    if form.parts == "nested":
        return (Grid(_frozen([*fields, [Cell("", 0, WIDTH, inner=replace(below, headers=0))]])),)
    return (Grid(_frozen(fields)), below)


def _frozen(rows: Rows) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(row) for row in rows)


def _unit(record: Gold) -> tuple[str, str] | None:
    left = f"{record['unit_code'] or ''}{record['unit_name'] or ''}"
    right = f"单位：{record['money_unit']}" if record["money_unit"] else ""
    return (left, right) if left or right else None


def _unit_row(unit: tuple[str, str]) -> list[Cell]:
    return [Cell(unit[0], 0, 720, role="unit"), Cell(unit[1], 720, WIDTH, role="unit", right_aligned=True)]


def _fields(record: Gold, form: Form) -> Rows:
    return [
        _identity(record, form),
        *_budget(record),
        *_plan(record),
        *_goals(record["goals"], form),
    ]


def _identity(record: Gold, form: Form) -> list[Cell]:
    name = record["project_name"] or ""
    if not record["project_code"] and not form.code_row:
        return [_label("项目名称", 0, 160), Cell(name, 160, WIDTH)]
    code = Cell(record["project_code"] or "", 160, 440)
    return [_label("项目编码", 0, 160), code, _label("项目名称", 440, 580), Cell(name, 580, WIDTH)]


def _budget(record: Gold) -> Rows:
    amounts = [
        _label("预算数", 160, 290),
        Cell(record["budget_total"] or "", 290, 440),
        _label("其中：财政资金", 440, 580),
        Cell(record["budget_fiscal"] or "", 580, 730),
        _label("其他资金", 730, 860),
        Cell(record["budget_other"] or "", 860, WIDTH),
    ]
    return [
        [_label("预算规模及资金用途", 0, 160, down=2), *amounts],
        [Cell(record["purpose"] or "", 160, WIDTH)],
    ]


def _plan(record: Gold) -> Rows:
    plan = record["spending_plan"]
    if plan is None:
        return []
    sides = _sides([1.0] * len(plan), 160)
    periods = [_label(by, left, right) for by, (left, right) in zip(plan, sides, strict=True)]
    values = [Cell(text or "", left, right) for text, (left, right) in zip(plan.values(), sides, strict=True)]
    return [[_label("资金支出计划（%）", 0, 160, down=2), *periods], list(values)]


def _goals(goals: list[str], form: Form) -> Rows:
    if not form.goal_labels or len(goals) == 0:
        return [[_label("绩效目标", 0, 160), Cell("\n".join(goals), 160, WIDTH)]]
    rows = [[_label(f"目标{n}", 160, 290), Cell(goal, 290, WIDTH)] for n, goal in enumerate(goals, start=1)]
    rows[0].insert(0, _label("绩效目标", 0, 160, down=len(goals)))
    return rows


def _columns(records: Sequence[Gold], form: Form) -> list[str]:
    rows = [row for record in records for row in record["indicators"]]
    optional = {"description", "basis"}
    fixed = [key for key in _COLUMNS if key not in optional or any(row[key] for row in rows)]  # type: ignore[literal-required]
    return [*fixed, *form.extra]


def _indicators(record: Gold, form: Form, columns: list[str]) -> Rows:
    weights = dict(zip(_COLUMNS, form.widths, strict=True))
    sides = _sides([weights.get(column, 10) for column in columns], 80 if form.side_label else 0)
    header = [_label(_COLUMNS.get(column, column), *side) for column, side in zip(columns, sides, strict=True)]
    rows = [header, *_levelled(record["indicators"], form, columns, sides)]
    if form.side_label:
        rows[0] = [_label(form.side_label, 0, 80, down=len(rows)), *header]
    return rows


def _levelled(
    indicators: list[GoldIndicator], form: Form, columns: list[str], sides: list[tuple[int, int]]
) -> Iterator[list[Cell]]:
    first = _heights([row["level1"] or "" for row in indicators], form.level1)
    second = _heights([f"{row['level1']}\n{row['level2']}" for row in indicators], form.level2)
    for row, one, two in zip(indicators, first, second, strict=True):
        shapes = {"level1": one, "level2": two}
        cells = []
        for column, (left, right) in zip(columns, sides, strict=True):
            text, down = _text(row, column), shapes.get(column, 1)
            if down == -1:
                continue
            cells.append(Cell(text if down else "", left, right, max(down, 1), "indicator"))
        yield cells


def _text(row: GoldIndicator, column: str) -> str:
    return (row[column] if column in _COLUMNS else row["extra"].get(column)) or ""  # type: ignore[literal-required]


def _heights(values: list[str], levels: Levels) -> list[int]:
    """For each row the height of its level cell: 0 for a blank cell, -1 for one covered by a cell above."""
    if levels == "repeated":
        return [1] * len(values)
    heights: list[int] = []
    for _, group in groupby(values):
        count = len(list(group))
        heights += [count] + [-1] * (count - 1) if levels == "merged" else [1] + [0] * (count - 1)
    return heights


def _label(text: str, left: int, right: int, down: int = 1) -> Cell:
    return Cell(text, left, right, down, "label")


def _sides(weights: list[float], start: int) -> list[tuple[int, int]]:
    """Left and right sides of columns of the given relative widths, from `start` to the table's right side."""
    edges = [start + round((WIDTH - start) * part / sum(weights)) for part in accumulate(weights, initial=0)]
    return list(pairwise(edges))
