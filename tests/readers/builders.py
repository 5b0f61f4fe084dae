"""Small documents made in memory."""

from __future__ import annotations

import io
import zipfile

import pikepdf

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def packed(**parts):
    """A zip container; ``word__document`` is the part ``word/document.xml``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts.items():
            container.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


def word(body, **parts):
    """A Word document with `body` as the XML of its body."""
    return packed(word__document=f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>', **parts)


def paragraph(text, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows):
    """Rows of cells, each the XML of a ``w:tc``."""
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def cell(text, *, span=1, merge=""):
    down = "" if not merge else f'<w:vMerge w:val="{merge}"/>'
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{down}</w:tcPr>{paragraph(text)}</w:tc>'


def pdf(pages=1, text="", **save):
    """A PDF of blank pages, or with a line of Latin text on each; `save` goes to pikepdf."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            page = document.add_blank_page(page_size=(595, 842))
            if text:
                font = pikepdf.Dictionary(
                    Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
                )
                page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
                page.Contents = document.make_stream(f"BT /F 12 Tf 72 700 Td ({text}) Tj ET".encode())
        document.save(out, **save)
    return out.getvalue()


def compound(*streams):
    """The beginning of an OLE container, with the names of its streams as a directory holds them."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"".join(name.encode("utf-16-le") for name in streams)
