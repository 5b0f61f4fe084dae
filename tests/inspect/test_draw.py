"""The drawings of kept documents, looked at as a browser and a picture viewer would."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from lxml import etree, html
from PIL import Image

from extractor.errors import OutputError, PageNotFound
from extractor.inspect import fonts, inspect, write
from extractor.inspect.palette import LABELS
from extractor.lines.labels import Label

MADE = Path(__file__).parents[1] / "data" / "made"
RULED = MADE / "004-ruled-split-nohead-libreoffice-WenQuanYiZenHei.pdf"
DUMP = """1.甲<script>alert(1)</script>"项目"绩效目标表
单位：万元
项目名称\t甲&乙 "项目"
预算数\t96.5 0\t其中：财政资金\t96.5 0\t其他资金
绩效目标\t1.修好 </title></svg> 道路
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值
产出指标\t数量指标\t<img src=http://example.org/x.png>\t修建里程\t≥5公里
"""


def drawn(path, tmp_path, page=None):
    out = tmp_path / "out.html"
    write(inspect(path, page), out)
    return html.document_fromstring(out.read_bytes())


def classes(tree, name):
    return tree.xpath(f"//*[contains(concat(' ', @class, ' '), ' {name} ')]")


def test_every_box_of_the_page_is_over_its_picture(tmp_path):
    tree = drawn(RULED, tmp_path)
    sight = inspect(RULED)
    boxes = [cell.box for row in sight.overlay.rows for cell in row.row.cells if not cell.covered]
    marks = tree.xpath("//svg//rect[@class='cell']")
    assert [float(mark.get("x")) for mark in marks] == [round(box.x0, 1) for box in boxes]
    (image,) = tree.xpath("//svg/image")
    kind, data = image.get("href").split(",")
    assert kind == "data:image/png;base64"
    with Image.open(io.BytesIO(base64.b64decode(data))) as picture:
        assert picture.width == pytest.approx(2 * float(image.get("width")), abs=1)
    assert max(box.x1 for box in boxes) < float(image.get("width"))


def test_a_cell_tells_text_label_probability_and_repair(tmp_path):
    tree = drawn(RULED, tmp_path)
    titles = [title.text for title in tree.xpath("//svg//rect[@class='cell']/following-sibling::title")]
    (repaired, _) = [title for title in titles if "修补" in title]
    assert re.fullmatch(
        r"228万\n元\n预算 \(field\.budget\) \d+(\.\d)?%\n第 \d+ 列，跨 2 列\n修补 1：“228万⏎元” → “228万元” .+",
        repaired,
    )


def test_every_label_and_its_row_are_in_the_legend_and_the_list(tmp_path):
    tree = drawn(RULED, tmp_path)
    keys = {key.text for key in classes(tree, "key")}
    assert keys == {"标题", "项目信息", "预算", "用途", "支出计划", "绩效目标", "表头", "指标", "修补"}
    for link in tree.xpath("//a/@href"):
        assert tree.xpath(f"//*[@id='{link[1:]}']"), link


def test_the_rest_of_a_table_on_a_later_page(tmp_path):
    tree = drawn(RULED, tmp_path, 3)
    assert {text.text for text in tree.xpath("//svg//text[not(@class)]")} == {"指标"}
    assert "高新中学" in tree.xpath("string(//aside)")


def test_a_page_without_a_table(tmp_path):
    path = tmp_path / "blank.pdf"
    pdf = pypdfium2.PdfDocument.new()
    pdf.new_page(300, 400).close()
    pdf.save(path)
    pdf.close()
    tree = drawn(path, tmp_path)
    assert tree.xpath("//svg/image")
    assert not tree.xpath("//svg//rect")
    assert "没有读到表格的行" in tree.xpath("string(//aside)")


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_boxes_lie_on_the_rulings_of_turned_and_cropped_pages(turned, tmp_path):
    path = tmp_path / "turned.pdf"
    with pikepdf.open(RULED) as pdf:
        pdf.pages[0].rotate(turned, relative=True)
        pdf.pages[0].cropbox = [40, 30, 560, 800]
        pdf.save(path)
    sight = inspect(path, 1)
    grey = np.asarray(sight.picture.image.convert("L"))
    boxes = [cell.box for row in sight.overlay.rows if row.row.table is not None for cell in row.row.cells]
    assert len(boxes) > 50
    for box in boxes:
        y, x = (round(sight.picture.scale * at) for at in ((box.top + box.bottom) / 2, box.x0))
        assert grey[y, x - 3 : x + 4].min() < 128 or grey[y - 3 : y + 4, x].min() < 128


def test_text_is_escaped_and_nothing_is_fetched(tmp_path):
    path = tmp_path / "evil.txt"
    path.write_text(DUMP, encoding="utf-8")
    tree = drawn(path, tmp_path)
    assert not tree.xpath("//script | //img | //link | //iframe")
    assert not [url for url in tree.xpath("//@src | //@href") if not url.startswith(("#", "data:"))]
    policy = tree.xpath("//meta[@http-equiv]/@content")
    assert policy == ["default-src 'none'; img-src data:; style-src 'unsafe-inline'"]
    assert '甲&乙 "项目"' in tree.xpath("string(//main)")
    assert "<img src=http://example.org/x.png>" in tree.xpath("string(//main)")


def test_the_lines_of_a_dump(dumps, tmp_path):
    tree = drawn(dumps[3], tmp_path)
    lines = dumps[3].read_text(encoding="utf-8").splitlines()
    items = tree.xpath("//main//li")
    for item in items:
        number = int(item.xpath("string(span[@class='n'])"))
        (text,) = (cell.text_content() for cell in item.xpath(".//span[contains(@class, 'cells')]"))
        assert "".join(re.sub(r"⏎", "", text).split()) in "".join("".join(lines[number - 1 : number + 1]).split())
    assert len(items) > 300
    assert not tree.xpath("//svg | //img")


def test_cells_of_word_stand_in_their_columns(tmp_path):
    tree = drawn(MADE / "004-ruled-split-libreoffice-WenQuanYiZenHei.docx", tmp_path)
    grids = classes(tree, "grid")
    assert len(grids) > 20
    assert all("grid-column:" in cell.get("style") for grid in grids for cell in grid)


def test_png_has_the_colours_of_the_labels(tmp_path):
    out = tmp_path / "out.png"
    write(inspect(RULED), out)
    with Image.open(out) as picture:
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 24)}
        height = picture.height
    for label in (Label.TITLE, Label.BUDGET, Label.HEADER, Label.INDICATOR):
        assert tuple(bytes.fromhex(LABELS[label].colour[1:])) in colours
    assert height >= 1684


def test_png_without_a_chinese_font(tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "_FILES", (("no such font.ttf", 0),))
    fonts.find_font.cache_clear()
    try:
        assert not fonts.find_font().chinese
        write(inspect(RULED), tmp_path / "out.png")
    finally:
        fonts.find_font.cache_clear()
    assert (tmp_path / "out.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("page", [0, -1, 4])
def test_a_page_that_is_not_there(page):
    with pytest.raises(PageNotFound, match="has 3 pages"):
        inspect(RULED, page)


def test_no_picture_of_a_dump(dumps, tmp_path):
    with pytest.raises(OutputError, match=r"ends in \.html"):
        write(inspect(dumps[3]), tmp_path / "out.png")
    assert list(tmp_path.iterdir()) == []


def test_every_label_has_a_name_and_a_colour():
    assert set(LABELS) == set(Label)
    assert (
        len({style.name for style in LABELS.values()}) == len({style.colour for style in LABELS.values()}) == len(Label)
    )


def test_the_svg_is_well_formed(tmp_path):
    write(inspect(RULED), tmp_path / "out.html")
    text = (tmp_path / "out.html").read_text(encoding="utf-8")
    etree.fromstring(re.search(r"<svg.*</svg>", text, re.DOTALL)[0])
