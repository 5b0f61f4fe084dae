"""Every product of some records in one form, named after what made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.maker.book import make_xlsx
from tests.maker.gold import shown, write_gold
from tests.maker.programs import docx_to_pdf, html_to_pdf, pdf_to_text
from tests.maker.web import make_html
from tests.maker.word import make_docx

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.maker.form import Form
    from tests.maker.gold import Gold

PRODUCERS = ("chromium", "libreoffice")


def make_all(records: Sequence[Gold], form: Form, producer: str, folder: Path, prefix: str) -> list[Path]:
    """Write ``PREFIX-FORM-PRODUCER-FONT.pdf``, its texts, its source (web page or Word), the workbook and the gold."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{prefix}-{form.name}-{producer}-{short(form.font)}"
    made = {kind: folder / f"{name}.{kind}" for kind in ("pdf", "layout.txt", "raw.txt", "jsonl")}
    if producer == "chromium":
        made |= {kind: folder / f"{name}.{kind}" for kind in ("html", "xlsx")}
        html = make_html(records, form)
        made["html"].write_text(html, "utf-8")
        html_to_pdf(html, made["pdf"])
        make_xlsx(records, form, made["xlsx"])
    else:
        made["docx"] = folder / f"{name}.docx"
        make_docx(records, form, made["docx"])
        docx_to_pdf(made["docx"], made["pdf"])
    made["layout.txt"].write_text(pdf_to_text(made["pdf"], "layout"), "utf-8")
    made["raw.txt"].write_text(pdf_to_text(made["pdf"], "raw"), "utf-8")
    write_gold(shown(records, form), made["jsonl"])
    return list(made.values())


def short(font: str) -> str:
    """A font's name as part of a file's name: NotoSerif, WenQuanYiZenHei."""
    return "".join(word for word in font.split() if word not in ("CJK", "SC", "CN", "AR", "PL"))
