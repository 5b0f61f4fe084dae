"""Worn ruling, and letters that look like pieces of it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractor.layout.grid import find_grids
from extractor.layout.picture.clean import ink_mask
from extractor.layout.picture.erasing import erase_rulings
from extractor.layout.picture.fragments import vote
from extractor.layout.picture.gaps import between_lines, blank_between, clear_lines, clear_of_letters
from extractor.layout.picture.pixels import find_rulings, letter_size

SIZE = 24


def worn_table(share, seed):
    """Six rows, three columns, each cell with three letters (boxes); pieces of a share of the ruling gone."""
    page = np.full((900, 900), 255, np.uint8)
    xs, ys = (100, 300, 500, 800), range(150, 751, 100)
    for y in ys:
        cv2.line(page, (xs[0], y), (xs[-1], y), 0, 2)
    for x in xs:
        cv2.line(page, (x, ys[0]), (x, ys[-1]), 0, 2)
    gone = np.random.default_rng(seed).random((900 // 20, 900 // 20)) < share
    page[np.kron(gone, np.ones((20, 20), bool))] = 255
    for x in xs[:-1]:
        for y in ys[:-1]:
            for k in range(3):
                cv2.rectangle(page, (x + 20 + 32 * k, y + 38), (x + 20 + 32 * k + SIZE, y + 38 + SIZE), 0, 2)
                cv2.line(page, (x + 32 + 32 * k, y + 40), (x + 32 + 32 * k, y + 60), 0, 2)
    return page


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("share", [0.0, 0.15, 0.3, 0.45])
def test_a_worn_table_is_rebuilt(share, seed):
    page = worn_table(share, seed)
    grids = find_grids(find_rulings(page), 0.2 * letter_size(ink_mask(page)))
    assert [(len(grid.ys) - 1, len(grid.xs) - 1, len(grid.cells)) for grid in grids] == [(6, 3, 18)]


def test_wear_is_measured():
    assert find_rulings(worn_table(0.0, 0)).left > find_rulings(worn_table(0.15, 0)).left > 0.7
    assert find_rulings(worn_table(0.15, 0)).left > find_rulings(worn_table(0.35, 0)).left


def test_pieces_at_one_height_add_up():
    pieces = np.zeros((100, 400), np.uint8)
    for x in range(0, 400, 100):
        pieces[40, x : x + 20] = 1
    pieces[70, 50:70] = 1
    assert vote(pieces, SIZE, 1.4) == pytest.approx([40.0])


def test_letters_speak_for_a_line_between_them_and_against_one_through_them():
    letters = np.zeros((100, 300), np.uint8)
    letters[40:64, 100:160] = letters[40:64, 200:260] = 1
    through, between = clear_of_letters(letters, [130.0, 180.0], [0.0, 99.0], SIZE)[:, 0]
    assert through < 0 < between
    assert blank_between(letters, [90.0, 180.0, 190.0], [0.0, 99.0], SIZE)[:, 0].tolist() == [False, True]


def test_text_that_runs_through_denies_a_line_that_other_rows_keep_clear_of():
    letters = np.zeros((200, 400), np.uint8)
    letters[20:44, 50:100] = letters[20:44, 300:350] = 1
    letters[120:144, 50:178] = letters[120:144, 184:350] = 1
    clear, through = (clear_of_letters(letters, [180.0], ys, SIZE)[0, 0] for ys in ([0.0, 99.0], [0.0, 199.0]))
    assert through < 0 < clear


def test_the_paper_of_a_comma_is_no_line():
    letters = np.zeros((100, 300), np.uint8)
    letters[40:64, 50:150] = letters[40:64, 180:260] = 1
    middle, beside = clear_of_letters(letters, [165.0, 177.0], [0.0, 99.0], SIZE)[:, 0]
    assert beside < 0 < middle


def test_far_letters_speak_for_one_line_between_them():
    letters = np.zeros((100, 900), np.uint8)
    letters[40:64, 10:60] = letters[40:64, 800:860] = 1
    assert clear_of_letters(letters, [400.0], [0.0, 99.0], SIZE)[0, 0] > 0


def test_paper_between_lines_of_text_speaks_for_a_ruling():
    letters = np.zeros((300, 200), np.uint8)
    for top in (20, 56, 150):
        letters[top : top + SIZE, 20:160] = 1
    close, wide, stroke = between_lines(letters, [50.0, 115.0, 150.0 + SIZE + 2], [0.0, 199.0], SIZE)[:, 0]
    assert stroke < close <= 0 < wide


def test_what_is_left_of_a_line_is_no_letter():
    letters = np.zeros((100, 200), np.uint8)
    letters[49:52, 20:60] = letters[40:60, 100:110] = 1
    clear_lines(letters, [50.0])
    assert not letters[:, :90].any()
    assert letters[40:60, 100:110].all()


def test_what_is_left_of_a_double_line_is_no_letter():
    letters = np.zeros((100, 200), np.uint8)
    letters[46:49, 20:60] = letters[52:55, 40:80] = letters[40:60, 100:110] = 1
    clear_lines(letters, [47.0, 53.0])
    assert not letters[:, :90].any()
    assert letters[40:60, 100:110].all()


def test_the_thick_line_of_one_table_inside_another_is_a_ruling_in_small_print():
    page = np.full((300, 400), 245, np.uint8)
    for y, thickness in ((40, 2), (100, 5), (160, 2)):
        page[y : y + thickness, 40:360] = 0
    page[40:162, 40:42] = page[40:162, 200:202] = page[40:162, 358:360] = 0
    assert [round(ruling.at) // 20 for ruling in find_rulings(page, 17.0).horizontal] == [2, 5, 8]


@pytest.mark.parametrize("seed", range(3))
def test_no_crumbs_of_worn_ruling_are_read(seed):
    page = worn_table(0.45, seed)
    size = letter_size(ink_mask(page))
    rulings = find_rulings(page)
    bare = erase_rulings(page, ink_mask(page), rulings, find_grids(rulings, 0.2 * size), size)
    letters = ink_mask(bare)
    assert not letters[145:156].any()
    assert not letters[:, 295:306].any()
    assert letters.sum() > 0.9 * ink_mask(worn_table(1.0, seed)).sum()


def test_a_table_that_the_page_end_cuts_is_open_at_its_foot():
    page = worn_table(0.0, 0)
    page[740:760] = 255
    (grid,) = find_grids(find_rulings(page), 5.0)
    assert [cell.open for cell in grid.cells[-3:]] == [True] * 3
    assert not any(cell.open for cell in grid.cells[:-3])


def test_two_tables_with_text_between_them_stay_two():
    page = np.full((2000, 900), 255, np.uint8)
    page[:900], page[1100:] = worn_table(0.45, 1), worn_table(0.45, 2)
    assert len(find_grids(find_rulings(page), 5.0)) == 2


@pytest.mark.parametrize("seed", range(3))
def test_a_worn_frame_beside_a_ruling_is_no_letter(seed):
    page = worn_table(0.3, seed)
    page[150:750, 107:109] = np.where(
        np.kron(np.random.default_rng(seed).random(15) < 0.4, np.ones(40))[:, None], 255, 0
    )
    size = letter_size(ink_mask(page))
    rulings = find_rulings(page)
    bare = erase_rulings(page, ink_mask(page), rulings, find_grids(rulings, 0.2 * size), size)
    assert ink_mask(bare)[:, 104:112].sum() < 0.02 * 2 * 600
