"""Scoring a model on gold records of one's own."""

from __future__ import annotations

import json
import shutil

import pytest
from click.testing import CliRunner

from extractor.cli import cli
from extractor.errors import TrainingError
from extractor.pipeline import extract
from extractor.training.gold import read_gold


@pytest.fixture
def gold(dumps, tmp_path):
    """The records of a dump, beside it."""
    shutil.copy(dumps[3], tmp_path)
    path = tmp_path / "gold.jsonl"
    extract(dumps[3]).write(path)
    return path


def run(*arguments):
    return CliRunner().invoke(cli, ["evaluate", *map(str, arguments)], standalone_mode=False)


def change(path, **fields):
    """Change the second record."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    records[1] |= fields
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return records


def test_what_was_extracted_is_right_by_itself(gold):
    done = run("--model", "general", gold)
    assert done.output.splitlines()[-1].split() == ["all", "1.0000", "1.0000", "1.0000", "1.0000", "6", "54"]


def test_an_error_is_listed_with_the_command_that_shows_it(gold):
    records = change(gold, title="别的表")
    done = run("--model", "general", "--errors", gold)
    assert "read as" in done.output
    line = records[1]["source"]["lines"][0]
    assert f"extractor inspect {gold.parent / '003.txt'} --model general   # line {line}" in done.output
    assert done.output.splitlines()[-1].split()[3:5] == ["0.8333", "0.0000"]


def test_flat_gold_is_of_the_document_with_its_name(dumps):
    (found,) = read_gold(dumps[0].parents[1] / "gold" / "000.jsonl", dumps[0].parent)
    assert found.document == dumps[0]
    assert len(found.records) == 13


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "line 1: no JSON object"),
        ("[1]", "line 1: no JSON object"),
        ('{"a": 1}', "line 1: no gold record"),
        ('{"source": 1}', "line 1: not as `extractor schema` says"),
        ('{"indicators": []}', "its document gold is not in"),
    ],
)
def test_gold_that_cannot_be_used(tmp_path, text, message):
    path = tmp_path / "gold.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TrainingError, match=message):
        read_gold(path)
    with pytest.raises(TrainingError, match="cannot be read"):
        read_gold(tmp_path / "none.jsonl")
    assert "Name the model" in str(run(path).exception)
