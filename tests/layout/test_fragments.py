"""Worn ruling, and letters that look like pieces of it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractor.layout.clean import ink_mask
from extractor.layout.fragments import vote
from extractor.layout.gaps import blank_between, clear_of_letters
from extractor.layout.grid import find_grids
from extractor.layout.pixels import find_rulings, letter_size

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
@pytest.mark.parametrize("share", [0.0, 0.15, 0.3])
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
