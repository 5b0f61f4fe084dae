from __future__ import annotations

import json

import jsonschema
import pytest

from extractor import json_schema
from extractor.errors import DamagedInput, InputNotFound
from extractor.export import write
from extractor.export.jsonl import read_jsonl


def test_it_is_the_contract(extraction, full, tmp_path):
    path = tmp_path / "out.jsonl"
    projects = [*extraction.projects, full]
    write(projects, path)
    assert read_jsonl(path) == projects
    lines = path.read_bytes().split(b"\n")
    assert lines.pop() == b""
    assert len(lines) == len(projects)
    for line in lines:
        jsonschema.validate(json.loads(line), json_schema())
    assert "甲绩效目标表".encode() in lines[-1]


def test_line_separators_inside_a_text_end_no_line(full, tmp_path):
    path = tmp_path / "out.jsonl"
    odd = full.model_copy(update={"title": "a\u2028b\x85c\r\n\x00"})
    write([odd, full], path)
    assert read_jsonl(path) == [odd, full]


@pytest.mark.parametrize("line", ["{", '{"title": "甲"}', "[]"])
def test_a_line_that_is_no_project_is_named(full, tmp_path, line):
    path = tmp_path / "in.jsonl"
    path.write_text(f"{full.to_json()}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(DamagedInput, match=r"in\.jsonl, line 3"):
        read_jsonl(path)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(InputNotFound, match="no such file"):
        read_jsonl(tmp_path / "in.jsonl")
