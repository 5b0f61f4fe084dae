"""Labelled rows into records.

Rows are split into tables (`segment`); of each table the body's rows become whole cells (`rows`), get the first levels
that stand in no column (`lifted`), are parted by project where the table is a long one for many (`long`), and become
indicators (`indicators`). The form's part becomes printed rows (`printed`), these become labelled fields (`naming`,
`fields`), and they the record's (`units`, `budget`, `goals`, `project`). Headings are given to the tables they name
(`titles`); checks tell what a careful reader would want to know (`checks`), and every record gets a calibrated confidence
(`confidence`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lines.vocabulary import role_of
from .checks import check
from .evidence import Grounds, weigh
from .long import split_projects
from .project import build_project, project_name
from .readings import money_issues, page_end_issues, reading_issues, row_reading, table_reading
from .record_evidence import weigh_record
from .rows import read_blocks
from .segment import split_tables
from .titles import assign_titles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Document
    from ..lines.classifier import LabelledRow
    from ..records import Project
    from ..repair.columns import Column
    from ..repair.typer import ColumnTyper
    from .confidence import Confidence
    from .long import Part
    from .segment import Table
    from .titles import Title

__all__ = ["assemble"]

_MARKS = frozenset(["column"])
"""Roles of columns that say how indicators are weighed and marked."""


def assemble(
    document: Document, rows: Sequence[LabelledRow], typer: ColumnTyper, confidence: Confidence
) -> list[Project]:
    """The projects of a document, in the order printed."""
    tables = split_tables(rows)
    titles = assign_titles(tables, [project_name(table, document) for table in tables])
    projects = []
    columns: list[Column] = []
    for table, title in zip(tables, titles, strict=True):
        blocks = read_blocks(table.body, document.layout, typer, columns)
        columns = blocks[0].columns if blocks else columns
        if not blocks and not table.fields:
            continue
        for part in split_projects(blocks):
            project = build_project(document, table, title, part)
            if _is_performance(project):
                _grade(project, part, table, title, typer, confidence)
                projects.append(project)
    return projects


def _is_performance(project: Project) -> bool:
    """Whether a record says what is to be reached: a list of marks does not, whose columns beside the names are all known."""
    if project.project_name or not project.indicators:
        return bool(project.project_name)
    aims = project.goals or project.budget.total or any(indicator.target for indicator in project.indicators)
    headers = {header for indicator in project.indicators for header in indicator.extra}
    return bool(aims) or any(role_of(header, _MARKS) is None for header in headers)


def _grade(
    project: Project, part: Part, table: Table, title: Title | None, typer: ColumnTyper, confidence: Confidence
) -> None:
    """Give the record and its indicators their confidence and their issues."""
    rows = [(row, block.columns) for block in part.blocks for row in block.rows if row.kept]
    grounds = [Grounds(indicator, *row) for indicator, row in zip(project.indicators, rows, strict=True)]
    sure = [confidence.indicator(found) for found in weigh(grounds, typer)]
    for i, (one, value) in enumerate(zip(grounds, sure, strict=True)):
        one.indicator.confidence = round(value * row_reading(one.row), 3)
        project.issues += page_end_issues(one.row, i)
    whole = confidence.record(weigh_record(project, table, title, sure))
    project.confidence = round(whole * table_reading(table), 3)
    project.issues += [*check(project), *reading_issues(table), *money_issues(table, project)]
