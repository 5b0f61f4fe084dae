"""Files into documents: the bytes decide which reader reads them."""

from __future__ import annotations

import hashlib
import os
import stat
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputEmpty, InputNotAFile, InputNotAllowed, InputNotFound, LimitExceeded

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike

    from ..document import Document
    from ..options import Options

    Reader = Callable[[bytes, str, str, Options], Document]

__all__ = ["read"]

_READERS = {
    "text": (".text", "read_text"),
    "pdf": (".pdf", "read_pdf"),
    "docx": (".docx", "read_docx"),
    "sheet": (".sheet", "read_sheet"),
    "html": (".html", "read_html"),
    "office": (".office", "read_office"),
    "image": (".image", "read_image"),
}
"""For each kind that `sniff` tells apart the module, imported only when it is used, and its function."""


def read(path: str | PathLike[str], options: Options) -> Document:
    """Read a file of any supported kind.

    Raises:
        InputError: it is missing, unreadable, empty, too large, damaged or of an unknown kind.
    """
    path = Path(path)
    data = _bytes(path, options)
    name = os.fsencode(path.name).decode("utf-8", "replace")  # records hold text, whatever bytes a name is made of
    return _reader(data, name)(data, name, hashlib.sha256(data).hexdigest(), options)


def _reader(data: bytes, name: str) -> Reader:
    """The reader for the kind of file that the first bytes tell."""
    from .sniff import sniff  # noqa: PLC0415

    module, function = _READERS[sniff(data, name)]
    reader: Reader = getattr(import_module(module, __name__), function)
    return reader


def _bytes(path: Path, options: Options) -> bytes:
    """The content of a regular file within the limit."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise InputNotAFile(f"{path}: not a file. Give the files in it, for example {path}/*.")
        if status.st_size > options.max_bytes:
            raise LimitExceeded(
                f"{path}: {status.st_size} bytes, more than max_bytes={options.max_bytes}. Split it or raise the limit."
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputNotFound(f"{path}: no such file. Check the name and the folder.") from None
    except PermissionError:
        raise InputNotAllowed(
            f"{path}: you may not read it. Ask for permission, or copy it to a folder of yours."
        ) from None
    if not data.strip():
        raise InputEmpty(f"{path}: the file is empty. Get it again from where it was published.")
    return data
