"""Pictures in a Word document: pages that were scanned and pasted, read as scans are."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..document import Trouble
from ..errors import InputError, MissingDependency

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..document import Row
    from ..ocr.engine import Picture
    from ..options import Options
    from .container import Container

_PIXELS = 200_000
"""Of a picture that may show a table, at least: smaller ones are seals, signatures and logos."""
_DRAWING = 20_000
"""Bytes of a vector drawing (EMF, WMF) that may show a table, at least: smaller ones are formulas."""
_RELATIONS = "word/_rels/document.xml.rels"


@dataclass(frozen=True, slots=True)
class Embedded:
    """A picture where it stands in the text."""

    relation: str
    """The number (rId) by which the document knows it."""


def read_embedded(
    container: Container, pictures: Sequence[Embedded], name: str, options: Options, first_table: int
) -> tuple[list[list[Row]], list[Trouble]]:
    """The rows of each picture, and what could not be read. Their pages are the numbers of the pictures, from 1.

    `first_table`: number of the first table in them.
    """
    found: list[list[Row]] = [[] for _ in pictures]
    troubles: list[Trouble] = []
    decoded = list(_decoded(container, pictures, name, options, troubles))
    if decoded:
        try:
            for row in _rows([picture for _, picture in decoded], options):
                number, _ = decoded[row.page - 1 if row.page else 0]
                table = None if row.table is None else first_table + row.table
                found[number - 1].append(replace(row, page=number, table=table))
        except MissingDependency as error:
            troubles.append(Trouble("picture-unread", f"{len(decoded)} pictures in the text were not read: {error}"))
    return found, troubles


def _rows(pictures: Sequence[Picture], options: Options) -> list[Row]:
    from ..layout.picture.pictures import read_pictures  # noqa: PLC0415
    from ..ocr import load_engine  # noqa: PLC0415
    from .image import whole_rows  # noqa: PLC0415

    return whole_rows(list(read_pictures(pictures, load_engine(options.ocr))))


def _decoded(
    container: Container, pictures: Sequence[Embedded], name: str, options: Options, troubles: list[Trouble]
) -> Iterator[tuple[int, Picture]]:
    """The number of each picture that is large enough, and its pixels."""
    from .image import is_image, pages_of  # noqa: PLC0415

    targets = _targets(container) if pictures else {}
    for number, picture in enumerate(pictures, 1):
        data = container.part(targets.get(picture.relation, ""))
        if not is_image(data) and len(data) < _DRAWING:
            continue
        try:
            for page in pages_of(data, f"picture {number} of {name}", options):
                if page.shape[0] * page.shape[1] >= _PIXELS:
                    yield number, page
        except InputError as error:
            troubles.append(Trouble("picture-unread", str(error)))


def _targets(container: Container) -> Mapping[str, str]:
    """The part of the container that each relation leads to; pictures elsewhere are not fetched."""
    root = container.xml(_RELATIONS)
    return {
        relation.get("Id", ""): posixpath.normpath(posixpath.join("word", relation.get("Target", ""))).lstrip("/")
        for relation in (root if root is not None else ())
        if relation.get("TargetMode") != "External"
    }
