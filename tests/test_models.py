from __future__ import annotations

import json
import pickle
import shutil

import pytest
from click.testing import CliRunner

from extractor.choice import chosen_fingerprint, likeness
from extractor.cli import cli
from extractor.errors import ModelError
from extractor.lines.vocabulary import MAX_CHARS, fold
from extractor.models import (
    COLUMNS,
    FILES,
    LINES,
    MANIFEST,
    SHIPPED,
    VARIABLE,
    digest,
    find_model,
    known_models,
    load_model,
    read_manifest,
    shipped_folder,
    verify,
)
from extractor.options import Options
from extractor.pipeline import extract
from extractor.readers import read
from tests.readers.builders import pdf


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(shipped_folder() / SHIPPED, tmp_path / "model")


def test_the_shipped_model_is_what_its_manifest_says_and_small():
    folder = shipped_folder() / SHIPPED
    verify(folder)
    assert sum(path.stat().st_size for path in folder.iterdir()) < 10 * 1024**2
    held_out = {form: fold for form, fold in read_manifest(folder)["held_out"].items() if "," not in form}
    assert len(held_out) >= 12
    assert all(fold["indicator_f1"] >= 0.97 and fold["row_label_f1"] >= 0.97 for fold in held_out.values())


def test_a_changed_file_is_not_loaded(copy):
    (copy / COLUMNS).write_bytes(b"\x93NUMPY")
    with pytest.raises(ModelError, match="not the file"):
        load_model(copy)


@pytest.mark.parametrize("name", FILES)
def test_a_pickle_is_refused_by_its_content(copy, name):
    """Also where the manifest vouches for it."""
    (copy / name).write_bytes(pickle.dumps({"weights": [1.0]}))
    seal(copy)
    with pytest.raises(ModelError, match="a pickle, which could run any code"):
        load_model(copy)


def test_a_file_of_another_kind_is_not_loaded(copy):
    (copy / LINES).write_bytes(b"PK\x03\x04")
    seal(copy)
    with pytest.raises(ModelError, match="not the kind of file"):
        load_model(copy)


def test_a_manifest_that_vouches_for_too_little(copy):
    manifest = read_manifest(copy)
    del manifest["files"][LINES]
    (copy / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(ModelError, match="not a model manifest"):
        load_model(copy)


def seal(folder, **more):
    """Write a manifest that fits the files."""
    manifest = read_manifest(folder) | more
    manifest["files"] = {name: digest((folder / name).read_bytes()) for name in FILES}
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A folder of models by name; nothing else but the shipped ones is found."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv(VARIABLE, str(tmp_path / "shelf"))
    shutil.copytree(shipped_folder() / SHIPPED, tmp_path / "shelf" / "hunan")
    return tmp_path / "shelf"


def test_a_model_by_its_name(shelf):
    assert find_model("hunan") == shelf / "hunan"
    assert load_model("hunan").name == "hunan"
    assert find_model(None) == find_model(SHIPPED) == shipped_folder() / SHIPPED
    assert find_model(shelf / "hunan") == shelf / "hunan"
    with pytest.raises(ModelError, match="hebei: no model there, and none of that name"):
        load_model("hebei")
    here = shutil.copytree(shelf / "hunan", shelf.parent / "models" / "hunan")
    assert find_model("hunan").absolute() == here
    assert [folder.name for folder in known_models()] == ["hunan", SHIPPED]


def test_models_in_the_users_data_folder(shelf):
    shutil.copytree(shelf / "hunan", shelf.parent / "data" / "extractor" / "models" / "anhui")
    assert load_model("anhui").name == "anhui"


WORDS = ["项目名称", "预算数", "一级指标", "二级指标", "三级指标", "指标值", "绩效指标描述"]


def printed(path, count):
    """So many different short texts of a dump's cells: more than the general model knows of any form."""
    cells = (fold(cell.text) for row in read(path, Options()).rows for cell in row.cells if len(cell.text) <= MAX_CHARS)
    return list(dict.fromkeys(filter(None, cells)))[:count]


def test_auto_takes_the_model_that_knows_the_form(shelf, dumps):
    seal(shelf / "hunan", forms={"湘": printed(dumps[0], 40), "桂": ["没有", "这些", "词"]})
    found = extract(dumps[0], Options(model="auto"))
    (issue,) = [issue for issue in found.issues if issue.code == "model-chosen"]
    assert issue.message == "000.txt: read with the model hunan: 100% of the words of its form 湘 are printed in it"
    assert [project.indicators for project in found] == [project.indicators for project in extract(dumps[0])]


def test_auto_falls_back_to_the_general_model(shelf, dumps):
    seal(shelf / "hunan", forms={"桂": ["没有", "这些", "项目名称"]})
    (shelf / "new.txt").write_text("项目名称\t甲\n总目标\t乙\n", encoding="utf-8")
    (issue,) = [one for one in extract(shelf / "new.txt", Options(model="auto")).issues if one.code == "model-chosen"]
    assert "read with the model general: the likest form" in issue.message
    assert "extract" not in issue.message


def test_of_two_forms_as_like_the_one_with_more_words_is_taken(shelf, dumps):
    seal(shelf / "hunan", forms={"few": printed(dumps[0], 39), "many": printed(dumps[0], 40)})
    found = likeness(read(dumps[0], Options()))
    assert found is not None
    assert (found.form, found.share, found.words) == ("many", 1.0, 40)


def test_what_was_chosen_is_part_of_the_work(shelf):
    before = chosen_fingerprint("auto")
    assert before != chosen_fingerprint(None)
    seal(shelf / "hunan", forms={"湘": WORDS})
    assert chosen_fingerprint("auto") != before


def test_the_command_lists_shows_and_verifies(shelf):
    def run(*arguments):
        return CliRunner().invoke(cli, ["models", *arguments], standalone_mode=False)

    seal(shelf / "hunan", forms={"湘": WORDS}, added={"l.csv": {"sha256": "", "tables": 5}}, base={"name": "general"})
    assert [line.split()[0] for line in run("list").output.splitlines()] == ["hunan", "general"]
    assert "general and 5 corrected tables" in run("list").output
    assert "- 湘: 项目名称" in run("show", "hunan").output
    assert run("verify").return_value == 0
    (shelf / "hunan" / LINES).write_bytes(b"lCRF")
    assert run("verify").return_value == 7
    assert run("verify", "general").return_value == 0
    (shelf / "hunan" / MANIFEST).write_text("{", encoding="utf-8")
    assert "cannot be read" in run("list").output
    assert run("list").return_value == 7


@pytest.mark.parametrize("name", [LINES, MANIFEST])
def test_a_missing_file_is_named(copy, name):
    (copy / name).unlink()
    with pytest.raises(ModelError, match=name):
        load_model(copy)


def test_a_damaged_manifest(copy):
    (copy / MANIFEST).write_text("[]", encoding="utf-8")
    with pytest.raises(ModelError, match="not a model manifest"):
        load_model(copy)


def test_pages_with_the_words_of_a_taught_form_are_read(shelf):
    seal(shelf / "hunan", forms={"湘": ["PLAN", "PURPOSE", "MONEY"]})
    path = shelf / "plan.pdf"
    path.write_bytes(pdf(text="PLAN PURPOSE MONEY"))
    assert not read(path, Options()).rows
    for options in (Options(all_pages=True), Options(model="hunan"), Options(model="auto")):
        assert [row.text for row in read(path, options).rows] == ["PLAN PURPOSE MONEY"], options
    path.write_bytes(pdf(text="PLAN"))
    assert not read(path, Options(model="hunan")).rows
