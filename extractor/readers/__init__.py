"""Files into documents: the bytes decide which reader reads them."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputEmpty, InputNotAFile, InputNotAllowed, InputNotFound, LimitExceeded

if TYPE_CHECKING:
    from os import PathLike

    from ..document import Document
    from ..options import Options

__all__ = ["read"]


def read(path: str | PathLike[str], options: Options) -> Document:
    """Read a file of any supported kind.

    Raises:
        InputError: it is missing, unreadable, empty, too large, damaged or of an unknown kind.
    """
    path = Path(path)
    data = _bytes(path, options)
    name = os.fsencode(path.name).decode("utf-8", "replace")  # records hold text, whatever bytes a name is made of
    sha256 = hashlib.sha256(data).hexdigest()
    from .image import is_image, read_image  # noqa: PLC0415
    from .text import read_text  # noqa: PLC0415

    return (read_image if is_image(data[:32]) else read_text)(data, name, sha256, options)


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
