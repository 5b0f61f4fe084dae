"""From a document to a model that knows its form: the commands as a user runs them, and what is refused."""

from __future__ import annotations

import csv
import json
import tomllib
from concurrent.futures import ThreadPoolExecutor

import pytest
from click.testing import CliRunner

from extractor.cli import cli
from extractor.errors import ModelWorse, TrainingError
from extractor.lines.labels import Label
from extractor.models import FILES, MANIFEST, read_manifest, verify
from extractor.training import teach as teaching
from extractor.training.compare import Form, old_forms
from extractor.training.recipe import Addition, Chain, Recipe, load_recipe
from extractor.training.worth import Point, plan, verdict


@pytest.fixture(autouse=True)
def few_forms(monkeypatch, dumps):
    """Compare on one form; that all are named is tested below."""
    monkeypatch.setattr(teaching, "old_forms", lambda _: [Form("003", dumps[0].parents[1])])


@pytest.fixture
def one_process(monkeypatch):
    """Processes take a second to start."""
    monkeypatch.setattr(teaching, "ProcessPoolExecutor", lambda *_, **__: ThreadPoolExecutor(1))
    monkeypatch.setattr(teaching, "plan", lambda tables, seed: plan(tables, seed)[:2])


@pytest.fixture(scope="module")
def labels(tmp_path_factory, dumps):
    """The tables of a dump, the first four looked at, one of them corrected."""
    path = tmp_path_factory.mktemp("labels") / "labels.csv"
    assert run("label", dumps[3], "-o", path).exit_code == 0
    with path.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream))
    for line in lines:
        if line["row"] == "1" and int(line["table"]) <= 4:
            line["correct"] = "ok"
        if line["row"] == "3" and line["table"] == "2":
            line["correct"] = "field.other"
    save(path, lines)
    return path


def save(path, lines):
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)


def run(*arguments):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], standalone_mode=False)


@pytest.fixture(scope="module")
def recipe(labels):
    return Recipe(addition=Addition(files=(str(labels),), reminders=5, iterations=10))


def test_a_model_is_taught_and_says_what_came_of_it(recipe, dumps, tmp_path):
    config = tmp_path / "config.toml"
    recipe.dump(config)
    done = run("train", "--config", config, "-o", tmp_path / "hunan")
    assert done.exception is None, done.output
    assert "4 corrected tables learned" in done.output
    assert "Too few tables" not in done.output
    verify(tmp_path / "hunan")
    manifest = read_manifest(tmp_path / "hunan")
    assert [one["tables"] for one in manifest["added"].values()] == [4]
    assert "项目名称" in manifest["forms"]["003.txt"]
    assert [point["learned"] for point in manifest["curve"]] == [0, 1, 3]
    assert load_recipe(tmp_path / "hunan" / "training.toml") == recipe
    assert "labels.csv (4 tables)" in (tmp_path / "hunan" / "MODEL_CARD.md").read_text(encoding="utf-8")
    extracted = run("extract", dumps[3], "--model", tmp_path / "hunan", "--quiet")
    assert len(extracted.output.splitlines()) == 6


def test_the_same_tables_give_the_same_bytes(one_process, recipe, tmp_path):
    folders = [tmp_path / "a" / "hunan", tmp_path / "b" / "hunan"]
    for folder in folders:
        teaching.teach(recipe, folder)
    assert {path.name for path in folders[0].iterdir()} >= {*FILES, MANIFEST, "training.toml", "MODEL_CARD.md"}
    for path in folders[0].iterdir():
        assert path.read_bytes() == (folders[1] / path.name).read_bytes(), path.name


def test_a_model_that_forgets_is_refused(one_process, labels, tmp_path):
    """Labels that say of every indicator that it is a title spoil the forms that were known."""
    with labels.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream))
    for line in lines:
        line["correct"] = Label.TITLE.value if line["label"] == Label.INDICATOR.value else line["correct"]
    save(tmp_path / "wrong.csv", lines)
    out, wrong = (
        tmp_path / "hunan",
        Recipe(addition=Addition(files=(str(tmp_path / "wrong.csv"),), reminders=1, emphasis=500.0)),
    )
    with pytest.raises(ModelWorse, match=r"003: indicator F1 \d\.\d{4} before, 0\.\d{4} after") as raised:
        teaching.teach(wrong, out)
    assert raised.value.exit_code == 7
    assert not out.exists()
    assert teaching.teach(wrong, out, force=True).reasons
    assert out.exists()


def test_tables_learned_before_are_not_dropped(one_process, recipe, tmp_path):
    out = tmp_path / "hunan"
    teaching.teach(recipe, out)
    manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    manifest["added"] = {"earlier.csv": {"sha256": "0" * 64, "tables": 7}}
    (out / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(ModelWorse, match=r"the corrected tables of earlier\.csv, which it had learned, are not given"):
        teaching.teach(recipe, out)


def test_the_old_forms_are_the_dumps_and_the_made_up_ones(dumps, tmp_path):
    assert len(old_forms(dumps[0].parents[1])) == 15
    assert len(old_forms(tmp_path)) == 10


def test_what_to_hold_out():
    tasks = plan(12, 1)
    assert {count for count, _, _ in tasks} == {0, 1, 3, 5, 9}
    for count, learned, held in tasks:
        assert len(learned) == count
        assert not set(learned) & set(held)
    for count in (0, 5):
        assert sorted(one for c, _, held in tasks if c == count for one in held) == list(range(12))
    assert plan(1, 1) == [(0, (), (0,))]


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ([(0, 0.9), (1, 0.95)], "Too few"),
        ([(0, 0.9), (1, 0.99), (3, 1.0)], "hardly help"),
        ([(0, 0.8), (1, 0.85), (3, 0.9)], "will help"),
        ([(0, 0.8), (1, 0.9), (3, 0.9)], "another kind"),
    ],
)
def test_what_a_curve_says(figures, words):
    assert words in verdict([Point(learned, 5, f1, f1, f1) for learned, f1 in figures])


def test_a_recipe_is_read_as_it_was_written(tmp_path):
    path = tmp_path / "recipe.toml"
    recipe = Recipe(7, chain=Chain(c1=0.5), addition=Addition(files=('湘 "南".csv', "b\\c.csv")))
    recipe.dump(path)
    assert load_recipe(path) == recipe
    assert tomllib.loads(path.read_text(encoding="utf-8"))["seed"] == 7
    path.write_text("[chain]\nc1 = 1\n", encoding="utf-8")
    assert load_recipe(path).chain.c1 == 1.0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("seed = ", "cannot be read as TOML"),
        ("sed = 1", "sed is not known. These are: seed"),
        ("[chain]\nc3 = 1", r"\[chain\] c3 is not known"),
        ("seed = 'x'", "seed takes a value like 20260101, not 'x'"),
        ("[corpus]\nworn_copies = true", "worn_copies takes a value like 4"),
    ],
)
def test_recipes_that_cannot_be_used(tmp_path, text, message):
    (tmp_path / "recipe.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TrainingError, match=message):
        load_recipe(tmp_path / "recipe.toml")


def test_labels_of_several_kinds_of_file(tmp_path, dumps):
    done = run("label", dumps[3], dumps[0], "-o", tmp_path / "labels.xlsx")
    assert done.exception is None
    assert (tmp_path / "labels.xlsx").read_bytes().startswith(b"PK")
