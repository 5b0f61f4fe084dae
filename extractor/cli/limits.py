"""`--limit max_pages=10000`: any limit of `Options`, as its error names it."""

from __future__ import annotations

from dataclasses import fields
from math import inf
from typing import TYPE_CHECKING, Any

import click

from ..options import Options

if TYPE_CHECKING:
    from collections.abc import Callable

_DEFAULTS: dict[str, Any] = {field.name: field.default for field in fields(Options) if field.name.startswith("max_")}


def limits_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option; its parameter `limits` is a dictionary of limits by name."""
    return click.option("--limit", "limits", multiple=True, metavar="NAME=VALUE", callback=_parsed, help="Set a limit by the"
                        " name that its error gives, for example max_pages=10000.")(command)  # fmt: skip


def _parsed(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, Any]:
    return dict(map(_limit, values))


def _limit(value: str) -> tuple[str, Any]:
    name, _, text = value.partition("=")
    if name not in _DEFAULTS:
        raise click.BadParameter(f"{name!r} is no limit. These are: {', '.join(_DEFAULTS)}.")
    try:
        limit = type(_DEFAULTS[name])(text)
    except ValueError:
        limit = 0
    if not 0 < limit < inf:
        raise click.BadParameter(f"{name} takes a positive, finite number, not {text!r}.")
    return name, limit
