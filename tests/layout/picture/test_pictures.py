"""Layout of page pictures that the tests draw themselves, and of pages that tests/maker/scan wears out."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from extractor.document import Box
from extractor.layout.grid import find_grids
from extractor.layout.picture.clean import drop_specks, even_out, ink_mask, sheet_sides, smooth_folds, to_grey
from extractor.layout.picture.content import _hyphen, _is_dirt
from extractor.layout.picture.page import read_picture
from extractor.layout.picture.pixels import find_rulings, letter_size
from extractor.layout.picture.sheet import lay_out, turn
from extractor.layout.picture.textlines import LinePicture, _lines, _pieces, bands_of
from extractor.layout.picture.upright import _slopes, straighten
from extractor.ocr.engine import Letter, Reading
from extractor.ocr.null import NullEngine
from tests.maker.scan import KINDS, Kind, render, scan, skew, stamp

MADE = Path(__file__).parents[2] / "data" / "made"
SIZE = 24


@pytest.fixture(scope="module")
def page():
    return next(iter(render(MADE / "001-ruled-chromium-NotoSerif.pdf", 150)))


def shape_of(grey):
    grids = find_grids(find_rulings(grey), 0.2 * letter_size(ink_mask(grey)))
    return [[(cell.row, cell.column, cell.row_span, cell.span) for cell in grid.cells] for grid in grids]


def drawn(gaps=()):
    """A table of three rows and two columns, the second and third row of the first column merged; with letters."""
    page = np.full((900, 700), 255, np.uint8)
    for x0, x1, y in ((100, 600, 200), (100, 600, 300), (300, 600, 400), (100, 600, 500)):
        cv2.line(page, (x0, y), (x1, y), 0, 2)
    for x in (100, 300, 600):
        cv2.line(page, (x, 200), (x, 500), 0, 2)
    for x in (120, 320, 400):
        for y in (240, 340, 440):
            cv2.rectangle(page, (x, y), (x + SIZE, y + SIZE), 0, 3)
    for x0, y0, x1, y1 in gaps:
        page[y0:y1, x0:x1] = 255
    return page


EXPECTED = [[(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 2, 1), (1, 1, 1, 1), (2, 1, 1, 1)]]


def test_a_drawn_table():
    assert shape_of(drawn()) == EXPECTED


@pytest.mark.parametrize("gap", [(290, 230, 310, 260), (400, 395, 450, 405), (95, 330, 105, 400), (150, 290, 230, 310)])
def test_gaps_in_the_ruling_are_closed(gap):
    assert shape_of(drawn([gap])) == EXPECTED


def test_letters_are_no_lines(page):
    text_only = np.full((600, 900), 255, np.uint8)
    text_only[:400] = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)[:400, :900][:400]
    text_only[150:] = 255
    assert shape_of(text_only) == []


@pytest.mark.parametrize("kind", ["clean-150", "copier-200", "stamp-200", "fold-200", "photo"])
def test_a_worn_page_has_the_grid_of_the_clean_one(page, kind):
    rendered = next(iter(render(MADE / "001-ruled-chromium-NotoSerif.pdf", KINDS[kind].dpi)))
    clean = lay_out(page).grids
    worn = lay_out(scan(rendered, KINDS[kind], 3)).grids
    assert [[(c.row, c.row_span) for c in grid.cells] for grid in worn] == [
        [(c.row, c.row_span) for c in grid.cells] for grid in clean
    ]


def test_skew_is_taken_out(page):
    skewed = scan(page, Kind(150, (skew,)), 5)
    straight, matrix = straighten(even_out(to_grey(skewed)))
    assert matrix is not None
    rows = (straight < 128).sum(axis=1).max()
    assert rows > 1.5 * (to_grey(skewed) < 128).sum(axis=1).max()


def test_worn_ruling_tells_the_skew_to_a_pixel():
    page = drawn([(x, 0, x + 12, 900) for x in range(0, 700, 40)] + [(0, y, 700, y + 12) for y in range(10, 900, 40)])
    angle = 0.7
    turned = cv2.warpAffine(page, cv2.getRotationMatrix2D((350, 450), angle, 1), (700, 900), borderValue=255)
    _, matrix = straighten(turned)
    (x0, y0), (x1, y1) = cv2.perspectiveTransform(
        cv2.transform(np.float32([[[100, 300], [600, 300]]]), cv2.getRotationMatrix2D((350, 450), angle, 1)), matrix
    )[0]
    assert abs(y1 - y0) < 1.0
    assert x1 - x0 > 450


def test_an_upright_page_stays_as_it_is(page):
    _, matrix = straighten(even_out(to_grey(page)))
    assert matrix is None


def test_a_stamp_vanishes(page):
    stamped = stamp(page, np.random.default_rng(4))
    left = ink_mask(even_out(to_grey(stamped))) & ~ink_mask(even_out(to_grey(page)))
    assert left.mean() < 0.002


def test_a_fold_is_smoothed_and_ruling_stays():
    folded = drawn().astype(np.int16)
    folded[450:454] -= 110
    smooth = smooth_folds(np.clip(folded, 0, 255).astype(np.uint8))
    assert smooth[452, 20] > 230
    assert smooth[300, 200] < 60


def test_a_fold_is_smoothed_though_noise_breaks_its_shadow():
    noise = np.random.default_rng(3).normal(0, 9, (1600, 1100))
    rows = np.arange(1600)
    shade = 25 * np.exp(-np.abs(rows - 800) / 32)
    grey = np.clip(235 - shade[:, None] + noise, 0, 255).astype(np.uint8)
    smooth = smooth_folds(grey)
    assert grey[798:803].mean() < 215
    assert smooth[798:803].mean() > 225


def test_the_ruffled_shadow_of_a_fold_tells_nothing_of_perspective():
    page = np.full((1600, 1100), 250, np.uint8)
    generator = np.random.default_rng(5)
    for x in range(0, 1080, 40):
        y = 800 + int(generator.integers(-12, 12))
        cv2.line(page, (x, y), (x + 60, y + int(generator.integers(-3, 4))), 150, 3)
    assert np.abs(_slopes(page, [])[0].change) * 800 < 0.004


def test_specks_go_and_points_and_broken_strokes_stay():
    page = np.full((100, 300), 245, np.uint8)
    page[20:22, 20:22] = 0  # a speck
    page[20:24, 60:64] = 0  # a full stop
    page[60, 100:160:3] = page[61, 101:160:3] = 0  # what a bad copy leaves of 一
    drop_specks(page, ink_mask(page), SIZE)
    left = ink_mask(page)
    assert not left[:, :40].any()
    assert left[20:24, 60:64].all()
    assert left[60:62, 100:160].sum() == 40


def test_turning_back_finds_the_place():
    picture = np.zeros((30, 50), np.uint8)
    picture[7, 11] = 255
    for quarters in range(4):
        turned, back = turn(picture, np.eye(3), quarters)
        y, x = np.argwhere(turned == 255)[0]
        px, py, _ = back @ (x, y, 1)
        assert (round(px), round(py)) == (11, 7)


def test_strokes_of_a_letter_make_one_line_and_lines_stay_apart():
    profile = np.zeros(120, int)
    for start, end in ((10, 13), (19, 22), (30, 34), (60, 84), (100, 103)):  # 三, a line, a dash
        profile[start:end] = 5
    assert bands_of(profile, SIZE) == [(10, 34), (60, 84), (100, 103)]


def test_touching_lines_are_parted():
    profile = np.full(64, 9)
    profile[31] = 1
    assert len(bands_of(profile, SIZE)) == 2


def test_pieces_apart():
    columns = np.zeros(300, np.uint8)
    columns[10:60] = columns[70:90] = columns[200:240] = 1
    assert _pieces(columns, 2 * SIZE) == [(10, 90), (200, 240)]


def test_every_cell_has_a_box_inside_the_picture(page):
    engine = NullEngine(["文字文字"] * 500)
    turned = np.ascontiguousarray(np.rot90(page))
    content = read_picture(turned, 1, engine)
    boxes = [cell.box for row in content.rows for cell in content.placed(row).cells if cell.box]
    assert boxes
    height, width = turned.shape[:2]
    assert all(-2 <= box.x0 < box.x1 <= width + 2 and -2 <= box.top < box.bottom <= height + 2 for box in boxes)


def test_what_the_engine_cannot_read_gives_no_rows(page):
    assert read_picture(page, 1, NullEngine()).rows == []


CORNERS = np.array([(130, 120), (1010, 60), (1060, 1400), (90, 1450)])


@pytest.fixture(scope="module")
def sheet():
    """A sheet on a desk, lit from the left."""
    desk = np.full((1500, 1150), 70, np.uint8)
    cv2.fillConvexPoly(desk, CORNERS, 240)
    cv2.rectangle(desk, (400, 600), (700, 640), 20, -1)
    light = np.linspace(1.0, 0.65, 1150)
    return (cv2.GaussianBlur(desk, (0, 0), 1.0) * light).astype(np.uint8)


def test_nothing_is_left_of_the_desk_around_a_sheet(sheet):
    even = even_out(sheet)
    left = cv2.rectangle(ink_mask(even), (390, 590), (710, 650), 0, -1)
    assert not left.any()
    assert ink_mask(even)[602:638, 402:698].all()


def test_the_sides_of_a_sheet_are_found(sheet):
    ends = {tuple(np.round(end, -1)) for side in sheet_sides(sheet) for end in (side[:2], side[2:])}
    assert len(sheet_sides(sheet)) == 4
    for corner in CORNERS:
        assert min(np.hypot(*(np.array(end) - corner)) for end in ends) < 35


def test_a_picture_of_paper_alone_has_no_sides():
    assert sheet_sides(np.full((800, 600), 230, np.uint8)) == []


def test_the_sides_of_the_sheet_tell_the_perspective_of_a_page_without_lines(sheet):
    sides = sheet_sides(sheet)
    _, matrix = straighten(even_out(sheet), sides)
    assert matrix is not None
    corners = cv2.perspectiveTransform(CORNERS[None].astype(np.float32), matrix)[0]
    for one, other, axis in ((0, 1, 1), (3, 2, 1), (0, 3, 0), (1, 2, 0)):
        assert abs(corners[one][axis] - corners[other][axis]) < 15


def test_lines_of_text_beside_others_are_no_halves_of_theirs():
    ink = np.zeros((120, 400), np.uint8)
    for y in (10, 44):
        ink[y : y + SIZE, 10:120] = 1
    ink[27 : 27 + SIZE, 200:300] = 1
    boxes = sorted((line.box.x0, line.box.top, line.box.bottom) for line in _lines(ink, (0, 0, 400, 120), SIZE))
    assert boxes == [(10, 10, 34), (10, 44, 68), (200, 27, 51)]


@pytest.mark.parametrize(
    ("width", "confidence", "other", "dirt"),
    [(3, 0.45, 0.5, True), (11, 0.49, 0.48, False), (11, 0.4, 0.1, True), (20, 0.3, 0.1, False), (3, 0.6, 0.1, False)],
)
def test_dirt_is_thin_or_small_and_not_believed(width, confidence, other, dirt):
    reading = Reading("0", confidence, (Letter("0", confidence, 0.5, "O", other),))
    assert _is_dirt(reading, LinePicture(Box(0, 0, width, 22), (0, 0, width, 22)), SIZE) == dirt


@pytest.mark.parametrize(("inked", "lines"), [(30, 0), (60, 1)])
def test_strokes_in_a_row_are_no_ruling_a_half_worn_line_is_one(inked, lines):
    page = np.full((1000, 1400), 255, np.uint8)
    for x in range(100, 1300, 100):
        page[500:502, x : x + inked] = 0
    assert len(find_rulings(page, 24.0).horizontal) == lines


def test_a_hole_in_a_line_is_a_cell_of_two_rows():
    page = np.full((1000, 1400), 255, np.uint8)
    for y in (200, 300, 400):
        page[y : y + 2, 100:1300] = 0
    page[300:302, 200:500] = page[200:202, 600:640] = 255
    spans = [(round(r.at), round(r.start, -1), round(r.end, -1)) for r in find_rulings(page, 24.0).horizontal]
    assert [span[1:] for span in spans] == [(100, 1300), (100, 200), (500, 1300), (100, 1300)]


@pytest.mark.parametrize(("text", "width", "read"), [("一", 8, "-"), ("一", 20, "一"), ("二", 8, "二")])
def test_a_short_stroke_alone_is_a_hyphen(text, width, read):
    found = _hyphen(Reading(text, 0.9, (Letter(text, 0.9, 0.5),)), LinePicture(Box(0, 0, width, 3), (0, 0, 9, 9)), SIZE)
    assert (found.text, found.letters[0].text, found.confidence) == (read, read, 0.9)


def test_horizontal_lines_alone_make_no_grid():
    page = np.full((1000, 1400), 255, np.uint8)
    for y in (200, 300, 400, 500):
        page[y : y + 2, 100:1300] = 0
    rulings = find_rulings(page, 24.0)
    assert len(rulings.horizontal) == 4
    assert find_grids(rulings, 5.0) == []
