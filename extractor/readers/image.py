"""Scans and photographs: PNG, JPEG (with its EXIF rotation), WebP, BMP, and TIFF of one or more pages."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import groupby, islice
from typing import TYPE_CHECKING

from ..document import Document, Trouble
from ..errors import DamagedInput, LimitExceeded, MissingDependency, UnsupportedInput
from ..layout.breaks import join_broken_rows
from ..layout.furniture import drop_furniture
from ..layout.numbering import number_columns
from ..layout.unruled.reader import read_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL.Image import Image

    from ..document import Row
    from ..layout.grid import Grid
    from ..layout.picture.content import PictureContent
    from ..ocr.engine import Picture
    from ..options import Options

_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"BM", b"II*\x00", b"MM\x00*")
_FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "TIFF")
_BMP_HEADER = 26
_AS_WIDE = 0.06
"""Share by which the widths of two photographs of one table differ at most."""


def is_image(head: bytes) -> bool:
    """True if a file that begins with these bytes (32 or more, or the whole file) is a picture that can be read."""
    if head.startswith(
        b"BM"
    ):  # two letters may also begin a text: a BMP has zeros and the size of its header after them
        return len(head) >= _BMP_HEADER and head[6:10] == bytes(4) and head[14] in (12, 40, 52, 56, 64, 108, 124)
    return head.startswith(_MAGIC) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")


def read_image(data: bytes, name: str, sha256: str, options: Options) -> Document:
    """Read a scan or a photograph.

    Raises:
        DamagedInput: the picture is broken.
        LimitExceeded: more pixels than `Options.max_megapixels`, or more pages than `Options.max_pages`.
        UnsupportedInput: no picture of a known kind.
        MissingDependency: the packages for pictures are not installed.
    """
    from ..layout.picture.pictures import read_pictures  # noqa: PLC0415
    from ..ocr import load_engine  # noqa: PLC0415

    pages = list(read_pictures(pages_of(data, name, options), load_engine(options.ocr)))
    rows = whole_rows(pages)
    troubles = tuple(
        Trouble("no-text", f"{name}: no text was found on page {number}", number)
        for number, page in enumerate(pages, 1)
        if not page.rows and not page.lines
    )
    return Document(name, sha256, "scan", "grid", tuple(rows), len(pages), troubles)


def whole_rows(pages: Sequence[PictureContent]) -> list[Row]:
    """The rows of all pages, numbered from 1: what a page end broke made whole, boxes in pixels of each page's picture."""
    grids = alike_grids([grid for page in pages for grid in page.grids])
    ruled = iter(number_columns([row for page in pages for row in page.rows], grids))
    rows: list[Row] = []
    tables = len(grids)
    for loose, group in groupby(pages, key=lambda page: bool(page.lines)):
        part = list(group)
        made = loose_rows(part, tables) if loose else list(islice(ruled, sum(len(page.rows) for page in part)))
        tables = max([tables, *(row.table + 1 for row in made if row.table is not None)])
        rows += made
    whole = join_broken_rows(drop_furniture(rows))
    return [pages[row.page - 1].placed(row) if row.page else row for row in whole]


def loose_rows(pages: Sequence[PictureContent], first_table: int) -> list[Row]:
    """The rows of neighbouring pages without ruled tables; `first_table`: number of their first table."""
    of_page = {page.lines[0].page: page for page in pages}
    lines = [line for page in pages for line in page.lines]
    rules = {number: page.rules for number, page in of_page.items() if number is not None}
    rows = read_tables(drop_furniture(lines), rules, first_table)
    return [of_page[row.page].finished(row) for row in rows]


def alike_grids(grids: Sequence[Grid]) -> list[Grid]:
    """Tables of neighbouring pages that are as good as equally wide made so: no two scans have quite the same size."""
    found: list[Grid] = []
    for grid in grids:
        above = found[-1] if found else grid
        scale = (above.xs[-1] - above.xs[0]) / (grid.xs[-1] - grid.xs[0])
        alike = scale != 1 and abs(scale - 1) < _AS_WIDE
        found.append(replace(grid, xs=tuple(grid.xs[0] + scale * (x - grid.xs[0]) for x in grid.xs)) if alike else grid)
    return found


def pages_of(data: bytes, name: str, options: Options) -> Iterator[Picture]:
    """The pages of a picture file, grey or BGR, each decoded only when it is its turn.

    Raises:
        InputError: see `read_image`.
    """
    try:
        import numpy as np  # noqa: PLC0415
        from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415
    except ImportError as error:
        raise MissingDependency(
            f"{name}: reading pictures needs the package {error.name}. Install it with `pip install extractor[ocr]`."
        ) from error
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            count = getattr(image, "n_frames", 1)
            if count > options.max_pages:
                raise LimitExceeded(
                    f"{name}: {count} pages, more than max_pages={options.max_pages}. Split it or raise it."
                )
            for k in range(count):
                image.seek(k)
                _check_size(image, name, options)
                page = ImageOps.exif_transpose(image)
                yield (
                    np.asarray(_flat(page))[..., ::-1] if page.mode not in ("1", "L") else np.asarray(page.convert("L"))
                )
    except UnidentifiedImageError:
        raise UnsupportedInput(f"{name}: no picture that can be read. Save it as PNG, JPEG or TIFF.") from None
    except Image.DecompressionBombError:
        raise LimitExceeded(_too_large(name, "far more", options)) from None
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise DamagedInput(f"{name}: the picture is broken ({error}). Scan it again, or get the file again.") from error


def _check_size(image: Image, name: str, options: Options) -> None:
    """The header tells the size before anything is decoded."""
    width, height = image.size
    if width * height > options.max_megapixels * 1_000_000:
        raise LimitExceeded(_too_large(name, f"{width} x {height} pixels, more", options))


def _too_large(name: str, what: str, options: Options) -> str:
    return f"{name}: {what} than max_megapixels={options.max_megapixels} allows. Scan at 300 dpi, or raise the limit."


def _flat(page: Image) -> Image:
    """RGB; what is transparent is white paper."""
    from PIL import Image  # noqa: PLC0415

    if page.mode in ("RGBA", "LA", "PA") or "transparency" in page.info:
        page = page.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", page.size, "white"), page).convert("RGB")
    return page.convert("RGB")
