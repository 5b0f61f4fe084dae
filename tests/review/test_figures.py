"""The dashboard's figures, and the report as one file."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest

from extractor.errors import OutputError
from extractor.review.charts import Bar, lying, standing
from extractor.review.figures import gather
from extractor.review.journal import Act, Action
from extractor.review.report import write
from extractor.review.words import Words


def test_figures_count_corrections(scan_desk):
    table = scan_desk.table(1, 1)
    before = gather(scan_desk)
    assert before.budgets == ((None, Decimal(13500), 1),)
    assert before.kinds == {"number": 1, "percent": 1, "text": 1}
    scan_desk.act([
        Act(table.subject, "budget.total", Action.CORRECT, "甲", "13500.00", "20000"),
        Act(table.subject, "indicators[2].target", Action.CORRECT, "甲", "持续保障", "≥5次"),
        Act(table.subject, "indicators[1].level3", Action.CORRECT, "甲", "设备采买合格率", "设备采买合格事"),
        Act(table.subject, "indicators[0]", Action.ACCEPT, "甲"),
    ])  # fmt: skip
    after = gather(scan_desk)
    assert after.budgets == ((None, Decimal(20000), 1),)
    assert after.kinds == {"number": 2, "percent": 1}
    assert sum(band.items for band in after.bands) == after.progress.items
    doubtful = next(band for band in after.bands if band.low == 0.7)
    assert (doubtful.items, doubtful.seen, doubtful.corrected, doubtful.rate) == (1, 1, 1, 1.0)
    assert sum(band.seen for band in after.bands) == after.progress.seen == 9
    assert after.progress.corrected == 3


def test_a_removed_row_counts_no_more(scan_desk):
    table = scan_desk.table(1, 1)
    scan_desk.act(
        [
            Act(
                table.subject,
                "indicators[2]",
                Action.REMOVE,
                "甲",
                "效益指标\t社会效益指标\t保障正常运转\t保障正常运转\t持续保障",
            )
        ]
    )
    assert gather(scan_desk).levels == {"产出指标": 2}


def test_a_dumps_figures(dump_desk):
    figures = gather(dump_desk)
    assert figures.indicators == sum(figures.levels.values()) == sum(figures.kinds.values()) == 54
    assert sum(tables for _, _, tables in figures.budgets) == 6
    assert figures.budgets == tuple(sorted(figures.budgets, key=lambda one: -one[1]))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_is_one_file_without_script(dump_desk, tmp_path, language):
    item = dump_desk.queue()[0]
    dump_desk.act([Act(item.subject, "title", Action.CORRECT, "<甲>", None, "<b>新标题</b>")])
    path = tmp_path / "report.html"
    write(dump_desk, path, Words(language))
    text = path.read_text(encoding="utf-8")
    assert "<script" not in text
    assert not re.search(r"(?:src|href)=|https?://|url\(|@import", text)
    assert "default-src 'none'" in text
    assert "&lt;b&gt;新标题" in text
    assert text.count("<svg") == 6
    for svg in re.findall(r"<svg.*?</svg>", text, re.DOTALL):
        ET.fromstring(svg)


def test_a_report_has_its_ending(dump_desk, tmp_path):
    with pytest.raises(OutputError, match=r"Use \.html"):
        write(dump_desk, tmp_path / "report.pdf", Words("zh"))


def test_charts_of_nothing_and_of_too_much():
    for draw in (lying, standing):
        ET.fromstring(draw([]))
        svg = ET.fromstring(draw([Bar("甲<乙", 3, "3"), Bar("丙", 0, "—")]))
        widths = [float(bar.get("width")) for bar in svg.iter("rect")]
        assert all(0 <= width <= 640 for width in widths)
    assert "…" in lying([Bar("长" * 40, 1, "1")])
