"""Turn 绩效目标表 (budget performance-target tables) of any kind of document into records a person would sign.

    from extractor import extract

    frame = extract("dump.txt").to_frame()

Names are loaded when first used, so that importing the package costs little.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .errors import ExitCode, ExtractorError, InputError, ModelError, OutputError
    from .models import Model, load_model
    from .options import Options
    from .pipeline import extract, extract_document, extract_many
    from .readers import read
    from .records import Amount, Budget, Indicator, Issue, PlanStep, Project, Repair, Source, Target, json_schema
    from .result import Extraction

_HOMES = {
    "errors": ("ExitCode", "ExtractorError", "InputError", "ModelError", "OutputError"),
    "models": ("Model", "load_model"),
    "options": ("Options",),
    "pipeline": ("extract", "extract_document", "extract_many"),
    "readers": ("read",),
    "records": (
        "Amount",
        "Budget",
        "Indicator",
        "Issue",
        "PlanStep",
        "Project",
        "Repair",
        "Source",
        "Target",
        "json_schema",
    ),
    "result": ("Extraction",),
}
_WHERE = {name: home for home, names in _HOMES.items() for name in names}

__version__ = "0.1.0"
__all__ = [
    "Amount",
    "Budget",
    "ExitCode",
    "Extraction",
    "ExtractorError",
    "Indicator",
    "InputError",
    "Issue",
    "Model",
    "ModelError",
    "Options",
    "OutputError",
    "PlanStep",
    "Project",
    "Repair",
    "Source",
    "Target",
    "extract",
    "extract_document",
    "extract_many",
    "json_schema",
    "load_model",
    "read",
]


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_WHERE[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
