"""JSON Lines: one project a line, the reference form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from ..errors import DamagedInput, InputNotFound
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
    """The projects of a file that `write` made; blank lines are passed over.

    Raises:
        InputNotFound: no such file.
        DamagedInput: a line is not a project; the message says which line and what is wrong with it.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError as error:
        raise InputNotFound(f"{path}: no such file. Check the name.") from error
    return [_project(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _project(path: Path, number: int, line: bytes) -> Project:
    try:
        return Project.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "the line"
        raise DamagedInput(
            f"{path}, line {number}: no project record ({place}: {first['msg']}). Make the file again."
        ) from error
