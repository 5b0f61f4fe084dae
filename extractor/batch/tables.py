"""The archive's tables: the ledger, the records in the tables of the SQLite export, and what review needs.

What the machine makes (records, `reading`, `doubt`) is keyed by the document's number and made anew with the document. What
people say (`journal`, `verdict`) is keyed by the document's content, and no batch ever touches it.

`ledger.file` sorts by its bytes in every database, so that the order of exports is the same everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import DDL, BigInteger, Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text, event

from ..export.relations import COLUMNS, JOINED, sql_type

if TYPE_CHECKING:
    from sqlalchemy.types import TypeEngine

SCHEMA = 2
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
    Column("doubts", Integer, nullable=False, default=0),
    Column("issues", Text, nullable=False, default="[]"),
)
"""One row for each input, see `outcome.Status`. `issues` is JSON: those of the input as a whole."""


def _made(name: str, *columns: Column[Any]) -> Table:
    """A table of what is made of documents: the document, the row's number in it, and more columns."""
    document = Column("document", Integer, ForeignKey("ledger.document"), primary_key=True, autoincrement=False)
    return Table(name, metadata, document, Column("row", Integer, primary_key=True, autoincrement=False), *columns)


records = {
    name: _made(name, *(Column(column, _TYPES[sql_type(column)]) for column in COLUMNS[name])) for name in COLUMNS
}
"""`row` counts from 0 in each document, `project_index` from 1."""

reading = _made("reading", Column("content", Text, nullable=False))
"""What was read of a document that gave records, for those who look again; see `extractor.review.reading`."""

doubt = _made(
    "doubt",
    Column("project_index", Integer, nullable=False),
    Column("field", Text, nullable=False),
    Column("part", Text, nullable=False),
    Column("certainty", Float, nullable=False),
    Column("reason", Text, nullable=False),
)
"""What a person may look at, and how certain it is, 0..1; see `extractor.review.doubts`."""
Index("doubt_order", doubt.c.certainty, doubt.c.document, doubt.c.row)
Index("doubt_project", doubt.c.document, doubt.c.project_index)

made = {**records, "reading": reading, "doubt": doubt}
"""The tables that a document fills anew each time it is worked on."""

journal = Table(
    "journal",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("project_index", Integer, nullable=False),
    Column("field", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("undoes", Integer),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
)
"""Everything that reviewers did, in order; rows are only ever added. See `extractor.review.journal`."""
Index("journal_project", journal.c.sha256, journal.c.project_index)

verdict = Table(
    "verdict",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("project_index", Integer, primary_key=True, autoincrement=False),
    Column("field", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("action", Text, nullable=False),
)
"""What the journal comes to: of each field that was seen, the entry that counts."""

reviewed = Table(
    "reviewed",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("project_index", Integer, primary_key=True, autoincrement=False),
    Column("seen", Integer, nullable=False),
    Column("corrected", Integer, nullable=False),
    Column("train", Integer, nullable=False),
)
"""How far the review of each table was when it was last touched: doubts seen, fields and rows changed, 1 for training data."""

_SOURCE = "CREATE VIEW source AS SELECT document, file, sha256, kind FROM ledger WHERE projects > 0"
_JOINED = (
    f"CREATE VIEW indicator_with_project AS SELECT i.document, {', '.join(JOINED)} FROM indicator i"
    " JOIN project p USING (document, project_index) JOIN source s USING (document)"
)
for _view in (_SOURCE, _JOINED):
    event.listen(metadata, "after_create", DDL(_view))  # type: ignore[no-untyped-call]
