"""The archive's tables: those of the SQLite export, keyed by the document's number, and the ledger.

`ledger.file` sorts by its bytes in every database, so that the order of exports is the same everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import DDL, BigInteger, Column, Float, ForeignKey, Integer, MetaData, String, Table, Text, event

from ..export.relations import COLUMNS, JOINED, sql_type

if TYPE_CHECKING:
    from sqlalchemy.types import TypeEngine

SCHEMA = 1
"""Counts the forms that archives have had."""
_TYPES: dict[str, type[TypeEngine[Any]]] = {"INTEGER": Integer, "REAL": Float, "TEXT": Text}
_BYTEWISE = Text().with_variant(String(collation="C"), "postgresql")

metadata = MetaData()

about = Table("about", metadata, Column("what", Text, primary_key=True), Column("value", Text, nullable=False))

ledger = Table(
    "ledger",
    metadata,
    Column("document", Integer, primary_key=True, autoincrement=False),
    Column("file", _BYTEWISE, nullable=False, unique=True),
    Column("status", Text, nullable=False, index=True),
    Column("code", Text),
    Column("reason", Text),
    Column("same_as", _BYTEWISE),
    Column("sha256", Text, index=True),
    Column("bytes", BigInteger),
    Column("kind", Text),
    Column("options", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("limits", Text, nullable=False),
    Column("projects", Integer, nullable=False, default=0),
    Column("indicators", Integer, nullable=False, default=0),
    Column("issues", Text, nullable=False, default="[]"),
)
"""One row for each input, see `outcome.Status`. `issues` is JSON: those of the input as a whole."""


def _records(name: str) -> Table:
    """A table of records: the document, the row's number in it, and the columns of the export."""
    columns = [Column(column, _TYPES[sql_type(column)]) for column in COLUMNS[name]]
    return Table(
        name,
        metadata,
        Column("document", Integer, ForeignKey("ledger.document"), primary_key=True, autoincrement=False),
        Column("row", Integer, primary_key=True, autoincrement=False),
        *columns,
    )


records = {name: _records(name) for name in COLUMNS}
"""`row` counts from 0 in each document, `project_index` from 1."""

_SOURCE = "CREATE VIEW source AS SELECT document, file, sha256, kind FROM ledger WHERE projects > 0"
_JOINED = (
    f"CREATE VIEW indicator_with_project AS SELECT i.document, {', '.join(JOINED)} FROM indicator i"
    " JOIN project p USING (document, project_index) JOIN source s USING (document)"
)
for _view in (_SOURCE, _JOINED):
    event.listen(metadata, "after_create", DDL(_view))  # type: ignore[no-untyped-call]
