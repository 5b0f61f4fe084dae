"""JSON Lines: one project a line, the reference form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..records import Project

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..records import Issue


def write(projects: Sequence[Project], path: Path, issues: Sequence[Issue]) -> None:  # noqa: ARG001  one signature for all
    """Write UTF-8 without a byte order mark; issues of the input as a whole are not part of the form."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(project.to_json() + "\n" for project in projects)


def read_jsonl(path: Path) -> list[Project]:
    """The projects of a file that `write` made.

    Raises:
        pydantic.ValidationError: a line is no project.
    """
    with path.open(encoding="utf-8") as stream:
        return [Project.model_validate_json(line) for line in stream if line.strip()]
