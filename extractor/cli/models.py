"""`extractor models`: which models can be named, what they know, and that they are whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..errors import ExitCode, ModelError
from ..models import find_model, known_models, read_manifest, verify

if TYPE_CHECKING:
    from collections.abc import Sequence

_CARD = "MODEL_CARD.md"


@click.group("models")
def command() -> None:
    """Models that `--model NAME` finds.

    They are looked up in ./models, in the folders of EXTRACTOR_MODELS, in the user's data folder, and among those that come
    with the package.
    """


@command.command("list")
def list_models() -> int:
    """Name every model: what it was made from, the forms it knows, its size and where it is."""
    bad = 0
    for folder in known_models():
        try:
            manifest = read_manifest(folder)
        except ModelError as error:
            bad += 1
            click.echo(f"{folder.name:16} {error}")
            continue
        size = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
        click.echo(f"{folder.name:16} {_origin(manifest):40} {len(manifest.get('forms', {})):3} forms {size / 1e6:5.1f} MB"
                   f"  {click.format_filename(folder)}")  # fmt: skip
    return ExitCode.MODEL if bad else ExitCode.OK


@command.command("show")
@click.argument("model")
def show(model: str) -> None:
    """Print the model card of MODEL (a name or a folder), and the forms that it knows."""
    folder = find_model(model)
    manifest = read_manifest(folder)
    card = folder / _CARD
    click.echo(card.read_text(encoding="utf-8") if card.is_file() else f"# {folder.name}\n\nNo model card.\n")
    click.echo(f"## Forms\n\n{_origin(manifest)}, in {click.format_filename(folder)}\n")
    for form, words in sorted(manifest.get("forms", {}).items()):
        click.echo(f"- {form}: {' '.join(words)}")


@command.command("verify")
@click.argument("models", nargs=-1)
def verify_models(models: Sequence[str]) -> int:
    """Check that every file of MODELS (names or folders; all that can be named) is the one that its manifest names."""
    bad = 0
    for folder in [find_model(model) for model in models] or list(known_models()):
        try:
            verify(folder)
        except ModelError as error:
            bad += 1
            click.echo(f"{folder.name:16} {error}")
        else:
            click.echo(f"{folder.name:16} as its manifest says")
    return ExitCode.MODEL if bad else ExitCode.OK


def _origin(manifest: dict[str, Any]) -> str:
    if "added" not in manifest:
        return f"trained on {len(manifest.get('data', {}))} files"
    tables = sum(one["tables"] for one in manifest["added"].values())
    return f"{manifest['base']['name']} and {tables} corrected tables"
