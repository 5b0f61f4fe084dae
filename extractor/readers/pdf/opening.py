"""Opening a PDF: with PDFium, and where it refuses, once more after pikepdf (QPDF) has repaired it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ...errors import DamagedInput, EncryptedInput, LimitExceeded

if TYPE_CHECKING:
    from ...options import Options


def open_pdf(data: bytes, name: str, options: Options) -> Any:
    """A pypdfium2 document of one page or more.

    Raises:
        EncryptedInput: it asks for a password.
        DamagedInput: it is no PDF that can be read or repaired, or holds no page.
        LimitExceeded: it has more than `Options.max_pages` pages.
    """
    import pypdfium2  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedInput(f"{name}: the PDF asks for a password. Save it without one and try again.") from None
        document = _repaired(data, name)
    if len(document) == 0:
        document = _repaired(data, name)
    if len(document) > options.max_pages:
        raise LimitExceeded(
            f"{name}: {len(document)} pages, more than max_pages={options.max_pages}. Split it or raise the limit."
        )
    return document


def _repaired(data: bytes, name: str) -> Any:
    """The document as pikepdf writes it anew."""
    import pikepdf  # noqa: PLC0415
    import pypdfium2  # noqa: PLC0415

    damaged = DamagedInput(f"{name}: the PDF is damaged and could not be repaired. Get it again from its source.")
    mended = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            pdf.save(mended)
        document = pypdfium2.PdfDocument(mended.getvalue())
    except pikepdf.PasswordError:
        raise EncryptedInput(f"{name}: the PDF asks for a password. Save it without one and try again.") from None
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, RuntimeError):
        raise damaged from None
    if len(document) == 0:
        raise damaged
    return document
