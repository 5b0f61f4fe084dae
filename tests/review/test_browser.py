"""The whole story in a real browser: an archive of scans is opened, an error corrected, taught, and gone.

The model that reads at first was trained on one dump and has never seen a form with a spending plan. The pictures that the
README shows are made on the way, into the folder that EXTRACTOR_SCREENSHOTS names.
"""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import cv2
import pytest
from PIL import Image

from extractor import extract
from extractor.batch import open_archive
from extractor.batch.outcome import outcome_of
from extractor.batch.plan import Entry
from extractor.models import (
    COLUMNS,
    CONFIDENCE,
    FILES,
    LINES,
    MANIFEST,
    PIECES,
    SHIPPED,
    digest,
    load_model,
    shipped_folder,
)
from extractor.options import Options
from extractor.review.desk import Desk
from extractor.review.teach import taught
from extractor.training.corpus import Sample, load_dumps
from extractor.training.fit import fit_lines
from extractor.training.recipe import Addition, Recipe
from extractor.training.teach import teach
from extractor.training.wear import worn
from tests.maker.scan import KINDS, render, scan

from .conftest import KEY, ROOT

PDF = ROOT / "tests" / "data" / "made" / "001-ruled-chromium-NotoSerif.pdf"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
KNOWN = 240
"""Rows of the dump that the first model is trained on."""
PURPOSE, PLAN = "残疾人专职委员工资", "3月底 25%；6月底 50%；10月底 75%；12月底 100%"
SIZE = {"width": 1360, "height": 820}


@pytest.fixture(scope="module")
def browser():
    """A browser that may not leave this computer."""
    sync = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install playwright")
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("no browser is installed (Debian: apt-get install chromium)")
    with sync.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()


def one_form() -> list[Sample]:
    """The first tables of one dump."""
    sample = next(sample for sample in load_dumps(ROOT / "training_data") if sample.form == "000")
    rows = sample.document.rows[:KNOWN]
    return [replace(sample, document=replace(sample.document, rows=rows), labels=sample.labels[:KNOWN])]


def write_model(folder: Path, samples) -> Path:
    """A model whose line classifier has seen `samples` alone; the rest is the shipped one's."""
    folder.mkdir()
    rng = random.Random(1)
    fit_lines([*samples, *(worn(sample, rng) for sample in samples for _ in range(2))], folder / LINES, Recipe().chain)
    for name in (PIECES, COLUMNS, CONFIDENCE):
        shutil.copy(shipped_folder() / SHIPPED / name, folder)
    files = {name: digest((folder / name).read_bytes()) for name in FILES}
    (folder / MANIFEST).write_text(json.dumps({"format": 1, "files": files}), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    """Scans of three pages, a model that knows one form, and the archive of what it makes of them."""
    home = tmp_path_factory.mktemp("desk")
    model = write_model(home / "first", one_form())
    with open_archive(str(home / "archive.sqlite"), create=True) as archive:
        for number, page in enumerate(render(PDF, 200), 1):
            if number <= 2:
                path = home / f"{number}.png"
                cv2.imwrite(str(path), scan(page, KINDS["copier-200"], number))
                archive.plan([Entry(path.name, digest(path.read_bytes()), path.stat().st_size)], KEY)
        for task in list(archive.pending(home)):
            archive.commit([(task, outcome_of(extract(task.path, Options(model=model))))])
        archive.finish()
    return home


@pytest.fixture
def address(work):
    """The desk's address, as the command prints it."""
    command = [sys.executable, "-m", "extractor", "review", str(work / "archive.sqlite"), "--no-browser", "--who", "王"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    yield process.stdout.readline().strip()
    process.send_signal(signal.SIGINT)
    process.wait(30)
    process.stdout.close()


def shoot(page, name):
    """Keep a picture for the README where it is wanted."""
    folder = os.environ.get("EXTRACTOR_SCREENSHOTS")
    if folder:
        image = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
        image.save(Path(folder) / f"{name}.webp", quality=82, method=6)


def go_to(page, field):
    """Walk the table with the arrow keys."""
    here = page.locator(".record .here")
    for _ in range(30):
        at = here.get_attribute("data-field")
        if at == field:
            return
        page.keyboard.press("ArrowDown")
        page.locator(f".record .here:not([data-field='{at}'])").wait_for()
    raise AssertionError(f"no {field} below")


def correct(page, field, text, picture=None):
    """Give a field another text, all by keyboard."""
    go_to(page, field)
    page.keyboard.press("e")
    page.locator(".editor textarea:focus").wait_for()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)
    if picture:
        shoot(page, picture)
    page.keyboard.press("Enter")
    page.locator(f".record .corrected[data-field={field}]", has_text=text).wait_for()


def test_an_error_is_seen_corrected_taught_and_gone(browser, work, address):
    hosts = set()
    page = browser.new_page(viewport=SIZE)
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.goto(address)
    page.locator(".record .here").wait_for()
    page.locator("svg.page .frame").first.wait_for()
    shoot(page, "queue")
    first = page.url
    page.keyboard.press("Enter")
    page.wait_for_function("old => location.href !== old", arg=first)
    page.wait_for_load_state("networkidle")  # the next item is drawn, and its keys are heard
    page.keyboard.press("u")
    page.wait_for_function("old => location.href === old", arg=first)

    page.goto(f"{address.split('?')[0]}?document=1&index=1&field=budget.total")
    page.locator(".record .here[data-field='budget.total']").wait_for()
    assert "25%50%75%100%" in page.locator(".record [data-field=purpose]").inner_text()
    correct(page, "purpose", PURPOSE, "correct")
    correct(page, "spending_plan", PLAN)
    page.reload()
    page.locator(".record .corrected[data-field=purpose]", has_text=PURPOSE).wait_for()
    page.keyboard.press("m")
    page.locator(".train", has_text="已作训练数据").wait_for()
    page.keyboard.press("t")
    page.wait_for_function("!location.search.includes('document=1&')")
    page.goto(f"{address.split('/?')[0]}/queue")
    page.locator(".list tr").first.wait_for()
    assert all(" 1.png" not in line for line in page.locator(".list tr").all_inner_texts())
    page.goto(f"{address.split('/?')[0]}/figures")
    page.locator(".figures svg").first.wait_for()
    shoot(page, "figures")
    page.close()
    assert hosts == {address.split("/")[2]}

    with open_archive(str(work / "archive.sqlite")) as archive:
        desk = Desk(archive)
        said = [(entry.who, entry.field, entry.after) for entry in desk.journal() if entry.action == "correct"]
        assert said == [("王", "purpose", PURPOSE), ("王", "spending_plan", PLAN)]
        (lesson,) = taught(desk, load_model(work / "first"))
    assert lesson.likeness_before < lesson.likeness == 1
    addition = Addition(str(work / "first"), (str(work / "archive.sqlite"),), reminders=0)  # it knows no other form
    teach(Recipe(addition=addition), work / "second", force=True)
    model = Options(model=work / "second")
    again = extract(work / "1.png", model).projects[0]
    assert (again.purpose, [step.percent for step in again.spending_plan]) == (PURPOSE, [25, 50, 75, 100])
    other = extract(work / "2.png", model).projects[0]  # the same form, of which nobody said anything
    assert other.purpose == "辖区内解决遗留问题所需经费"


def test_who_has_no_token_sees_nothing(browser, address):
    context = browser.new_context()
    page = context.new_page()
    answer = page.goto(address.split("?")[0])
    assert answer.status == 403
    assert "archive" not in page.content()
    context.close()
