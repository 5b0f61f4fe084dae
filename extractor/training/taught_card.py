"""The card of a model that was taught corrected tables: what it learned, and what it has kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def write_taught_card(path: Path, manifest: dict[str, Any]) -> None:
    """Write the card of a model that was taught corrected tables."""
    parts = [
        _taught_head(manifest),
        _curve(manifest["curve"]),
        _old_forms(manifest["old_forms"], manifest["base"]["name"]),
    ]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _taught_head(manifest: dict[str, Any]) -> str:
    files = ", ".join(f"{name} ({one['tables']} tables)" for name, one in manifest["added"].items())
    return (
        "# Model card\n\n"
        f"The model {manifest['base']['name']}, which learned the corrected tables of {files} with extractor {manifest['code']},"
        f" seed {manifest['seed']}. Line classifier: weights moved as far as the tables pay for (MAP adaptation), with made-up"
        " documents as a reminder of the known forms. Column typer and calibration are those of the base; its card says"
        " what it was trained on."
    )


def _curve(points: list[dict[str, Any]]) -> str:
    lines = [
        "## Corrected tables held out\n",
        "The base learned some of the corrected tables and read others; F1 against the records that the corrected labels"
        " give.\n",
        "| tables learned | tables held out | row labels right | tables with every row label right | indicator F1 |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {point['learned']} | {point['held_out']} | {point['rows_right']:.4f} | {point['tables_right']:.4f}"
        f" | {point['indicator_f1']:.4f} |"
        for point in points
    ]
    return "\n".join(lines)


def _old_forms(forms: dict[str, list[float]], base: str) -> str:
    lines = [
        "## Known forms, before and after\n",
        f"Indicator F1. Before: {base}, or the model that this one replaced.\n",
        "| form | before | after |",
        "|---|---|---|",
    ]
    lines += [f"| {form} | {before:.4f} | {after:.4f} |" for form, (before, after) in forms.items()]
    return "\n".join(lines)
