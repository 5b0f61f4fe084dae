"""One frozen set of options for the Python API, the command line and TOML files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

EngineName = Literal["rapid", "tesseract", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What can be chosen, and the limits that keep a hostile input finite. Every limit is named in the error it causes."""

    model: str | Path | None = None
    """Name or folder of the model to use; None for the shipped one, `auto` for the one that knows the form best."""
    ocr: EngineName = "rapid"
    """Engine that reads scans: `both` lets tesseract read again what rapid is unsure of."""
    all_pages: bool = False
    """Whether to read pages of a PDF, too, that have none of the words of such tables: a form may have words of its own."""
    max_bytes: int = 512 * 1024 * 1024
    """Largest input file, in bytes."""
    max_line_chars: int = 1_000_000
    """Longest line of a text dump, in characters."""
    max_lines: int = 5_000_000
    """Most lines of a text dump."""
    max_pages: int = 5_000
    """Most pages of a document."""
    max_megapixels: float = 120.0
    """Largest page picture, in millions of pixels; A3 at 600 dpi has 70."""
    max_seconds_per_page: float = 30.0
    """Time after which a page is given up, in seconds."""
    max_archive_ratio: float = 200.0
    """Largest unpacked-to-packed ratio of a DOCX, XLSX or other zip container."""
    max_archive_bytes: int = 1024 * 1024 * 1024
    """Most bytes that a zip container may unpack to."""
    max_seconds_per_document: float = 600.0
    """Time after which a batch gives a document up, in seconds of wall clock."""
    max_megabytes_per_document: int = 4096
    """Memory that a document of a batch may take beyond what its process has at rest, in MB (2**20 bytes)."""
