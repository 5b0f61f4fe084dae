"""Labelled rows into records.

Rows are split into tables (`segment`); of each table the body's rows become whole cells (`rows`), are parted by project
where the table is a long one for many (`long`), and become indicators (`indicators`); the form's part becomes fields
(`fields`, `goals`, `project`), headings are given to the tables they name (`titles`); checks tell what a careful reader
would want to know (`checks`), and every record gets a calibrated confidence (`confidence`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .checks import check
from .confidence import Confidence, weigh
from .long import split_projects
from .project import build_project, project_name
from .readings import page_end_issues, reading_confidence, reading_issues
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
    from .rows import Block

__all__ = ["assemble"]


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
            if project.indicators or project.project_name:
                projects.append(_grade(project, part.blocks, typer, confidence))
                projects[-1].issues += reading_issues(table)
    return projects


def _grade(project: Project, blocks: Sequence[Block], typer: ColumnTyper, confidence: Confidence) -> Project:
    """Give the record its confidence and its issues."""
    rows = [(row, weigh(row, block.columns, typer)) for block in blocks for row in block.rows if row.kept]
    for i, (indicator, (row, found)) in enumerate(zip(project.indicators, rows, strict=True)):
        indicator.confidence = round(confidence(found) * reading_confidence(row), 3)
        project.issues += page_end_issues(row, i)
    project.confidence = min((indicator.confidence for indicator in project.indicators), default=0.5)
    project.issues += check(project)
    return project
