"""What a network answers for a line (a score for each class at each step from left to right) made letters: CTC, greedily.

Runs of one class are one letter, blanks part letters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .engine import Letter, Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_BLANK = 0
_SURE = 0.995
"""Of a letter with more confidence the next likely one is not told."""


def decode(scores: Floats, share: float, alphabet: Sequence[str], *, logits: bool) -> Reading:
    """The reading of one line.

    `scores`: (steps, classes), probabilities or logits; class 0 is the blank. `share`: of the steps that see no padding, 0..1.
    """
    classes = scores.argmax(axis=1)
    letters: list[Letter] = []
    before = _BLANK
    for step, number in enumerate(classes.tolist()):
        if number != _BLANK:
            seen = _probabilities(scores[step], logits=logits)
            if number != before:
                letters.append(_letter(seen, number, min(1.0, (step + 0.5) / (len(classes) * share)), alphabet))
            elif seen[number] > letters[-1].confidence:
                letters[-1] = _letter(seen, number, letters[-1].at, alphabet)
        before = number
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
