from __future__ import annotations

import hashlib
import os
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.batch.outcome import Status
from extractor.batch.plan import name_of, path_of, walk
from extractor.errors import InputNotAFile, InputNotFound


@given(st.binary(max_size=40).map(os.fsdecode))
def test_any_name_becomes_printable_text_and_comes_back(path):
    name = name_of(path)
    assert path_of(name) == path
    assert name.encode().decode() == name
    assert not any(character in name for character in "\x00\x1b\n\u202e")


@given(st.text(st.characters(exclude_categories=["C"]), max_size=20).filter(lambda text: "\\" not in text))
def test_ordinary_names_stay_as_they_are(text):
    assert name_of(text) == text or any(character in text for character in "\u2028\u2029")


def found(folder, besides=()):
    return {entry.name: entry for entry in walk(folder, besides)}


def test_every_file_once_with_its_hash(folder):
    entries = found(folder)
    assert list(entries) == ["a.txt", "again.txt", "c.txt", "a-b/a.txt", "b/a.txt", "甲/乙.txt"]
    assert {entry.status for entry in entries.values()} == {Status.PENDING}
    assert entries["a.txt"].sha256 == hashlib.sha256(b"text of a.txt").hexdigest() == entries["again.txt"].sha256
    assert entries["a.txt"].size == len("text of a.txt")


def test_the_archive_is_no_input(folder):
    assert "c.txt" not in found(folder, [folder / "c.txt"])


def test_links_are_followed_only_inside(folder, tmp_path):
    outside = tmp_path / "secret.txt"
    outside.write_text("secret")
    (folder / "out.txt").symlink_to(outside)
    (folder / "up").symlink_to(tmp_path)
    (folder / "in.txt").symlink_to("c.txt")
    (folder / "loop").symlink_to("loop")
    (folder / "round").symlink_to(".")
    (folder / "nowhere").symlink_to("none.txt")
    entries = found(folder)
    assert {name: entry.code for name, entry in entries.items() if entry.code} == {
        "out.txt": "link-outside",
        "up": "link-outside",
        "loop": "link-outside",
        "round": "link-to-folder",
        "nowhere": "input-not-found",
    }
    assert entries["in.txt"].sha256 == entries["c.txt"].sha256
    assert entries["nowhere"].status is Status.FAILED
    assert all(entry.sha256 is None for entry in entries.values() if entry.code)


def test_odd_names(folder):
    root = os.fsencode(folder)
    names = [b"\xc8\xcb.txt", b"..txt", b"-o", b"a\nb", b"\\xc8\\xcb.txt", b"x" * 255, b"..\\..\\x", b"\x1b[31m"]
    for name in names:
        with open(os.path.join(root, name), "wb") as stream:
            stream.write(name)
    entries = found(folder)
    assert entries["\\xc8\\xcb.txt"].sha256 == hashlib.sha256(b"\xc8\xcb.txt").hexdigest()
    assert entries["..txt"].code == "hidden"
    assert len({entry.name for entry in entries.values()}) == 6 + len(names)
    assert all(name.isprintable() for name in entries)


def test_long_paths(folder):
    """Names of 255 bytes inside one another; the last one only as long as a path may be."""
    deep = folder
    for _ in range(12):
        deep /= "深" * 85
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("deep")
    assert any(len(name.encode()) > 3000 for name in found(folder))


def test_a_folder_deeper_than_a_path_may_be_is_told(folder):
    descriptors = [os.open(folder, os.O_RDONLY)]
    for _ in range(20):
        os.mkdir("y" * 250, dir_fd=descriptors[-1])
        descriptors.append(os.open("y" * 250, os.O_RDONLY, dir_fd=descriptors[-1]))
    for descriptor in descriptors:
        os.close(descriptor)
    lost = [entry for entry in walk(folder) if entry.status is Status.FAILED]
    assert len(lost) == 1
    assert "too long" in lost[0].reason


def test_what_is_no_document_is_skipped_with_a_reason(folder):
    os.mkfifo(folder / "pipe")
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "~$a.docx").write_bytes(b"x")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_bytes(b"x")
    skipped = {name: entry.code for name, entry in found(folder).items() if entry.status is Status.SKIPPED}
    assert skipped == {"pipe": "no-file", ".DS_Store": "hidden", "~$a.docx": "hidden", ".git": "hidden"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_told(folder):
    (folder / "c.txt").chmod(0)
    (folder / "b").chmod(stat.S_IWUSR)
    entries = found(folder)
    assert entries["c.txt"].code == entries["b"].code == "input-not-allowed"


def test_no_folder(folder):
    with pytest.raises(InputNotFound):
        found(folder / "none")
    with pytest.raises(InputNotAFile):
        found(folder / "c.txt")
