"""Old Word and WPS files, RTF and OpenDocument: converted by LibreOffice where it is installed, then read as Word or Excel."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DamagedInput, LimitExceeded, MissingDependency
from .docx import read_docx
from .sheet import read_sheet

if TYPE_CHECKING:
    from ..document import Document
    from ..options import Options

_PROGRAMS = ("soffice", "libreoffice")
_SPREADSHEET = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
"""OpenDocument 1.3, part 2, 3.3: the first entry of the container, not packed."""
_FILTERS = {"docx": "MS Word 2007 XML", "xlsx": "Calc MS Excel 2007 XML"}


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
            f"{name}: this kind of file (.doc, .wps, .rtf, .odt, .ods) is read through LibreOffice, which is not installed."
            " Install it (apt-get install libreoffice-writer libreoffice-calc), or save the file as .docx or .xlsx and try again."
        )
    ending = "xlsx" if _SPREADSHEET in data[:128] else "docx"
    with tempfile.TemporaryDirectory() as folder:
        converted = _convert(program, data, name, Path(folder), ending, 10 * options.max_seconds_per_page)
    return (read_sheet if ending == "xlsx" else read_docx)(converted, name, sha256, options)


def _convert(program: str, data: bytes, name: str, folder: Path, ending: str, seconds: float) -> bytes:
    """The file as Word's or Excel's format. LibreOffice gets a profile of its own: macros off, no other instance in the way."""
    source = folder / "input.doc"
    source.write_bytes(data)
    command = [program, "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile",
               "--convert-to", f"{ending}:{_FILTERS[ending]}", "--outdir", str(folder / "out"), str(source)]  # fmt: skip
    try:
        subprocess.run(command, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise LimitExceeded(
            f"{name}: LibreOffice did not finish in {seconds:g} s (ten times max_seconds_per_page). Raise the limit."
        ) from None
    target = folder / "out" / f"input.{ending}"
    if not target.is_file():
        raise DamagedInput(f"{name}: LibreOffice cannot read it. Open it in its own program and save it as .{ending}.")
    return target.read_bytes()
