"""A font of this computer that has Chinese letters; without one, Pillow's own and English names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.ImageFont import FreeTypeFont, ImageFont

_SIZE, _SMALL = 19, 14
"""Pixels."""
_FILES = (
    ("NotoSansCJK-Regular.ttc", 2),
    ("NotoSansCJKsc-Regular.otf", 0),
    ("NotoSansSC-Regular.otf", 0),
    ("SourceHanSansSC-Regular.otf", 0),
    ("msyh.ttc", 0),
    ("PingFang.ttc", 0),
    ("Hiragino Sans GB.ttc", 0),
    ("STHeiti Light.ttc", 0),
    ("wqy-microhei.ttc", 0),
    ("wqy-zenhei.ttc", 0),
    ("simhei.ttf", 0),
    ("simsun.ttc", 0),
    ("NotoSerifCJK-Regular.ttc", 2),
    ("uming.ttc", 0),
    ("ukai.ttc", 0),
    ("DroidSansFallbackFull.ttf", 0),
)
"""Names and the face in the file, best first; Pillow knows the folders of the system."""


@dataclass(frozen=True, slots=True)
class Font:
    """A font and whether it has Chinese letters."""

    face: FreeTypeFont | ImageFont
    small: FreeTypeFont | ImageFont
    chinese: bool

    def wrapped(self, text: str, width: float) -> Iterator[str]:
        """The text in lines of at most `width` pixels, broken between any two letters."""
        line = ""
        for letter in " ".join(text.split()):
            if line and self.face.getlength(line + letter) > width:
                yield line
                line = ""
            line += letter
        yield line


@cache
def find_font() -> Font:
    """The best font there is."""
    from PIL import ImageFont  # noqa: PLC0415

    for name, face in _FILES:
        try:
            normal, small = (ImageFont.truetype(name, size, index=face) for size in (_SIZE, _SMALL))
        except OSError:  # not on this computer: the next one
            continue
        return Font(normal, small, chinese=True)
    return Font(ImageFont.load_default(_SIZE), ImageFont.load_default(_SMALL), chinese=False)
