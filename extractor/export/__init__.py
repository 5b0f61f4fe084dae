"""Records into files. The name's ending chooses the form; every file is written whole or not at all.

``.jsonl`` is the reference form; ``.csv`` and ``.xlsx`` are for people, ``.parquet`` and ``.sqlite`` for programs.
"""

from __future__ import annotations

import os
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from ..errors import MissingDependency, OutputError
from .atomic import replacing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..records import Issue, Project

_WRITERS = {
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".sqlite": "sqlite",
    ".db": "sqlite",
}
_NEEDS = {"xlsx": ("xlsxwriter", "xlsx"), "parquet": ("pyarrow", "parquet")}

__all__ = ["check_output", "check_place", "write"]


def write(projects: Sequence[Project], path: Path, *, issues: Sequence[Issue] = ()) -> None:
    """Write records to `path` in the form that its ending names; `issues` are those of the inputs as a whole.

    Raises:
        OutputError: unknown ending, or the file cannot be written; nothing is left half-written.
        MissingDependency: the form needs an extra that is not installed.
    """
    check_output(path)
    writer = import_module(f".{_WRITERS[path.suffix.lower()]}", __name__)
    try:
        with replacing(path) as temporary:
            writer.write(projects, temporary, issues)
    except ValueError as error:  # also pydantic's and pyarrow's own: a value that the form has no way to hold
        raise OutputError(
            f"{path}: a value cannot be written as {path.suffix} ({error}). Nothing was changed;"
            " an input's name that is not UTF-8 is the usual reason: rename it."
        ) from error


def check_output(path: Path) -> None:
    """Find out before the work is done whether its result can be written.

    Raises:
        OutputError: unknown ending, a folder in the way, no folder to write in.
        MissingDependency: the form needs an extra that is not installed.
    """
    form = _WRITERS.get(path.suffix.lower())
    if form is None:
        raise OutputError(f"{path}: unknown ending {path.suffix or '(none)'!r}. Use one of {', '.join(_WRITERS)}.")
    if form in _NEEDS and find_spec(_NEEDS[form][0]) is None:
        raise MissingDependency(
            f'{path.suffix} needs {_NEEDS[form][0]}. Install it: pip install "extractor[{_NEEDS[form][1]}]"'
        )
    check_place(path)


def check_place(path: Path) -> None:
    """Find out before the work is done whether a file can be written there.

    Raises:
        OutputError: a folder in the way, no folder to write in.
    """
    try:
        _check_place(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}). Choose another name.") from error


def _check_place(path: Path) -> None:
    if path.is_dir():
        raise OutputError(f"{path}: is a folder. Give the name of a file.")
    if not path.parent.is_dir():
        raise OutputError(f"{path.parent}: no such folder. Make it first, or choose another name.")
    if not os.access(path.parent, os.W_OK):
        raise OutputError(f"{path.parent}: you may not write there. Choose another folder.")
