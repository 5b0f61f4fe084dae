"""The command as a user calls it: truthful exit status, clear messages, never a traceback."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from extractor.cli import _COMMANDS
from extractor.export.jsonl import read_jsonl
from tests.readers.builders import pdf

DATA = Path(__file__).parents[1] / "data"


def run(*arguments):
    command = [sys.executable, "-m", "extractor", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert "Traceback" not in done.stderr
    return done


def test_extract_to_a_file(dumps, tmp_path):
    out = tmp_path / "out.jsonl"
    done = run("extract", dumps[3], dumps[0], "-o", out)
    assert done.returncode == 0
    assert len(read_jsonl(out)) == 32
    assert "32 tables" in done.stderr


def test_extract_to_standard_output(dumps):
    done = run("extract", "--quiet", dumps[3])
    assert [json.loads(line)["ordinal"] for line in done.stdout.splitlines()] == [1, 2, 3, 4, 5, 6]
    assert done.stderr == ""


def test_some_inputs_fail(dumps, tmp_path):
    out = tmp_path / "out.jsonl"
    done = run("extract", dumps[3], tmp_path / "none.txt", "-o", out)
    assert done.returncode == 3
    assert "none.txt: no such file" in done.stderr
    assert len(read_jsonl(out)) == 6


def test_all_inputs_fail(tmp_path):
    out = tmp_path / "out.jsonl"
    done = run("extract", tmp_path, tmp_path / "none.txt", "-o", out)
    assert done.returncode == 4
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["-o", "out.doc"], 5, "unknown ending"),
        (["-o", "none/out.csv"], 5, "no such folder"),
        (["--model", "none"], 7, "no model there"),
        (["--wrong"], 2, "No such option"),
    ],
)
def test_clear_errors(dumps, arguments, code, message):
    done = run("extract", dumps[3], *arguments)
    assert done.returncode == code
    assert message in done.stderr


def test_a_document_without_tables_says_so(tmp_path):
    path = tmp_path / "novel.txt"
    path.write_text("他站在窗前。\n" * 50, encoding="utf-8")
    done = run("extract", path)
    assert done.returncode == 0
    assert "no 绩效目标表 was found" in done.stderr


def test_schema():
    jsonschema.Draft202012Validator.check_schema(json.loads(run("schema").stdout))


def test_every_command_is_listed_with_help():
    listed = run("--help").stdout
    for name in _COMMANDS:
        assert name in listed
        assert run(name, "--help").returncode == 0


def test_evaluate_the_shipped_model(dumps):
    done = run("evaluate", "--model", "general", "--data", dumps[0].parents[1])
    assert [line.split()[1:3] for line in done.stdout.splitlines()[1:]] == [["1.0000", "1.0000"]] * 6


def test_a_name_that_is_no_text(dumps, tmp_path):
    path = os.path.join(os.fsencode(tmp_path), b"\xc8\xcb.txt")
    with open(path, "wb") as stream:
        stream.write(dumps[3].read_bytes())
    done = subprocess.run(
        [sys.executable, "-m", "extractor", "extract", "--quiet", path], capture_output=True, text=True, check=True
    )
    assert len(done.stdout.splitlines()) == 6


def test_extract_a_scan(tmp_path):
    from PIL import Image

    from tests.maker.scan import render

    made = next(path for path in sorted((DATA / "made").glob("001-ruled-chromium-*.pdf")))
    scan = tmp_path / "scan.png"
    Image.fromarray(next(iter(render(made, 150)))).save(scan)
    done = run("extract", "--quiet", "--ocr", "rapid", scan)
    assert done.returncode == 0
    assert [json.loads(line)["source"]["kind"] for line in done.stdout.splitlines()] == ["scan"]


def test_one_missing_program_does_not_cost_the_other_inputs(tmp_path, monkeypatch, capsys):
    """A file that only LibreOffice can open fails alone; where all are such files, the exit code says what is wanting."""
    from click.testing import CliRunner

    from extractor.cli import cli

    monkeypatch.setattr("shutil.which", lambda _name: None)
    old, dump = tmp_path / "a.rtf", tmp_path / "b.txt"
    old.write_bytes(rb"{\rtf1 x}")
    dump.write_text("无表", encoding="utf-8")
    both = CliRunner().invoke(cli, ["extract", "--quiet", str(old), str(dump)], standalone_mode=False)
    alone = CliRunner().invoke(cli, ["extract", "--quiet", str(old)], standalone_mode=False)
    assert (both.return_value, alone.return_value) == (3, 6)


def test_an_input_read_in_part_is_told_by_the_exit_code(dumps, monkeypatch):
    from click.testing import CliRunner

    from extractor import pipeline
    from extractor.cli import cli
    from extractor.records import Issue

    whole = pipeline.extract(dumps[3])
    warned = Issue(code="no-text", severity="warning", message="no text was found on page 2")
    found = {"warning": [warned], "info": [warned.model_copy(update={"severity": "info"})]}
    codes = {}
    for severity, issues in found.items():
        part = dataclasses.replace(whole, issues=issues)
        monkeypatch.setattr(pipeline, "extract", lambda *_, part=part: part)
        done = CliRunner().invoke(cli, ["extract", "--quiet", str(dumps[3])], standalone_mode=False)
        codes[severity] = done.return_value
    assert codes == {"warning": 3, "info": 0}


def test_label_says_what_to_do_where_no_page_has_the_usual_words(tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdf(text="PLAN PURPOSE MONEY"))
    out = tmp_path / "labels.csv"
    assert "add --all-pages" in run("label", path, "-o", out).stderr
    assert "PLAN PURPOSE MONEY" not in out.read_text(encoding="utf-8-sig")
    assert "1 rows" in run("label", path, "-o", out, "--all-pages").stderr
    assert "PLAN PURPOSE MONEY" in out.read_text(encoding="utf-8-sig")
