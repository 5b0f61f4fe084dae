from __future__ import annotations

from click.testing import CliRunner

from extractor.cli.doctor import command
from extractor.errors import ExitCode


def run():
    return CliRunner().invoke(command, standalone_mode=False)


def test_what_is_there():
    result = run()
    assert result.return_value == ExitCode.OK
    assert "PP-OCR" in result.output
    assert "as its manifest says" in result.output
    assert "as its card says" in result.output


def test_a_damaged_recogniser_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr("extractor.ocr.nets.shipped_folder", lambda: tmp_path)
    result = run()
    assert result.return_value == ExitCode.MISSING_DEPENDENCY
    assert "Install the package again" in result.output


def test_what_is_missing_and_how_to_get_it(monkeypatch):
    monkeypatch.setattr("extractor.ocr.nets.find_spec", lambda name: None)
    result = run()
    assert result.return_value == ExitCode.MISSING_DEPENDENCY
    assert "pip install extractor[ocr]" in result.output
