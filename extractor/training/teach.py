"""Teaching a model a new form: a few corrected tables, less than a minute, and no form forgotten."""

from __future__ import annotations

import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from .. import __version__
from ..errors import ModelWorse
from ..models import FILES, MANIFEST, digest, find_model, load_model, read_manifest, verify
from .added import documents, read_added
from .card import CARD
from .compare import Change, change_of, old_forms
from .curve import Learner, reminders
from .profile import words_of
from .recipe import RECIPE
from .taught_card import write_taught_card
from .train import publish, write_json
from .worth import Point, Task, measure, plan, points

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

    from .added import Added
    from .fold import Fold
    from .labels import LabelTable
    from .recipe import Recipe

T = TypeVar("T")
_PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Taught:
    """A model that was taught, and what came of it."""

    tables: int
    curve: tuple[Point, ...]
    """How well held-out corrected tables are read after learning some of the others."""
    changes: tuple[Change, ...]
    """The old forms, before and after."""
    against: str
    """The model that it was compared with."""
    forgotten: tuple[str, ...]
    """Files that the model it replaces had learned and this one has not."""

    @property
    def reasons(self) -> list[str]:
        """Why it should not replace the other; empty where nothing speaks against it."""
        found = [
            f"{change.form}: indicator F1 {change.before:.4f} before, {change.after:.4f} after"
            for change in self.changes
            if change.worse
        ]
        return found + [
            f"the corrected tables of {name}, which it had learned, are not given" for name in self.forgotten
        ]


def teach(
    recipe: Recipe, out: Path, *, force: bool = False, advance: Callable[[int], Callable[[], None]] | None = None
) -> Taught:
    """Write to the folder `out` a model that knows the corrected tables of `recipe.addition` too.

    `force`: also one that is worse on the old forms than the model that it replaces (that in `out`, else its base).
    `advance` is told how many steps there are, and gives what is called after each. The same tables, base and recipe give
    the same bytes.

    Raises:
        TrainingError: a file of corrected tables cannot be used.
        ModelError: the base cannot be used.
        ModelWorse: it is worse on the old forms; `out` is as it was.
        OutputError: `out` cannot be written.
    """
    base = find_model(recipe.addition.base)
    verify(base)
    before = out if (out / MANIFEST).is_file() else base
    added = read_added([Path(file) for file in recipe.addition.files], load_model(base))
    tables = [table for one in added for table in one.tables]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        _learn(recipe, base, tables, folder)
        taught = _judge(recipe, base, before, folder, added, advance or _quiet)
        if taught.reasons and not force:
            raise _refusal(taught, before)
        _describe(recipe, base, added, taught, folder)
        publish(folder, out)
    return taught


def _learn(recipe: Recipe, base: Path, tables: Sequence[LabelTable], folder: Path) -> None:
    """A whole model in `folder`, its manifest without figures."""
    _learner(recipe, base).write(tables, folder)
    write_json(folder / MANIFEST, {"files": {name: digest((folder / name).read_bytes()) for name in FILES}})


def _learner(recipe: Recipe, base: Path) -> Learner:
    how = recipe.addition
    return Learner(base, load_model(base), partial(reminders, [], how.reminders, recipe.seed), how)


def _judge(
    recipe: Recipe,
    base: Path,
    before: Path,
    folder: Path,
    added: Sequence[Added],
    advance: Callable[[int], Callable[[], None]],
) -> Taught:
    """The learning curve and the old forms, two processes at work."""
    tables = [table for one in added for table in one.tables]
    tasks = plan(sum(table.checked for table in tables), recipe.seed)
    old = old_forms(Path(recipe.corpus.data))
    step = advance(len(tasks) + len(old))
    with ProcessPoolExecutor(_PROCESSES, mp_context=get_context("spawn")) as pool:
        curve = [pool.submit(_measure, recipe, base, tables, task) for task in tasks]
        changes = [pool.submit(change_of, form, before, folder, recipe) for form in old]
        folds = [_stepped(future, step) for future in curve]
        found = [_stepped(future, step) for future in changes]
    given = {one.sha256 for one in added} | {one["sha256"] for one in _learned(base).values()}
    forgotten = [name for name, one in _learned(before).items() if one["sha256"] not in given]
    checked = sum(len(one.checked) for one in added)
    return Taught(checked, tuple(points(folds)), tuple(found), before.name, tuple(forgotten))


def _stepped(future: Future[T], step: Callable[[], None]) -> T:
    result = future.result()
    step()
    return result


def _measure(recipe: Recipe, base: Path, tables: Sequence[LabelTable], task: Task) -> Fold:
    return measure(_kept(recipe, base), tables, task)


@cache
def _kept(recipe: Recipe, base: Path) -> Learner:
    """One learner a process: what it is reminded of takes longer to make than to learn."""
    return _learner(recipe, base)


def _learned(folder: Path) -> dict[str, Any]:
    """The files of corrected tables that a model has learned, by name: their digests and how many tables."""
    return dict(read_manifest(folder).get("added", {}))


def _refusal(taught: Taught, before: Path) -> ModelWorse:
    reasons = "; ".join(taught.reasons)
    return ModelWorse(
        f"not written, for it would be worse than {before.name}: {reasons}. Look through the corrected tables for wrong"
        " labels and give all tables that were learned before, or write it all the same with --force."
    )


def _describe(recipe: Recipe, base: Path, added: Sequence[Added], taught: Taught, folder: Path) -> None:
    """Manifest, recipe and card."""
    known = read_manifest(base)
    manifest = {
        "format": 1,
        "code": __version__,
        "base": {"name": base.name, "manifest": digest((base / MANIFEST).read_bytes())},
        "seed": recipe.seed,
        "added": _learned(base) | {one.path.name: {"sha256": one.sha256, "tables": len(one.checked)} for one in added},
        "files": {name: digest((folder / name).read_bytes()) for name in FILES},
        "forms": (known["forms"] if "added" in known else {}) | _forms(added),
        "curve": [asdict(point) for point in taught.curve],
        "old_forms": {change.form: [round(change.before, 4), round(change.after, 4)] for change in taught.changes},
    }
    write_json(folder / MANIFEST, manifest)
    recipe.dump(folder / RECIPE)
    write_taught_card(folder / CARD, manifest)


def _forms(added: Sequence[Added]) -> dict[str, list[str]]:
    """The words of the forms of the corrected tables, one form a document."""
    checked = [table for one in added for table in one.checked]
    return {
        group[0].file: words_of(([line.row for line in table.lines], table.labels) for table in group)
        for group in documents(checked)
    }


def _quiet(_: int) -> Callable[[], None]:
    return lambda: None
