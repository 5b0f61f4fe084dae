"""What is in a folder: every entry once, in an order that depends on the names alone.

Links are followed only to files inside the folder. What cannot be listed or read is an entry too, with its reason.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import InputNotAFile, InputNotAllowed, InputNotFound
from .outcome import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

_HIDDEN = (".", "~$")
"""How names begin that systems and offices leave behind."""
_UNPRINTED = frozenset(["Cc", "Cf", "Cs", "Zl", "Zp"])
_ESCAPE = re.compile(r"\\(?:\\|x([0-9a-f]{2}))")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing found in the folder."""

    name: str
    """Its path below the folder as printable text, see `name_of`."""
    sha256: str | None = None
    size: int | None = None
    """Bytes."""
    status: Status = Status.PENDING
    """PENDING, or SKIPPED or FAILED with code and reason."""
    code: str | None = None
    reason: str | None = None


def name_of(path: str) -> str:
    r"""A relative path as text that can be stored and printed anywhere, and turned back by `path_of`.

    Bytes that are not UTF-8 (GBK names), control and invisible characters become ``\\xNN``, a backslash two.
    """
    return "".join(map(_shown, path))


def path_of(name: str) -> str:
    """The path that `name_of` made the name of."""
    parts: list[bytes] = []
    end = 0
    for match in _ESCAPE.finditer(name):
        parts += [name[end : match.start()].encode(), bytes.fromhex(match[1]) if match[1] else b"\\"]
        end = match.end()
    return os.fsdecode(b"".join([*parts, name[end:].encode()]))


def _shown(character: str) -> str:
    if character == "\\":
        return "\\\\"
    if unicodedata.category(character) in _UNPRINTED:
        return "".join(f"\\x{byte:02x}" for byte in os.fsencode(character))
    return character


def walk(folder: Path, besides: Collection[Path] = ()) -> Iterator[Entry]:
    """Every file below `folder` but those in `besides` (the archive itself), hashed.

    Raises:
        InputError: there is no such folder, or it may not be read.
    """
    root = root_of(folder)
    left = {path.resolve() for path in besides}
    stack = [""]
    while stack:
        inside = stack.pop()
        try:
            found = sorted(os.scandir(root / inside), key=lambda item: os.fsencode(item.name))
        except OSError as error:
            yield _failed(inside, error)
            continue
        folders = []
        for item in found:
            path = os.path.join(inside, item.name)  # noqa: PTH118  odd names stay as they are
            if item.is_dir(follow_symlinks=False) and not item.name.startswith(_HIDDEN):
                folders.append(path)
            elif root / path not in left:
                yield _entry(root, path)
        stack += reversed(folders)


def root_of(folder: Path) -> Path:
    """The folder's own place, links resolved.

    Raises:
        InputError: there is no such folder, or it may not be read.
    """
    try:
        root = folder.resolve(strict=True)
        with os.scandir(root):
            return root
    except (FileNotFoundError, RuntimeError):
        raise InputNotFound(f"{folder}: no such folder. Check the name.") from None
    except NotADirectoryError:
        raise InputNotAFile(f"{folder}: not a folder. Use `extractor extract` for single files.") from None
    except PermissionError:
        raise InputNotAllowed(f"{folder}: you may not read it. Ask for permission.") from None


def _entry(root: Path, path: str) -> Entry:
    """A file, or why it is none to work on."""
    whole = root / path
    try:
        excuse = _excuse(root, whole)
        if excuse is None:
            return _hashed(whole, path)
    except OSError as error:
        return _failed(path, error)
    code, reason = excuse
    return Entry(name_of(path), status=Status.SKIPPED, code=code, reason=reason)


def _excuse(root: Path, whole: Path) -> tuple[str, str] | None:
    """Code and reason not to work on it."""
    if whole.name.startswith(_HIDDEN):
        return "hidden", "hidden, or left behind by an office program"
    if whole.is_symlink():
        try:
            target = whole.resolve()
        except RuntimeError:  # Python before 3.13
            return "link-outside", "a link that leads to itself"
        if not target.is_relative_to(root):
            return "link-outside", "a link that leads out of the folder"
        if target.is_dir():
            return "link-to-folder", "a link to a folder, whose files stand in their own place"
    if whole.exists() and not whole.is_file():
        return "no-file", "a device, a pipe or a socket"
    return None


def _hashed(whole: Path, path: str) -> Entry:
    digest, size = hashlib.sha256(), 0
    with whole.open("rb", buffering=0) as stream:
        while block := stream.read(_CHUNK):
            digest.update(block)
            size += len(block)
    return Entry(name_of(path), digest.hexdigest(), size)


def _failed(path: str, error: OSError) -> Entry:
    code, reason = unreadable(error)
    return Entry(name_of(path), status=Status.FAILED, code=code, reason=reason)


def unreadable(error: OSError) -> tuple[str, str]:
    """Code and reason of a file or folder that the system does not give."""
    kind = {FileNotFoundError: InputNotFound, PermissionError: InputNotAllowed}.get(type(error), InputNotAFile)
    return kind.code, f"cannot be read ({error.strerror or error}). Check the name and the permissions."
