"""Old Word and WPS files, RTF and OpenDocument: converted by LibreOffice where it is installed, then read as Word."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DamagedInput, LimitExceeded, MissingDependency
from .docx import read_docx

if TYPE_CHECKING:
    from ..document import Document
    from ..options import Options

_PROGRAMS = ("soffice", "libreoffice")


def read_office(data: bytes, name: str, sha256: str, options: Options) -> Document:
    """Read a file that only LibreOffice can open.

    Raises:
        MissingDependency: LibreOffice is not installed.
        DamagedInput: LibreOffice cannot read it.
        LimitExceeded: LibreOffice took longer than `Options.max_seconds_per_page` for ten pages.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise MissingDependency(
            f"{name}: this kind of file (.doc, .wps, .rtf, .odt) is read through LibreOffice, which is not installed."
            " Install it (apt-get install libreoffice-writer), or save the file as .docx and try again."
        )
    with tempfile.TemporaryDirectory() as folder:
        converted = _convert(program, data, name, Path(folder), 10 * options.max_seconds_per_page)
    return replace(read_docx(converted, name, sha256, options), file=name)


def _convert(program: str, data: bytes, name: str, folder: Path, seconds: float) -> bytes:
    """The file as Word's format. LibreOffice gets a profile of its own: macros off, no other instance in the way."""
    source = folder / "input.doc"
    source.write_bytes(data)
    command = [program, "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile",
               "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source)]  # fmt: skip
    try:
        subprocess.run(command, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise LimitExceeded(
            f"{name}: LibreOffice did not finish in {seconds:g} s (ten times max_seconds_per_page). Raise the limit."
        ) from None
    target = folder / "out" / "input.docx"
    if not target.is_file():
        raise DamagedInput(f"{name}: LibreOffice cannot read it. Open it in its own program and save it as .docx.")
    return target.read_bytes()
