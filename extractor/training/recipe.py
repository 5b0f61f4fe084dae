"""Everything that a training depends on beside the data: one frozen value, saved as TOML with the model."""

from __future__ import annotations

import dataclasses
import json
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..errors import TrainingError

if TYPE_CHECKING:
    from pathlib import Path

RECIPE = "training.toml"


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a model is trained on from scratch."""

    data: str = "training_data"
    """Folder with dumps/, labels/ and gold/."""
    synthetic_documents: int = 1350
    synthetic_streams: int = 330
    """Synthetic dumps in printed order."""
    worn_copies: int = 4
    """Worn copies of every labelled document."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The line classifier: L-BFGS with L1 and L2 penalties."""

    c1: float = 0.05
    c2: float = 0.02
    iterations: int = 100
    fall: float = 0.05
    """Share by which ten iterations make the loss smaller, at least; else they are the last."""
    seen: float = 3.0
    """Times that a feature is seen with a label before it counts."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The column typer: a logistic regression."""

    c: float = 30.0
    iterations: int = 300


@dataclass(frozen=True, slots=True)
class Addition:
    """Corrected tables that a trained model learns."""

    base: str = "general"
    """Name or folder of the model that learns."""
    files: tuple[str, ...] = ()
    prior: float = 0.2
    """Strength of the pull towards the trained weights."""
    emphasis: float = 20.0
    """How many times a table with a wrong label counts."""
    iterations: int = 60
    reminders: int = 100
    """Made-up documents of known forms that stand beside the new tables."""
    compared: int = 8
    """Documents of each layout in which a known form is printed to see whether anything was forgotten."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model is made."""

    seed: int = 20260101
    """Of everything that is drawn."""
    corpus: Corpus = field(default_factory=Corpus)
    chain: Chain = field(default_factory=Chain)
    columns: Columns = field(default_factory=Columns)
    addition: Addition = field(default_factory=Addition)

    def dump(self, path: Path) -> None:
        """Write it as TOML; the same recipe gives the same bytes."""
        lines = [f"seed = {self.seed}"]
        for name in _PARTS:
            part = dataclasses.asdict(getattr(self, name))
            lines += ["", f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in part.items())]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


_PARTS: dict[str, type[Any]] = {"corpus": Corpus, "chain": Chain, "columns": Columns, "addition": Addition}


def load_recipe(path: Path) -> Recipe:
    """A recipe from a TOML file; what it does not name has its default.

    Raises:
        TrainingError: the file cannot be read, or names something that is not known or not of its type.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TrainingError(f"{path}: cannot be read as TOML ({error}). A model's {RECIPE} is an example.") from error
    parts = {}
    for name, part in content.items():
        if name in _PARTS and isinstance(part, dict):
            parts[name] = _PARTS[name](**_checked(_PARTS[name], part, f"{path}: [{name}] "))
        else:
            parts |= _checked(Recipe, {name: part}, f"{path}: ")
    return Recipe(**parts)


def _checked(kind: type[Any], values: dict[str, Any], where: str) -> dict[str, Any]:
    """The values, lists as tuples and integers as decimals where these are expected."""
    defaults = {part.name: part.default for part in dataclasses.fields(kind) if part.default is not dataclasses.MISSING}
    found = {}
    for name, value in values.items():
        if name not in defaults:
            raise TrainingError(f"{where}{name} is not known. These are: {', '.join(defaults)}.")
        expected = type(defaults[name])
        given = tuple(value) if isinstance(value, list) else value
        given = float(given) if expected is float and type(given) is int else given
        if type(given) is not expected:
            raise TrainingError(f"{where}{name} takes a value like {json.dumps(defaults[name])}, not {value!r}.")
        found[name] = given
    return found
