"""Folders of documents, overnight: planned, worked on in processes of their own, committed one by one.

``plan``     walks the folder and hashes what is there; names of any bytes become text that can be turned back
``store``    the archive (SQLite or PostgreSQL): a ledger row for every input, its records in the same transaction
``entering`` what was found becomes ledger rows; what is done already and what is there twice is told here
``worker``   the process that reads documents, one at a time, and may hang, crash or run out of memory
``pool``     keeps such processes, ends those over a limit, tries a document once more, then quarantines it
``dask``     the same on the machines of a Dask cluster
``committer`` commits while the work goes on
``runner``   plan, work, commit; ``stored`` reads an archive for exports and for its status

What was done is told by content, options and model, not by name: a batch that is run again goes on where it stopped.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from ..errors import MissingDependency

if TYPE_CHECKING:
    from .store import Archive

__all__ = ["open_archive"]


def open_archive(place: str, *, create: bool = False) -> Archive:
    """The archive at `place`, a path or ``postgresql://…``; with `create` it is made where there is none.

    Raises:
        InputNotFound: there is none.
        OutputError: it cannot be opened, or is not an archive.
        MissingDependency: SQLAlchemy or the database's driver is not installed.
    """
    if find_spec("sqlalchemy") is None:
        raise MissingDependency('archives need sqlalchemy. Install it: pip install "extractor[batch]"')
    from .store import Archive  # noqa: PLC0415

    return Archive(place, create=create)
