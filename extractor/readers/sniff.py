"""What kind of file it is: its bytes decide, not its suffix."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Literal

from ..errors import DamagedInput, EncryptedInput, UnsupportedInput
from .image import is_image

Sniffed = Literal["text", "pdf", "docx", "sheet", "html", "office", "image"]

_PDF_WITHIN = 1024
"""PDF readers accept a header that stands a little behind the start."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|div)\b", re.IGNORECASE)
_HEIF = (b"ftypheic", b"ftypheix", b"ftypmif1")
_PARTS: tuple[tuple[str, Sniffed], ...] = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "sheet"),
    ("xl/workbook.bin", "sheet"),
    ("content.xml", "office"),
)


def sniff(data: bytes, name: str) -> Sniffed:
    """The kind of file that holds `data`.

    Raises:
        UnsupportedInput: an archive, an OFD document or a HEIC photograph.
        DamagedInput: a zip container that cannot be opened.
        EncryptedInput: a Word or Excel file that needs a password.
    """
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith(b"PK"):
        return _container(data, name)
    if data.startswith(_OLE):
        return _compound(data, name)
    if data.startswith(b"{\\rtf"):
        return "office"
    if data[4:12] in _HEIF:
        raise UnsupportedInput(f"{name}: a HEIC photograph. Save it as JPEG or PNG, and give that.")
    return _picture_or_text(data)


def _picture_or_text(data: bytes) -> Sniffed:
    if is_image(data[:32]):
        return "image"
    return "html" if _HTML.search(_squeezed(data[:4096])) else "text"


def _squeezed(head: bytes) -> bytes:
    """Without the zero bytes of UTF-16."""
    return head.replace(b"\x00", b"")


def _container(data: bytes, name: str) -> Sniffed:
    """Word, Excel and OpenDocument files are zip containers; their parts tell them apart."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as container:
            names = set(container.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise DamagedInput(f"{name}: the document is damaged (a broken zip container). Get it again.") from None
    for part, kind in _PARTS:
        if part in names:
            return kind
    if "OFD.xml" in names:
        raise UnsupportedInput(
            f"{name}: an OFD document (GB/T 33190). Save it as PDF in its viewer or in WPS, and give that."
        )
    raise UnsupportedInput(f"{name}: a zip archive. Unpack it and give the documents inside.")


def _compound(data: bytes, name: str) -> Sniffed:
    """The old binary container holds .xls as well as .doc and .wps; the names of its streams (UTF-16) tell them apart.

    It also holds .docx and .xlsx files that were saved with a password ([MS-OFFCRYPTO], 2.3.4).
    """

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise EncryptedInput(f"{name}: the document asks for a password. Save it without one and try again.")
    return "sheet" if has("Workbook") or has("Book\0") else "office"
