"""Chromium, LibreOffice and pdftotext at work."""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

_CHROMIUM = (
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-pdf-header-footer",
)


def html_to_pdf(html: str, path: Path) -> None:
    """Print a web page with Chromium; raises `subprocess.CalledProcessError` or `FileNotFoundError`."""
    with TemporaryDirectory() as folder:
        source = Path(folder, "page.html")
        source.write_text(html, "utf-8")
        profile = f"--user-data-dir={folder}/profile"
        _run([*_CHROMIUM, profile, f"--print-to-pdf={path.resolve()}", source.as_uri()], made=path)


def docx_to_pdf(docx: Path, path: Path) -> None:
    """Print a Word document (or a workbook) with LibreOffice."""
    with TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        out = Path(folder, docx.stem + ".pdf")
        convert = ["--headless", "--convert-to", "pdf", "--outdir", folder, str(docx.resolve())]
        _run(["libreoffice", profile, *convert], made=out)
        path.write_bytes(out.read_bytes())


def pdf_to_text(pdf: Path, mode: Literal["layout", "raw"]) -> str:
    """The text of a PDF as pdftotext gives it, a form feed after each page."""
    done = subprocess.run(["pdftotext", f"-{mode}", "-enc", "UTF-8", pdf, "-"], check=True, capture_output=True)
    return done.stdout.decode("utf-8")


def _run(command: list[str], made: Path) -> None:
    made.unlink(missing_ok=True)
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode or not made.exists():
        message = f"{command[0]} made no {made.name} (exit status {done.returncode}): {done.stderr[-500:]}"
        raise RuntimeError(message)
