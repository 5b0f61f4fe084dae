"""`extractor doctor`: what is installed, and what is missing for which kind of input."""

from __future__ import annotations

import shutil
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import click

from ..errors import ExitCode, ExtractorError

if TYPE_CHECKING:
    from collections.abc import Callable

_PACKAGES = ("onnxruntime", "opencv-python-headless", "pillow", "pytesseract", "rapidocr")


@click.command("doctor")
def command() -> int:
    """Say which OCR engines, languages and models are there. The exit status is 6 if scans cannot be read."""
    for name in _PACKAGES:
        click.echo(f"package   {name:24} {_version(name)}")
    click.echo(f"program   {'tesseract':24} {shutil.which('tesseract') or 'missing: apt-get install tesseract-ocr'}")
    rapid = _check("rapid", _rapid)
    _check("tesseract", _tesseract)
    click.echo(f"model     {_model()}")
    return ExitCode.OK if rapid else ExitCode.MISSING_DEPENDENCY


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing: pip install extractor[ocr]"


def _check(name: str, look: Callable[[], str]) -> bool:
    """Print what `look` finds; True if it found what is needed."""
    try:
        found = look()
    except (ExtractorError, ImportError) as error:
        click.echo(f"engine    {name:24} unusable: {error}")
        return False
    click.echo(f"engine    {name:24} {found}")
    return True


def _rapid() -> str:
    from ..ocr.nets import FILE, fast_net  # noqa: PLC0415
    from ..ocr.rapid import RapidEngine  # noqa: PLC0415

    whole = RapidEngine().model.name
    fast_net()
    return f"reads with {FILE}, as its card says, and what that doubts with {whole}"


def _tesseract() -> str:
    import pytesseract  # noqa: PLC0415

    from ..ocr.tesseract import TesseractEngine  # noqa: PLC0415

    TesseractEngine()
    return f"{pytesseract.get_tesseract_version()}, languages {', '.join(pytesseract.get_languages())}"


def _model() -> str:
    from ..models import load_model, shipped_folder  # noqa: PLC0415

    return f"{load_model().name:24} in {shipped_folder()}, as its manifest says"
