"""Searchable scans: pictures of pages with an invisible layer of recognised text, as archives keep them (双层PDF)."""

from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

_MISREAD = {
    "标": "际",
    "目": "日",
    "指": "揩",
    "项": "顶",
    "数": "教",
    "产": "严",
    "量": "里",
    "≥": ">",
    "0": "O",
    "元": "无",
}


def searchable(pdf: Path, pictures: Sequence[Picture], *, misread: float = 0.0, seed: int = 1) -> bytes:
    """The pages of `pdf` as `pictures` of them with their text, invisible, where it was printed.

    `misread`: share (0..1) of letters of which the layer holds another, or none.
    """
    source = pypdfium2.PdfDocument(pdf)
    made = pikepdf.new()
    draw = random.Random(seed)
    for page, picture in zip(source, pictures, strict=True):
        width, height = page.get_size()
        layer = "\n".join(_letters(page.get_textpage(), misread, draw))
        content = f"q {width} 0 0 {height} 0 0 cm /Im0 Do Q\nBT 3 Tr\n{layer}\nET"
        made.add_blank_page(page_size=(width, height))
        made.pages[-1].Contents = made.make_stream(content.encode("ascii"))
        made.pages[-1].Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(Im0=_image(made, picture)), Font=pikepdf.Dictionary(F0=_font(made))
        )
    data = io.BytesIO()
    made.save(data, deterministic_id=True)
    return data.getvalue()


def _letters(text_page: pypdfium2.PdfTextPage, misread: float, draw: random.Random) -> Iterator[str]:
    for i in range(text_page.count_chars()):
        letter = text_page.get_text_range(i, 1)
        left, bottom, _, top = text_page.get_charbox(i, loose=True)
        if draw.random() < misread:
            letter = _MISREAD.get(letter, "")
        if letter.strip() and top > bottom:
            code = letter.encode("utf-16-be").hex()
            yield f"/F0 {top - bottom:.2f} Tf 1 0 0 1 {left:.2f} {bottom + 0.2 * (top - bottom):.2f} Tm <{code}> Tj"


def _image(pdf: pikepdf.Pdf, picture: Picture) -> pikepdf.Stream:
    data = io.BytesIO()
    Image.fromarray(picture).save(data, "JPEG", quality=85)
    height, width = picture.shape[:2]
    return pikepdf.Stream(
        pdf,
        data.getvalue(),
        pikepdf.Dictionary(
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width, Height=height, BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceRGB if picture.ndim == 3 else pikepdf.Name.DeviceGray,
            Filter=pikepdf.Name.DCTDecode,
        ),
    )  # fmt: skip


def _font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """A font of the Adobe-GB1 collection, of which nothing need be embedded (ISO 32000-1, 9.7.5.2)."""
    info = pikepdf.Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("GB1"), Supplement=2)
    below = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType0, BaseFont=pikepdf.Name("/STSong-Light"),
        CIDSystemInfo=info, DW=1000,
        FontDescriptor=pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name("/STSong-Light"), Flags=4, ItalicAngle=0,
            Ascent=880, Descent=-120, CapHeight=880, StemV=80, FontBBox=[-25, -254, 1000, 880],
        ),
    )  # fmt: skip
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=pikepdf.Name("/STSong-Light"),
            Encoding=pikepdf.Name("/UniGB-UCS2-H"), DescendantFonts=[below],
        )
    )  # fmt: skip
