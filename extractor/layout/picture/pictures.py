"""The pages of a scanned document, one after the other: while the engine reads one, the next is laid out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from ...ocr.threads import processors
from .page import read_sheet
from .sheet import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from ...ocr.engine import Engine, Picture
    from .content import PictureContent
    from .sheet import Sheet


def read_pictures(
    pictures: Iterable[Picture], engine: Engine, first_page: int = 1, first_table: int = 0
) -> Iterator[PictureContent]:
    """Rows and grids of page pictures (grey or BGR), in their order.

    The picture after the one given out has been taken from `pictures` already. `first_page` and `first_table` are the
    numbers that the first page and its first table get.
    """
    for number, sheet in enumerate(_sheets(pictures), first_page):
        content = read_sheet(sheet, number, engine, first_table)
        first_table += len(content.grids)
        yield content


def _sheets(pictures: Iterable[Picture]) -> Iterator[Sheet]:
    """What `lay_out` makes of each; with processors for it, the next one is in work while one is given out."""
    if processors() == 1:
        yield from map(lay_out, pictures)
        return
    with ThreadPoolExecutor(1) as pool:
        ahead: Future[Sheet] | None = None
        for picture in pictures:
            following = pool.submit(lay_out, picture)
            if ahead:
                yield ahead.result()
            ahead = following
        if ahead:
            yield ahead.result()
