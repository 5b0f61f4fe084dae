"""What an OCR engine read, mended with what a form knows: signs, words of the forms' own, texts printed twice.

Nothing comes in that was not read: a letter is changed for one that the engine itself held for possible, for the same letter
of a second reading of the same words, or, at letters that it was unsure of, for that of the one known word they fit. The
numbers of the three level columns alone are put back where their strokes vanished; those name columns and are no values.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Self

from ..lines.vocabulary import exact, is_level_column, lookup, whole_roles
from ..ocr.engine import Letter
from .marks import mend_marks
from .reads import THRESHOLD, Read, changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..ocr.engine import Reading

_SIGNS = {">": "≥", "<": "≤", "2": "≥", "Z": "≥", "z": "≥", "S": "≤", "s": "≤"}
"""What a sign is taken for where its lower stroke is faint, or where it is small."""
_STROKED, _BARE = 7.2, 0.3
"""How often signs with a stroke and without one are taken to have been read before a page's own are counted: they are 24 to 1
(378 to 16 in the labelled tables), but a table that has one without has more of them."""
_AFTER_SIGN = re.compile(r"\s*\d")
_LIKE_DIGITS = "OoQDlI|"
_NUMBER = re.compile(r"[≥≤><=]?[\d,]+(?:\.\d*)?%?")
_DIGIT_ODDS = 100.0
"""How many times likelier a digit is in a number than one of the letters that look like it."""
_SURE_SIGN = 0.99
"""Confidence from which a sign counts for those of its page."""
_UNSURE, _SURE = 0.8, 0.95
"""Confidence below which a letter may be changed for another, and from which another is trusted."""
_WORD_ODDS = 50.0
"""How many times likelier a word of the vocabulary is than one that differs from it in a letter."""
_LIKE = 70.0
"""Least likeness to a word of the vocabulary, 0..100."""
_UNSEEN = 0.002
"""Probability of a letter that the engine names neither as the likeliest nor as the next."""
_PAIR_ODDS, _COMMON_ODDS = 20.0, 30.0
"""How many times likelier a letter is that the page has beside the same letter while it never has the one read, and one of
GB 2312 than one that is not in it, as the traditional forms are which engines take simplified ones for."""
_SHORT_TERM, _LONGEST_TERM = 80.0, 10
"""Likeness to a longer word of the vocabulary from which it is looked at, and the most letters that such a word has."""
_COLON = re.compile("[:：].")
_LEVELS, _LEVEL = ("一级指标", "二级指标", "三级指标"), 0.9
"""The names of the level columns, and how sure it is that three of them without their number are these."""
_TWIN_LETTERS = 4
_TWIN_DIFFERENCES = 0.2


@dataclass(frozen=True, slots=True)
class Known:
    """Pairs of neighbouring letters that were read surely on a page, and how often."""

    pairs: Counter[str]
    stroked: int = 0
    """Signs of comparison with a stroke (≥) that were read surely."""
    bare: int = 0
    """Those without (>)."""

    @classmethod
    def of(cls, readings: Iterable[Reading]) -> Self:
        """Those of the readings of a page's lines."""
        lines = [reading.letters for reading in readings]
        pairs = [(a, b) for line in lines for a, b in pairwise(line) if min(a.confidence, b.confidence) >= _SURE]
        signs = [line[0].text for line in lines if line and line[0].confidence >= _SURE_SIGN]
        return cls(
            Counter(a.text + b.text for a, b in pairs),
            sum(sign in "≥≤" for sign in signs),
            sum(sign in "><" for sign in signs),
        )

    @property
    def sign_odds(self) -> float:
        """How many times likelier a sign with a stroke is than one without, as the page's other signs are."""
        return (_STROKED + self.stroked) / (_BARE + self.bare)

    def beside(self, before: str, letter: str, after: str) -> int:
        """How often a letter was read between these, counting either neighbour."""
        return self.pairs[before + letter] + self.pairs[letter + after]


def mend_row(cells: Sequence[Read], known: Known) -> list[Read]:
    """The cells of one table row (or one line of text), mended. `known`: of its page."""
    whole = [_mend_digits(_mend_sign(mend_marks(cell), known)) for cell in cells]
    return _mend_twins(_mend_levels([_mend_letters(_mend_word(cell), known) for cell in whole]))


def _mend_levels(cells: list[Read]) -> list[Read]:
    """``级指标`` into ``一级指标`` and so on in a header that has all three from left to right: thin strokes vanish on faxes.

    So do some of a number's strokes: one that was read with doubt is that of its place.
    """
    texts = ["".join(cell.text.split()) for cell in cells]
    places = [k for k, text in enumerate(texts) if is_level_column(text)]
    wrong = [(k, level) for k, level in zip(places, _LEVELS, strict=False) if texts[k] != level]
    numbered = [cells[k] for k, level in wrong if len(texts[k]) == len(level)]
    if len(places) != len(_LEVELS) or any(cell.letters[0].confidence >= _SURE for cell in numbered if cell.letters):
        return cells
    found = list(cells)
    for k, level in wrong:
        stroke = Letter(level[0], _LEVEL, 0.0)
        rest = cells[k].letters[1:] if len(texts[k]) == len(level) else cells[k].letters
        found[k] = changed(cells[k], (stroke, *rest), "ocr-vocabulary", _LEVEL)
    return found


def is_short_of_a_term(text: str) -> bool:
    """Whether a word of the vocabulary lacks nothing but one letter, or its colon: thin ones (一) vanish in bad copies."""
    if any(_COLON.search(term.word) for term in exact(text)) and not _COLON.search(text):
        return True
    terms = lookup(text, _SHORT_TERM) if 3 <= len(text) <= _LONGEST_TERM else []
    if not terms or terms[0].score == 100 or len(terms[0].word) != len(text) + 1:
        return False
    word = terms[0].word
    return any(word[:k] + word[k + 1 :] == text for k in range(len(word)))


def _mend_sign(cell: Read, known: Known) -> Read:
    """``>80%`` into ``≥80%`` where the engine held that for possible; else the more doubt, the more the page has of the latter."""
    if not cell.letters:
        return cell
    first, rest = cell.letters[0], "".join(letter.text for letter in cell.letters[1:])
    sign = _SIGNS.get(first.text)
    named = sign is not None and first.other == sign
    if sign is None or not _AFTER_SIGN.match(rest) or not (named or first.text in "><"):
        return cell
    likely = known.sign_odds * (first.other_confidence if named else _UNSEEN)
    score = likely / (likely + first.confidence)
    if named and score >= THRESHOLD:
        return changed(cell, (replace(first, text=sign, confidence=score), *cell.letters[1:]), "ocr-sign", score)
    doubtful = replace(first, confidence=min(first.confidence, 1 - score))
    proposed = changed(cell, (replace(first, text=sign), *cell.letters[1:]), "ocr-sign", score) if named else cell
    return replace(proposed, letters=(doubtful, *cell.letters[1:]))


def _mend_digits(cell: Read) -> Read:
    """``100.0O`` into ``100.00``: a letter in a number, where the engine held a digit for possible."""
    doubtful = [k for k, letter in enumerate(cell.letters) if letter.text in _LIKE_DIGITS and letter.other.isdecimal()]
    rest = "".join(letter.text for k, letter in enumerate(cell.letters) if k not in doubtful)
    if not doubtful or not _NUMBER.fullmatch(rest):
        return cell
    letters, score = list(cell.letters), 1.0
    for k in doubtful:
        likely = _DIGIT_ODDS * letters[k].other_confidence
        score = min(score, likely / (likely + letters[k].confidence))
        letters[k] = replace(letters[k], text=letters[k].other, confidence=score)
    return changed(cell, tuple(letters), "ocr-digit", score)


def _mend_word(cell: Read) -> Read:
    """A label, a header or a level name that differs from the known word only in letters that were read with doubt."""
    text = cell.text
    if cell.confidence >= _UNSURE or len(text) < 3:
        return cell
    terms = lookup("".join(text.split()), _LIKE)
    if not terms or terms[0].score == 100 or len(terms[0].word) != len(text):
        return cell
    pairs = list(zip(cell.letters, terms[0].word, strict=True))
    if any(letter.text != wanted and letter.confidence >= _UNSURE for letter, wanted in pairs):
        return cell
    score = min(_odds_of_word(letter, wanted) for letter, wanted in pairs if letter.text != wanted)
    letters = tuple(
        letter if letter.text == wanted else replace(letter, text=wanted, confidence=score) for letter, wanted in pairs
    )
    return changed(cell, letters, "ocr-vocabulary", score)


def _odds_of_word(letter: Letter, wanted: str) -> float:
    """Probability that a letter is the one of the known word, not the one that was read, 0..1."""
    likely = _WORD_ODDS * (letter.other_confidence if letter.other == wanted else _UNSEEN)
    return likely / (likely + letter.confidence)


def _mend_letters(cell: Read, known: Known) -> Read:
    """Doubtful letters for those that the engine held for the next likely, where the page or the script speaks for them."""
    if cell.confidence >= _UNSURE:
        return cell
    letters, score = list(cell.letters), 1.0
    printed = [k for k, letter in enumerate(letters) if letter.text.strip()]
    for before, k, after in zip([None, *printed], printed, [*printed[1:], None], strict=False):
        letter = letters[k]
        if letter.confidence >= _UNSURE or not (_is_ideograph(letter.text) and _is_ideograph(letter.other)):
            continue
        odds = _odds_of_other(
            letter,
            letters[before].text if before is not None else "\n",
            letters[after].text if after is not None else "\n",
            known,
        )
        likely = odds * letter.other_confidence
        if odds > 1 and likely / (likely + letter.confidence) >= THRESHOLD:
            letters[k] = replace(letter, text=letter.other, confidence=likely / (likely + letter.confidence))
            score = min(score, letters[k].confidence)
    return changed(cell, tuple(letters), "ocr-context", score) if score < 1 else cell


def _odds_of_other(letter: Letter, before: str, after: str, known: Known) -> float:
    """How many times likelier the next likely letter is for what else is printed."""
    read, other = known.beside(before, letter.text, after), known.beside(before, letter.other, after)
    odds = _PAIR_ODDS if other and not read else 1.0
    if not read and _is_common(letter.other) and not _is_common(letter.text):
        odds = max(odds, _COMMON_ODDS)
    return odds


def _is_ideograph(letter: str) -> bool:
    return len(letter) == 1 and "\u4e00" <= letter <= "\u9fff"


def _is_common(letter: str) -> bool:
    """Whether GB 2312 has a letter, the set of the simplified script in common use."""
    try:
        letter.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _mend_twins(cells: list[Read]) -> list[Read]:
    """Cells of a row that say the same (an indicator's name and description, total and fiscal funds): the likelier letters."""
    found = list(cells)
    for i, one in enumerate(found):
        for k in range(i + 1, len(found)):
            found[i], found[k] = _likelier(one, found[k]), _likelier(found[k], one)
    return found


def _likelier(cell: Read, twin: Read) -> Read:
    """`cell` with letters of its twin in place of those that it was less sure of."""
    own = [letter for letter in cell.letters if letter.text.strip()]
    other = [letter for letter in twin.letters if letter.text.strip()]
    known = whole_roles("".join(letter.text for letter in own))  # 二级指标 beside 三级指标
    if known or len(own) != len(other) or len(own) < _TWIN_LETTERS:
        return cell
    different = [i for i, (a, b) in enumerate(zip(own, other, strict=True)) if a.text != b.text]
    if not different or len(different) > max(1, _TWIN_DIFFERENCES * len(own)):
        return cell
    if any(not _is_less_sure(own[i], other[i]) for i in different):
        return cell
    better = {id(own[i]): other[i] for i in different}
    letters = tuple(
        replace(letter, text=better[id(letter)].text, confidence=better[id(letter)].confidence)
        if id(letter) in better
        else letter
        for letter in cell.letters
    )
    return changed(cell, letters, "ocr-twin", min(_odds_of_twin(own[i], other[i]) for i in different))


def _is_less_sure(own: Letter, other: Letter) -> bool:
    """Whether a letter may be changed for that of a twin: doubtful, or one that the engine took the other's letter for nearly."""
    named = own.other == other.text and own.confidence < other.confidence
    return other.confidence >= _SURE and (own.confidence < _UNSURE or named)


def _odds_of_twin(own: Letter, other: Letter) -> float:
    """Probability that two different letters are the second one twice, not the first, 0..1."""
    second = other.confidence * (own.other_confidence if own.other == other.text else _UNSEEN)
    first = own.confidence * (other.other_confidence if other.other == own.text else _UNSEEN)
    return second / max(first + second, 1e-9)
