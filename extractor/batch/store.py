"""The archive: a database that holds what was planned, what became of it and the records, always in step.

A document's ledger row and its records are committed in one transaction that the disk has confirmed. SQLAlchemy makes
SQLite (a file) and PostgreSQL (a team's server) the same to the rest of the package.
"""

from __future__ import annotations

import contextlib
import sqlite3
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import create_engine, event, insert, inspect, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from ..errors import InputNotFound, MissingDependency, OutputError
from .entering import enter, forget
from .outcome import Status, Task
from .plan import path_of
from .tables import SCHEMA, about, ledger, made, metadata

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from .keys import Key
    from .outcome import Outcome
    from .plan import Entry

_MANY = 500
"""Rows that are listed at once."""
_STYLES = {"sqlite": "qmark", "postgresql": "format"}
"""How the drivers mark values by position."""
_WRITES = "extractor_writes"


class Archive:
    """An open archive.

    Raises:
        OutputError: it cannot be opened or is not an archive; likewise from every method, if the database fails.
        MissingDependency: the driver of that database is not installed.
    """

    def __init__(self, place: str, *, create: bool = False) -> None:
        """Open the archive at `place`, a path or ``postgresql://…``; `create` it where there is none."""
        self._url = url_of(place)
        if not create and self.path is not None and not self.path.is_file():
            raise InputNotFound(f"{place}: no such archive. Make one with `extractor batch FOLDER -o {place}`.")
        try:
            self.engine = create_engine(self._url, paramstyle=_STYLES[self._url.get_backend_name()])
        except ModuleNotFoundError as error:
            raise MissingDependency(
                f'{self} needs {error.name}. Install it: pip install "extractor[postgres]"'
            ) from error
        if self.path is not None:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        # Rows by the thousand: written out once, as compiling them anew would cost more than the database does.
        self._inserts = {name: str(insert(table).compile(self.engine)) for name, table in made.items()}
        try:
            self._check(create=create)
        except BaseException:
            self.engine.dispose()
            raise

    def __str__(self) -> str:
        return str(self.path) if self.path else self._url.render_as_string(hide_password=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.dispose()

    @property
    def path(self) -> Path | None:
        """The file of an SQLite archive."""
        return Path(self._url.database) if self._url.get_backend_name() == "sqlite" and self._url.database else None

    @property
    def files(self) -> list[Path]:
        """The archive's own files, which are no inputs if they stand in the folder."""
        path = self.path
        return [path.with_name(path.name + end) for end in ("", "-wal", "-shm", "-journal")] if path else []

    @contextlib.contextmanager
    def transaction(self, *, writes: bool = False) -> Iterator[Connection]:
        """A connection that sees one state; if it `writes`, its changes come all or none, and others wait with theirs."""
        try:
            with self.engine.execution_options(**{_WRITES: writes}).begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise OutputError(f"{self}: {_plainly(error)} What was committed is safe; run the same again.") from error

    def _check(self, *, create: bool) -> None:
        with self.transaction(writes=create) as connection:
            found = set(inspect(connection).get_table_names())
            if create and not found & set(metadata.tables):
                metadata.create_all(connection)
                connection.execute(insert(about), {"what": "schema", "value": str(SCHEMA)})
                return
            ours = found >= {about.name, ledger.name}
            schema = connection.scalar(select(about.c.value).where(about.c.what == "schema")) if ours else None
            if schema not in (None, str(SCHEMA)):
                raise OutputError(f"{self}: an archive of another version (form {schema}). Make a new one.")
            if not found >= set(metadata.tables):
                raise OutputError(f"{self}: not an archive of `extractor batch`. Choose another name.")

    def _journal(self, mode: str) -> None:
        """How an SQLite archive is kept safe: WAL lets others read meanwhile, and waits for the disk but once a commit."""
        if self.path is not None:
            connection = self.engine.raw_connection()
            connection.detach()
            try:
                connection.cursor().execute("PRAGMA busy_timeout = 1000")
                connection.cursor().execute(f"PRAGMA journal_mode = {mode}")
            except sqlite3.OperationalError as error:
                raise OutputError(f"{self}: the database says: {error}. Run the same again.") from error
            finally:
                connection.close()

    def plan(self, entries: Iterable[Entry], key: Key, *, dry: bool = False) -> Counter[Status]:
        """Enter what was found; how many of it are settled, and how many PENDING. With `dry` nothing is changed."""
        if not dry:
            self._journal("WAL")
        with self.transaction(writes=True) as connection:
            counts = enter(connection, entries, key)
            if dry:
                connection.rollback()
        return counts

    def pending(self, folder: Path) -> Iterator[Task]:
        """What is to be worked on, by name. Results may be committed meanwhile."""
        last = ""
        while rows := self._after(last):
            for row in rows:
                yield Task(row.document, row.file, folder / path_of(row.file), row.sha256)
            last = rows[-1].file

    def _after(self, last: str) -> Sequence[Any]:
        columns = (ledger.c.document, ledger.c.file, ledger.c.sha256)
        query = select(*columns).where(ledger.c.status == Status.PENDING, ledger.c.file > last)
        with self.transaction() as connection:
            return connection.execute(query.order_by(ledger.c.file).limit(_MANY)).all()

    def commit(self, done: Iterable[tuple[Task, Outcome]]) -> None:
        """Ledger rows and records of some documents, all or none."""
        with self.transaction(writes=True) as connection:
            for task, outcome in done:
                self._settle(connection, task.document, outcome)
                for name, rows in outcome.tables.items():
                    self._insert(connection, name, task.document, rows)

    def _settle(self, connection: Connection, document: int, outcome: Outcome) -> None:
        """Write the ledger row. One that is pending has no records; those of any other are removed."""
        values = {
            "status": outcome.status,
            "code": outcome.code,
            "reason": outcome.reason,
            "kind": outcome.kind,
            "projects": len(outcome.tables.get("project", ())),
            "indicators": len(outcome.tables.get("indicator", ())),
            "doubts": len(outcome.tables.get("doubt", ())),
            "issues": outcome.issues,
        }
        row = update(ledger).where(ledger.c.document == document)
        if not connection.execute(row.where(ledger.c.status == Status.PENDING), values).rowcount:
            forget(connection, document)
            connection.execute(row, values)

    def _insert(self, connection: Connection, name: str, document: int, rows: list[list[Any]]) -> None:
        if self.path is None:  # PostgreSQL's text cannot hold U+0000; the JSON record escapes it
            rows = [[x.replace("\0", "\ufffd") if isinstance(x, str) else x for x in row] for row in rows]
        if rows:
            connection.exec_driver_sql(self._inserts[name], [(document, i, *row) for i, row in enumerate(rows)])

    def finish(self) -> None:
        """Make an SQLite archive one file that can also be read where nobody may write. It is closed then."""
        # Another reader may have it open: then it stays in two files, which is no less safe.
        with contextlib.suppress(OutputError):
            self._journal("DELETE")
        self.engine.dispose()


def url_of(place: str) -> Any:
    """SQLAlchemy's URL of a path or of ``postgresql://…``.

    Raises:
        OutputError: it is a URL of another kind.
    """
    from sqlalchemy import URL  # noqa: PLC0415

    if "://" not in place:
        return URL.create("sqlite", database=place)
    try:
        url = make_url(place)
    except ArgumentError as error:
        raise OutputError(f"not a store: {error}. Give postgresql://user@host/database.") from error
    if url.get_backend_name() != "postgresql":
        raise OutputError(f"{url.get_backend_name()}: no store for archives. Give postgresql://user@host/database.")
    if find_spec("psycopg") is None:
        raise MissingDependency('PostgreSQL needs psycopg. Install it: pip install "extractor[postgres]"')
    return url.set(drivername="postgresql+psycopg")


def _prepare_sqlite(connection: Any, _: object) -> None:
    """Others may look on, and power may be cut at any moment: wait for them, and for the disk."""
    connection.isolation_level = None  # Python's own transactions would leave out the making of tables
    connection.execute("PRAGMA busy_timeout = 60000")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    """A transaction that is going to write says so at once: one that had to become a writer later could only fail."""
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _plainly(error: SQLAlchemyError) -> str:
    """The driver's own words, without statements and their values, which are content."""
    words = str(getattr(error, "orig", None) or type(error).__name__).strip()
    return f"the database says: {words.splitlines()[0]}."
