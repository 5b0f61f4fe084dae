"""What tells one piece of work from another, beside the content: options, model and limits."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from .. import __version__
from ..choice import chosen_fingerprint
from ..models import digest

if TYPE_CHECKING:
    from .worker import Settings

_LIMITS = ("max_seconds_per_document", "max_megabytes_per_document")


@dataclass(frozen=True, slots=True)
class Key:
    """Work with the same content, options and model gives the same records and is done once."""

    options: str
    """Digest of the options that records depend on, and of the package's version."""
    model: str
    """Digest of the model's manifest."""
    limits: str
    """What a document could take; only the quarantined are tried again when it changes."""


def key_of(settings: Settings) -> Key:
    """The key of a batch.

    Raises:
        ModelError: the model is missing or damaged.
    """
    options = asdict(settings.options)
    model = options.pop("model")
    limits = {name: options.pop(name) for name in _LIMITS}
    chosen = {"version": __version__, "engine": settings.engine, "options": options}
    return Key(digest(json.dumps(chosen, sort_keys=True).encode()), chosen_fingerprint(model), json.dumps(limits))
