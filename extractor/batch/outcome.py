"""What became of one input: the value that workers send and the ledger keeps."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import msgspec

from ..export.relations import COLUMNS, indicator_rows, project_rows
from ..export.rows import issue_rows, repair_rows
from ..review.doubts import all_doubts
from ..review.reading import pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ..export.rows import Cells
    from ..records import Issue
    from ..result import Extraction


class Status(StrEnum):
    """State of an input in the ledger."""

    PENDING = "pending"
    """Planned, not yet worked on."""
    OK = "ok"
    PARTIAL = "partial"
    """Read, but not all of it; code and reason are those of the first trouble."""
    FAILED = "failed"
    """Could not be read."""
    SKIPPED = "skipped"
    """Not worked on: the same content under another name, a link out of the folder, a hidden file."""
    QUARANTINED = "quarantined"
    """Given up after two tries: over time, out of memory, or its process crashed."""


@dataclass(frozen=True, slots=True)
class Task:
    """One document to work on."""

    document: int
    """Its number in the ledger."""
    name: str
    """Its path below the folder, as the ledger shows it."""
    path: Path
    sha256: str
    """Of the content when it was planned."""


class Outcome(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What became of it, with its records as rows of the archive's tables."""

    status: Status
    code: str | None = None
    reason: str | None = None
    issues: str = "[]"
    """Issues of the input as a whole, as JSON."""
    kind: str | None = None
    """Kind of the input, where it gave a record."""
    tables: dict[str, list[list[Any]]] = {}
    """Rows of each table of `tables.made`, in the order of its columns."""

    def to_bytes(self) -> bytes:
        """JSON: what comes from a process that reads hostile input is never unpickled."""
        return msgspec.json.encode(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> Outcome:
        """The outcome that `to_bytes` wrote.

        Raises:
            ValueError: these are other bytes.
        """
        try:
            return msgspec.json.decode(data, type=cls)
        except msgspec.DecodeError as error:
            raise ValueError("not an outcome") from error


def outcome_of(found: Extraction) -> Outcome:
    """The outcome of an extraction: `PARTIAL` if some part of the input could not be read."""
    worst = next((issue for issue in found.issues if issue.severity != "info"), None)
    first = worst or next(iter(found.issues), None)
    return Outcome(
        Status.PARTIAL if worst else Status.OK,
        first.code if first else None,
        first.message if first else None,
        _json(found.issues),
        found.projects[0].source.kind if found.projects else None,
        {
            "project": _rows("project", project_rows(found.projects)),
            "indicator": _rows("indicator", indicator_rows(found.projects)),
            "repair": _rows("repair", repair_rows(found.projects)),
            "issue": _rows("issue", issue_rows(found.projects, found.issues)),
            **_for_review(found),
        },
    )


def _for_review(found: Extraction) -> dict[str, list[list[Any]]]:
    """What was read, and what of it is in doubt."""
    doubts = all_doubts(found.document, found.projects)
    return {
        "reading": [[pack(found.document)]] if found.document and found.projects else [],
        "doubt": [
            [index, one.field, one.part, one.certainty, one.reason]
            for index, some in enumerate(doubts, 1)
            for one in some
        ],
    }


def _json(issues: Sequence[Issue]) -> str:
    return json.dumps([issue.model_dump() for issue in issues], ensure_ascii=False)


def _rows(table: str, rows: Iterable[Cells]) -> list[list[Any]]:
    return [[row[column] for column in COLUMNS[table]] for row in rows]
