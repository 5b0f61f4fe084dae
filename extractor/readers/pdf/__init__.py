"""PDF documents through PDFium: pages without a table are passed over, the others become rows of a grid.

`opening` opens the file (and mends it with pikepdf where PDFium cannot), `triage` says which pages are read, `page` takes
rulings and characters off a page; `extractor.layout` makes rows of them.
"""

from __future__ import annotations

from .reader import read_pdf

__all__ = ["read_pdf"]
