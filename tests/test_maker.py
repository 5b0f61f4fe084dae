"""The maker of test documents, and the documents that it has made."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from docx import Document as WordDocument
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from extractor.records import Amount, Budget, Indicator, PlanStep, Project, Source, Target
from tests.maker import FORMS, budget_html, from_project, make_docx, make_html, make_xlsx, mixed_html, read_gold, shown
from tests.maker.book import _value
from tests.maker.grid import WIDTH, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.maker import Form, Gold
    from tests.maker.grid import Grid

ROOT = Path(__file__).parents[1]
MADE = ROOT / "tests/data/made"
ALL_FORMS = pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.name)


def _records(source: str = "004", count: int = 2) -> list[Gold]:
    return read_gold(ROOT / f"training_data/gold/{source}.jsonl")[:count]


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _printed(records: list[Gold], form: Form) -> Iterator[str]:
    """Every text that must stand in a document, without white space."""
    for record in shown(records, form):
        fields = [record["title"], record["unit_name"], record["project_name"], record["purpose"], *record["goals"]]
        fields += [record["budget_total"], record["budget_fiscal"], *(record["spending_plan"] or {}).values()]
        for row in record["indicators"]:
            fields += [row[key] for key in ("level1", "level2", "level3", "description", "target", "basis")]
            fields += row["extra"].values()
        yield from (_bare(text) for text in fields if text)


@ALL_FORMS
@pytest.mark.parametrize("source", ["000", "001", "004"])
def test_the_cells_of_a_grid_cover_every_place_once(form: Form, source: str) -> None:
    for sheet in sheets(shown(_records(source), form), form):
        for grid in sheet.grids:
            _assert_tiled(grid)


def _assert_tiled(grid: Grid) -> None:
    places: Counter[tuple[int, int]] = Counter()
    for number, row in enumerate(grid.rows):
        for cell in row:
            first, span = grid.columns(cell)
            places.update(
                (line, column) for line in range(number, number + cell.down) for column in range(first, first + span)
            )
            if cell.inner:
                _assert_tiled(cell.inner)
    assert sum(grid.widths) == WIDTH
    assert set(places.values()) == {1}
    assert set(places) == {(line, column) for line in range(len(grid.rows)) for column in range(len(grid.widths))}


@ALL_FORMS
def test_a_web_page_holds_every_text_whole(form: Form) -> None:
    page = lxml_html.document_fromstring(make_html(_records(), form))
    whole = "\n".join(_bare("".join(map(str, element.itertext()))) for element in page.iter("td", "h2", "span"))
    assert [missing for missing in _printed(_records(), form) if missing not in whole] == []


@ALL_FORMS
def test_a_word_document_holds_every_text_whole(form: Form, tmp_path: Path) -> None:
    make_docx(_records("001"), form, tmp_path / "made.docx")
    body = WordDocument(str(tmp_path / "made.docx")).element.body
    texts = ("".join(run.text or "" for run in paragraph.iter("{*}t")) for paragraph in body.iter("{*}p"))
    whole = "\n".join(map(_bare, texts))
    assert [missing for missing in _printed(_records("001"), form) if missing not in whole] == []


@ALL_FORMS
def test_a_workbook_holds_every_text_or_its_number(form: Form, tmp_path: Path) -> None:
    make_xlsx(_records("001"), form, tmp_path / "made.xlsx")
    book = openpyxl.load_workbook(tmp_path / "made.xlsx")
    cells = [cell for page in book for row in page for cell in row if cell.value is not None]
    whole = "\n".join(_bare(_shown_by_excel(cell.value, cell.number_format)) for cell in cells)
    assert [missing for missing in _printed(_records("001"), form) if missing not in whole] == []


def _shown_by_excel(value: object, number_format: str) -> str:
    if not isinstance(value, int | float):
        return str(value)
    decimals = len(number_format.rstrip("%").partition(".")[2])
    return f"{value * 100:.{decimals}f}%" if number_format.endswith("%") else f"{value:.{decimals}f}"


@given(st.from_regex(r"(0|[1-9][0-9]{0,8})(\.[0-9]{1,4})?%?", fullmatch=True))
def test_a_number_in_a_workbook_shows_the_printed_text(text: str) -> None:
    value, number_format = _value(text)
    assert isinstance(value, float)
    assert _shown_by_excel(value, number_format) == text


@pytest.mark.parametrize("text", ["≥90%", "007", "1,000.00", "3年", "13021322P00000410179E", "1234567890123456"])
def test_what_is_no_plain_number_stays_text_in_a_workbook(text: str) -> None:
    assert _value(text) == (text, "General")


@pytest.mark.parametrize(
    ("form", "expected"),
    [("extra-columns", [("产", 1)] * 4), ("ruled", [("产", 4)]), ("horizontal", [("产", 1), *[("", 1)] * 3])],
)
def test_level_cells_are_repeated_merged_or_blank(form: str, expected: list[tuple[str, int]]) -> None:
    record = _records("004", 1)
    below = sheets(shown(record, FORMS[form]), FORMS[form])[0].grids[1]
    first = [(cell.text[:1], cell.down) for row in below.rows[1:5] for cell in row if cell.left == 0]
    assert first == expected


def test_columns_that_a_form_leaves_out_are_null_in_its_gold() -> None:
    rows = shown(_records("001"), FORMS["no-description"])[0]["indicators"]
    assert {(row["description"], row["basis"]) for row in rows} == {(None, None)}
    assert all(row["target"] for row in rows)


def test_further_columns_stand_in_extra_and_weights_add_up() -> None:
    for record in shown(_records("001"), FORMS["extra-columns"]):
        assert sum(int(row["extra"]["权重"]) for row in record["indicators"]) == 100


def test_a_project_is_printed_like_its_gold() -> None:
    project = Project(
        source=Source(file="a.txt", sha256="", kind="text"),
        project_name="绿化",
        budget=Budget(total=Amount(text="2.50", yuan="25000")),
        spending_plan=[PlanStep(by="3月底", text="25%"), PlanStep(by="6月底")],
        goals=["1.美化"],
        indicators=[Indicator(level1="产出指标", target=Target(text="≥3棵"), extra={"权重": "10"})],
    )
    gold = from_project(project)
    assert (gold["budget_total"], gold["budget_total_yuan"], gold["budget_other"]) == ("2.50", "25000", None)
    assert gold["spending_plan"] == {"3月底": "25%", "6月底": None}
    assert gold["indicators"][0]["target"] == "≥3棵"
    assert "≥3棵" in make_html([gold], FORMS["ruled"])


def test_a_budget_has_no_target_table_and_a_mixed_one_has_them_in_order() -> None:
    records = _records("001", 3)
    assert "绩效目标" not in budget_html(FORMS["ruled"], 20)
    mixed = mixed_html(records, FORMS["ruled"], 20)
    places = [mixed.index(f"{record['ordinal']}.{record['title']}") for record in records]
    assert places == sorted(places)
    assert mixed.count('class="page"') == 23


@ALL_FORMS
@pytest.mark.parametrize("producer", ["chromium", "libreoffice"])
def test_every_form_is_kept_with_the_gold_that_it_shows(form: Form, producer: str) -> None:
    (pdf,) = MADE.glob(f"???-{form.name}-{producer}-*.pdf")
    kinds = {path.name.removeprefix(pdf.stem + ".") for path in MADE.glob(f"{pdf.stem}.*")}
    sources = {"html", "xlsx"} if producer == "chromium" else {"docx"}
    assert kinds == {"pdf", "layout.txt", "raw.txt", "jsonl", *sources}
    kept = read_gold(pdf.with_suffix(".jsonl"))
    titles = {record["title"] for record in kept}
    source = read_gold(ROOT / f"training_data/gold/{pdf.name[:3]}.jsonl")
    assert kept == shown([record for record in source if record["title"] in titles], form)


@pytest.mark.parametrize("text", sorted(MADE.glob("*.raw.txt")), ids=lambda path: path.name)
def test_kept_documents_print_each_cell_whole_but_where_rows_are_split(text: Path) -> None:
    pages = [_bare(page) for page in text.read_text("utf-8").split("\f")]
    name = text.name.removesuffix(".raw.txt")
    (form,) = (form for form in FORMS.values() if re.match(rf"\d+-{form.name}-(chromium|libreoffice)-", name))
    cells = {
        _bare(str(row[key]))
        for record in read_gold(text.with_name(name + ".jsonl"))
        for row in record["indicators"]
        for key in ("level2", "level3", "description", "target", "basis")
        if row[key]
    }
    broken = [cell for cell in cells if not any(cell in page for page in pages)]
    assert bool(broken) == form.name.startswith("ruled-split")
    assert len(broken) < 0.1 * len(cells)


def test_the_kept_documents_stay_small() -> None:
    assert sum(path.stat().st_size for path in MADE.iterdir()) < 1_500_000
