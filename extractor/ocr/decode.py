"""What a network answers for a line (a score for each class at each step from left to right) made letters: CTC, greedily.

Runs of one class are one letter, blanks part letters. The networks know the traditional script and kana as well as the simplified
one, these documents are printed in the latter: a letter that is not of it is read only where it is far likelier than all others.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from .engine import Letter, Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_BLANK = 0
_SELDOM = 0.001
"""How likely a letter beyond the simplified script is, of how likely the network was taught that it is."""
_SURE = 0.995
"""Of a letter with more confidence the next likely one is not told."""


def priors(alphabet: Sequence[str]) -> Floats:
    """For each class how likely it is in these documents, of what a network makes of it, 0..1."""
    import numpy as np  # noqa: PLC0415

    found = np.array([_SELDOM if _is_foreign(letter) else 1.0 for letter in alphabet], np.float32)
    found[_BLANK] = _SELDOM  # what was taken for a letter beyond the script is some letter
    return found


def _is_foreign(letter: str) -> bool:
    """Whether a letter is kana, or an ideograph that GB 2312 lacks, the set of the simplified script in common use."""
    if "\u3041" <= letter <= "\u30ff":
        return True
    try:
        letter.encode("gb2312")
    except UnicodeEncodeError:
        return "\u3400" <= letter <= "\u9fff"
    return False


def decode(scores: Floats, share: float, alphabet: Sequence[str], prior: Floats, *, logits: bool) -> Reading:
    """The reading of one line.

    `scores`: (steps, classes), probabilities or logits; class 0 is the blank. `share`: of the steps that see no padding, 0..1.
    `prior`: see `priors`.
    """
    classes = scores.argmax(axis=1).tolist()
    letters: list[Letter] = []
    before = _BLANK
    for number, run in groupby(range(len(classes)), key=classes.__getitem__):
        if number == _BLANK:
            before = _BLANK
            continue
        steps = list(run)
        seen = max((_probabilities(scores[k], logits=logits) for k in steps), key=lambda shares: float(shares[number]))
        likely = number
        if prior[number] < 1:
            seen = sum(_probabilities(scores[k], logits=logits) for k in steps) * prior
            seen /= seen.sum()
            likely = int(seen.argmax())
        letter = _letter(seen, likely, min(1.0, (steps[0] + 0.5) / (len(classes) * share)), alphabet)
        if likely != before:
            letters.append(letter)
        elif letter.confidence > letters[-1].confidence:
            letters[-1] = replace(letter, at=letters[-1].at)
        before = likely
    text = "".join(letter.text for letter in letters)
    return Reading(text, min((letter.confidence for letter in letters), default=1.0), tuple(letters))


def _probabilities(scores: Floats, *, logits: bool) -> Floats:
    """Those of one step; of logits only where they are asked for, as most steps are blanks."""
    import numpy as np  # noqa: PLC0415

    if not logits:
        return scores
    powers = np.exp(scores - scores.max())
    shares: Floats = powers / powers.sum()
    return shares


def _letter(scores: Floats, number: int, at: float, alphabet: Sequence[str]) -> Letter:
    """A letter, with the next likely one where there is doubt."""
    sure = float(scores[number])
    if sure > _SURE:
        return Letter(alphabet[number], sure, at)
    others = scores.copy()
    others[[number, _BLANK]] = 0
    other = int(others.argmax())
    return Letter(alphabet[number], sure, at, alphabet[other], float(others[other]))
