"""Files that LibreOffice converts: what it makes is read as what it is."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from extractor.options import Options
from extractor.readers import read

MADE = Path(__file__).parents[1] / "data" / "made"
WORD = MADE / "001-borderless-libreoffice-WenQuanYiZenHei.docx"
SHEET = MADE / "001-borderless-chromium-WenQuanYiZenHei.xlsx"
PROGRAM = """#!/bin/sh
for last; do :; done
while [ "$1" != --outdir ]; do
    [ "$1" = --convert-to ] && ending="${2%%:*}"
    shift
done
mkdir -p "$2" && cp "{folder}/made.$ending" "$2/$(basename "${last%.*}").$ending"
"""


@pytest.mark.parametrize(
    ("mimetype", "made"),
    [
        ("application/vnd.oasis.opendocument.text", WORD),
        ("application/vnd.oasis.opendocument.spreadsheet", SHEET),
    ],
)
def test_opendocument_is_converted_to_its_like(tmp_path, monkeypatch, mimetype, made):
    shutil.copy(made, tmp_path / f"made{made.suffix}")
    program = tmp_path / "soffice"
    program.write_text(PROGRAM.replace("{folder}", str(tmp_path)))
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(program))
    given = tmp_path / "given"
    with zipfile.ZipFile(given, "w") as container:
        container.writestr("mimetype", mimetype)
        container.writestr("content.xml", "<x/>")
    found = read(given, Options())
    assert found.file == "given"
    assert [row.text for row in found.rows] == [row.text for row in read(made, Options()).rows]
    assert found.rows
