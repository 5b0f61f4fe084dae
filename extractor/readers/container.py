"""Zip containers (Word, Excel) and the XML in them, read within limits and without resolving anything outside."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ..errors import DamagedInput, EncryptedInput, LimitExceeded

if TYPE_CHECKING:
    from ..options import Options

_SMALL = 1_000_000
"""Bytes up to which a ratio says nothing: a short text packs very well."""


class Container:
    """The parts of a zip container."""

    def __init__(self, data: bytes, name: str, options: Options) -> None:
        """Open it.

        Raises:
            DamagedInput: it is broken.
            LimitExceeded: it would unpack to more than `Options.max_archive_bytes`, or to more than
                `Options.max_archive_ratio` times its size.
        """
        self._name = name
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            raise self._damaged() from None
        unpacked = sum(info.file_size for info in self._zip.infolist())
        if unpacked > options.max_archive_bytes:
            raise LimitExceeded(
                f"{name}: unpacks to {unpacked} bytes, more than max_archive_bytes={options.max_archive_bytes}."
                " It may be a zip bomb; raise the limit if you trust it."
            )
        if unpacked > max(_SMALL, options.max_archive_ratio * len(data)):
            raise LimitExceeded(
                f"{name}: unpacks to {unpacked // max(1, len(data))} times its size, more than"
                f" max_archive_ratio={options.max_archive_ratio:g}. It may be a zip bomb; raise the limit if you trust it."
            )

    @property
    def parts(self) -> list[str]:
        """The names of its parts."""
        return self._zip.namelist()

    def part(self, part: str) -> bytes:
        """The bytes of a part; none where it is missing.

        Raises:
            DamagedInput: it is broken.
            EncryptedInput: it needs a password.
        """
        if part not in self._zip.namelist():
            return b""
        try:
            return self._zip.read(part)
        except RuntimeError:
            raise EncryptedInput(f"{self._name}: asks for a password. Save it without one and try again.") from None
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
            raise self._damaged() from None

    def xml(self, part: str) -> Any:
        """The root element of a part; None where it is missing.

        Raises:
            DamagedInput: it is no XML.
        """
        data = self.part(part)
        return parse_xml(data, self._name) if data else None

    def _damaged(self) -> DamagedInput:
        return DamagedInput(f"{self._name}: the document is damaged. Get it again from its source.")


def parse_xml(data: bytes, name: str) -> Any:
    """The root element; no entity is resolved, nothing is fetched, depth and size have libxml2's limits.

    Raises:
        DamagedInput: it is no XML, or nested too deep.
    """
    from lxml import etree  # noqa: PLC0415

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DamagedInput(f"{name}: the document is damaged ({error.msg}). Get it again from its source.") from None
