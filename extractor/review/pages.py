"""Pictures of pages, for those who compare with the print."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ..batch.plan import path_of
from ..errors import DamagedInput, ExtractorError
from ..inspect.picture import render
from ..options import Options
from ..readers.image import is_image

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image

_MAX_SIDE = 3000
"""Pixels of a scan's longer side that are shown at most."""
_QUALITY = 80


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as an image file."""

    data: bytes
    mime: str
    width: float
    """In units of the boxes, as is the height."""
    height: float


class Pages:
    """The pages of the documents below a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept = lru_cache(maxsize=12)(self._draw)
        self._checked: dict[tuple[str, float, int], str] = {}

    def why_not(self, file: str, sha256: str) -> str | None:
        """``no_file`` or ``changed_file`` where the document is not there as it was read."""
        path = self._folder / path_of(file)
        try:
            status = path.stat()
            key = (file, status.st_mtime, status.st_size)
            if key not in self._checked:
                self._checked[key] = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            return "no_file"
        return None if self._checked[key] == sha256 else "changed_file"

    def page(self, file: str, sha256: str, page: int) -> PagePicture | None:
        """The picture of a page, counted from 1; None where there is none to show."""
        if self.why_not(file, sha256) is not None:
            return None
        return self._kept(file, sha256, page)

    def _draw(self, file: str, _: str, page: int) -> PagePicture | None:
        data = (self._folder / path_of(file)).read_bytes()
        try:
            if data[:1024].lstrip().startswith(b"%PDF"):
                picture = render(data, file, page, Options())
                return _encoded(picture.image, "PNG", picture.width, picture.height)
            if is_image(data[:32]):
                return _scan(data, file, page)
        except ExtractorError:
            return None
        return None


def _scan(data: bytes, name: str, page: int) -> PagePicture:
    """A page of a picture file, the way up that its reader has it."""
    from PIL import Image, ImageOps  # noqa: PLC0415

    try:
        with Image.open(io.BytesIO(data)) as image:
            image.seek(page - 1)
            shown = ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise DamagedInput(f"{name}: page {page} cannot be shown ({error}).") from error
    width, height = shown.size
    shown.thumbnail((_MAX_SIDE, _MAX_SIDE))
    return _encoded(shown, "JPEG", width, height)


def _encoded(image: Image, form: str, width: float, height: float) -> PagePicture:
    stream = io.BytesIO()
    image.save(stream, form, quality=_QUALITY)
    return PagePicture(stream.getvalue(), f"image/{form.lower()}", width, height)
