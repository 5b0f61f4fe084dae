"""A maker of test documents: records printed the way Chinese governments publish their 绩效目标表.

The way through: gold records (`gold`) are laid out by a `Form` as tables of plain cells (`grid`), and the same tables
are printed as a web page (`web`), a Word document (`word`) or a workbook (`book`); Chromium, LibreOffice and pdftotext
make PDF and text of them (`programs`). `documents` makes all of these at once, `budget` budgets without such tables,
and `kept` the small documents in ``tests/data/made``.
"""

from tests.maker.book import make_xlsx
from tests.maker.budget import budget_html, mixed_html
from tests.maker.form import FORMS, Form
from tests.maker.gold import Gold, from_project, read_gold, shown, write_gold
from tests.maker.programs import docx_to_pdf, html_to_pdf, pdf_to_text
from tests.maker.web import make_html
from tests.maker.word import make_docx

__all__ = [
    "FORMS",
    "Form",
    "Gold",
    "budget_html",
    "docx_to_pdf",
    "from_project",
    "html_to_pdf",
    "make_docx",
    "make_html",
    "make_xlsx",
    "mixed_html",
    "pdf_to_text",
    "read_gold",
    "shown",
    "write_gold",
]
