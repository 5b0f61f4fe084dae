"""What an extraction gives: projects, what could not be done, and both as tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

    import pandas as pd

    from .document import Document
    from .records import Issue, Project


@dataclass(frozen=True, slots=True)
class Extraction:
    """The records of one input."""

    file: str
    projects: list[Project]
    issues: list[Issue] = field(default_factory=list)
    """Of the input as a whole; those of a project stand in the project."""
    document: Document | None = field(default=None, repr=False, compare=False)
    """What was read."""

    def __iter__(self) -> Iterator[Project]:
        return iter(self.projects)

    def __len__(self) -> int:
        return len(self.projects)

    def to_frame(self, what: Literal["indicators", "projects", "repairs", "issues"] = "indicators") -> pd.DataFrame:
        """A pandas DataFrame: one row for each indicator (with its project's columns), project, repair or issue."""
        from .export import frames  # noqa: PLC0415

        if what == "issues":
            return frames.issues_frame(self.projects, self.issues)
        return {
            "indicators": frames.indicators_frame,
            "projects": frames.projects_frame,
            "repairs": frames.repairs_frame,
        }[what](self.projects)

    def write(self, path: str | PathLike[str]) -> None:
        """Write the records; the name's ending chooses the form (.jsonl, .csv, .xlsx, .parquet, .sqlite).

        Raises:
            OutputError: it cannot be written; nothing is left half-written.
        """
        from .export import write  # noqa: PLC0415

        write(self.projects, Path(path), issues=self.issues)
