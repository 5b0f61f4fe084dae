"""What a printed value means: the stage that reads targets, amounts, percentages and budget sentences.

First `heal` takes out the white space that only wraps a line and makes full-width letters half-width. A target is then
cut into operators, numbers, units and dates by a component of a blank spaCy pipeline (`component`), and the order in
which they stand says what kind of target it is (`targets`). Amounts of money are exact decimal text (`amounts`); a
budget printed as a sentence is taken apart into amounts and purpose (`sentences`).

Everything here works on one text at a time, knows nothing of tables, never raises on any text, and never adds to what
is printed: what cannot be read with certainty stays text.
"""

from __future__ import annotations

from extractor.values.amounts import parse_amount, parse_percent
from extractor.values.sentences import BudgetSentence, split_budget_sentence
from extractor.values.targets import parse_targets
from extractor.values.text import heal, heal_value

__all__ = [
    "BudgetSentence",
    "heal",
    "heal_value",
    "parse_amount",
    "parse_percent",
    "parse_targets",
    "split_budget_sentence",
]
