"""The same model, the same bytes: skops files without the addresses and dates of the run that wrote them."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

_SCHEMA = "schema.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def canonical_skops(path: Path) -> None:
    """Rewrite a skops file in place: objects numbered in the order in which they appear, no dates.

    skops names objects by their address in memory and stamps its zip entries with the time; both change from run to run.
    """
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    schema = json.loads(entries.pop(_SCHEMA))
    names: dict[Any, int] = {}
    renamed: dict[str, str] = {}
    schema = _number(schema, names, renamed)
    files = {renamed.get(name, name): data for name, data in entries.items()}
    files[_SCHEMA] = json.dumps(schema, ensure_ascii=False, sort_keys=True).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, files[name])
    path.write_bytes(buffer.getvalue())


def _number(node: Any, names: dict[Any, int], renamed: dict[str, str]) -> Any:
    """A copy of a schema node with `__id__` and file names counted from 0."""
    if isinstance(node, list):
        return [_number(item, names, renamed) for item in node]
    if not isinstance(node, dict):
        return node
    copy: dict[str, Any] = {}
    for key, value in node.items():
        if key == "__id__":
            copy[key] = names.setdefault(value, len(names))
        elif key == "file" and isinstance(value, str):
            suffix = value.rsplit(".", 1)[-1]
            copy[key] = renamed.setdefault(value, f"{len(renamed)}.{suffix}")
        else:
            copy[key] = _number(value, names, renamed)
    return copy
