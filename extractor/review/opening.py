"""What is opened for review: an archive, or a single document, of which one is made first."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..batch import open_archive
from ..errors import InputNotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .desk import Desk
    from .pages import Pages

_SQLITE = b"SQLite format 3\0"
_ENDING = ".review.sqlite"


@contextmanager
def open_for_review(place: str, documents: Path | None = None) -> Iterator[tuple[Desk, Pages]]:
    """The desk of an archive, and the pages of its documents, which stand below `documents` or beside the archive.

    A single document is read into an archive beside it (``FILE.review.sqlite``), which is opened again the next time.

    Raises:
        InputError: there is no such file, or the document cannot be read.
        OutputError: the archive cannot be opened.
    """
    archive_place, folder = place, documents
    if "://" not in place:
        path = Path(place)
        if not path.is_file():
            raise InputNotFound(f"{place}: no such archive or document. Make one: extractor batch FOLDER -o {place}")
        folder = documents or path.resolve().parent
        if not _is_archive(path):
            archive_place = str(_archive_of(path))
    with open_archive(archive_place) as archive:
        from .desk import Desk  # noqa: PLC0415
        from .pages import Pages  # noqa: PLC0415

        yield Desk(archive), Pages(folder or Path.cwd())


def _is_archive(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(len(_SQLITE)) == _SQLITE


def _archive_of(document: Path) -> Path:
    """The archive of a single document, made where there is none of its content yet."""
    from ..batch.keys import key_of  # noqa: PLC0415
    from ..batch.outcome import Task, outcome_of  # noqa: PLC0415
    from ..batch.plan import Entry, name_of  # noqa: PLC0415
    from ..batch.worker import Settings  # noqa: PLC0415
    from ..models import digest  # noqa: PLC0415
    from ..options import Options  # noqa: PLC0415
    from ..pipeline import extract  # noqa: PLC0415

    place = document.with_name(document.name + _ENDING)
    data = document.read_bytes()
    settings = Settings(Options())
    with open_archive(str(place), create=True) as archive:
        archive.plan([Entry(name_of(document.name), digest(data), len(data))], key_of(settings))
        for task in list(archive.pending(document.parent)):
            archive.commit(
                [
                    (
                        Task(task.document, task.name, document, task.sha256),
                        outcome_of(extract(document, settings.options)),
                    )
                ]
            )
        archive.finish()
    return place
