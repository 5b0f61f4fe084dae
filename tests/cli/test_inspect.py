"""The command `extractor inspect`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RULED = ROOT / "tests" / "data" / "made" / "004-ruled-split-nohead-libreoffice-WenQuanYiZenHei.pdf"


def run(*arguments, folder=ROOT):
    command = [sys.executable, "-m", "extractor", "inspect", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, encoding="utf-8", cwd=folder, env=environment
    )
    assert "Traceback" not in done.stderr
    return done


def test_without_a_name_it_goes_to_the_current_folder(tmp_path):
    done = run(RULED, "--page", 2, folder=tmp_path)
    assert done.returncode == 0
    (made,) = tmp_path.iterdir()
    assert made.name == f"{RULED.name}-p2.html"
    assert done.stdout == f"page 2 of 3: {made.name}\n"


def test_a_picture(tmp_path):
    done = run(RULED, "-o", tmp_path / "page.png")
    assert done.returncode == 0
    assert (tmp_path / "page.png").read_bytes().startswith(b"\x89PNG")


def test_a_dump(dumps, tmp_path):
    done = run(dumps[3], "-o", tmp_path / "lines.html")
    assert done.returncode == 0
    assert "政务服务中心" in (tmp_path / "lines.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ([RULED, "--page", "9"], 2, "has 3 pages, so there is no page 9"),
        ([ROOT / "training_data" / "dumps" / "003.txt", "--page", "2"], 2, "has no pages"),
        ([RULED, "-o", "page.jpg"], 5, "unknown ending '.jpg'"),
        ([RULED, "-o", "none/page.html"], 5, "cannot be written"),
        ([RULED, "--model", "none"], 7, "no model there"),
        (["none.pdf"], 4, "no such file"),
    ],
)
def test_clear_errors(arguments, code, message, tmp_path):
    done = run(*arguments, folder=tmp_path)
    assert done.returncode == code
    assert message in done.stderr
    assert list(tmp_path.iterdir()) == []
